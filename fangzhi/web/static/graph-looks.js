// How types and relations look in the reader's light. Signs in the page are turned by the style sheet, drawings by `paint`; pictures that are
// kept have the colours made for paper.

import { byId } from './shared/elements.js';
import { inLight, night, ownColour } from './shared/light.js';

// The looks that the page brings, with `paper` and `ink`, and `paint` of each type and relation, as they are now; `changed` is called when
// the light changes.
export function looksOf(id, changed) {
  const looks = JSON.parse(byId(id).textContent);
  const dip = () => {
    [looks.paper, looks.ink] = ['--paper', '--ink'].map(ownColour);
    for (const look of [...Object.values(looks.types), ...Object.values(looks.relations)]) look.paint = inLight(look.colour);
  };
  dip();
  night.addEventListener('change', () => { dip(); changed(); });
  return looks;
}
