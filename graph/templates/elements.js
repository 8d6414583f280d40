// Elements are made here and nowhere else: text goes in as text, links only to http and https.

const SHAPES = {
  dot: 'M8 1.5a6.5 6.5 0 1 0 .01 0z',
  square: 'M2.5 2.5h11v11h-11z',
  diamond: 'M8 .8 15.2 8 8 15.2.8 8z',
  triangle: 'M8 1.5 15 14H1z',
  triangleDown: 'M8 14.5 15 2H1z',
  hexagon: 'M4.5 1.8h7L15 8l-3.5 6.2h-7L1 8z',
  star: 'M8 .8l2 4.9 5.2.4-4 3.4 1.3 5.1L8 11.8l-4.5 2.8 1.3-5.1-4-3.4 5.2-.4z',
};

const byId = (id) => document.getElementById(id);

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((c) => c != null)); // strings become text nodes
  return made;
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

const small = (child) => drawn('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' }, child);
const painted = (look) => ({ fill: look.fill === 'hollow' ? '#ffffff' : look.colour, stroke: look.colour, 'stroke-width': look.fill === 'hollow' ? 2 : 1 });
const icon = (look) => small(drawn('path', { d: SHAPES[look.shape], ...painted(look) }));
const stroke = (colour) => small(drawn('path', { d: 'M0 8h16', stroke: colour, 'stroke-width': 3 }));

function link(address, text) {
  try {
    const url = new URL(address);
    if (url.protocol === 'http:' || url.protocol === 'https:') return element('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, text);
  } catch { /* no address: plain text */ }
  return text;
}
