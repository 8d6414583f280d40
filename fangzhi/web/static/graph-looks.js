// How types and relations look, in the reader's light: on dark ground each colour is turned over in its lightness and keeps its hue, so that
// what stood out from paper stands out from it too. Signs in the page are turned by the style sheet.

import { byId } from './shared/elements.js';

const night = window.matchMedia('(prefers-color-scheme: dark)');
const HALF_TURN = [[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]]; // hue-rotate(180deg), as the Filter Effects Module has it

// What the style sheet's invert(1) hue-rotate(180deg) makes of a colour.
function turned(colour) {
  const inverse = [1, 3, 5].map((at) => 255 - Number.parseInt(colour.slice(at, at + 2), 16));
  const parts = HALF_TURN.map((row) => Math.min(255, Math.max(0, Math.round(row.reduce((sum, share, i) => sum + share * inverse[i], 0)))));
  return `#${parts.map((n) => n.toString(16).padStart(2, '0')).join('')}`;
}

// The looks that the page brings, with `ink`, `paint` of each type and relation as they are now; `changed` is called when the light changes.
export function looksOf(id, changed) {
  const looks = JSON.parse(byId(id).textContent);
  const dip = () => {
    const own = getComputedStyle(document.documentElement);
    [looks.paper, looks.ink] = ['--paper', '--ink'].map((name) => own.getPropertyValue(name).trim());
    for (const look of [...Object.values(looks.types), ...Object.values(looks.relations)]) look.paint = night.matches ? turned(look.colour) : look.colour;
  };
  dip();
  night.addEventListener('change', () => { dip(); changed(); });
  return looks;
}
