// The reader's light: in the dark a colour made for paper is turned over in its lightness and keeps its hue, so that what stood out from paper
// stands out from dark ground too. It is what the style sheets' invert(1) hue-rotate(180deg) makes of it.

const night = window.matchMedia('(prefers-color-scheme: dark)');
const HALF_TURN = [[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]]; // hue-rotate(180deg), as the Filter Effects Module has it

function inLight(colour) {
  if (!night.matches) return colour;
  const inverse = [1, 3, 5].map((at) => 255 - Number.parseInt(colour.slice(at, at + 2), 16));
  const parts = HALF_TURN.map((row) => Math.min(255, Math.max(0, Math.round(row.reduce((sum, share, i) => sum + share * inverse[i], 0)))));
  return `#${parts.map((n) => n.toString(16).padStart(2, '0')).join('')}`;
}

// A colour of the style sheet as it is now.
const ownColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
