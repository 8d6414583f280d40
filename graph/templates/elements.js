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

function icon(look) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[look.shape]);
  path.setAttribute('fill', look.fill === 'hollow' ? 'none' : look.colour);
  path.setAttribute('stroke', look.colour);
  path.setAttribute('stroke-width', look.fill === 'hollow' ? '2' : '1');
  svg.append(path);
  return svg;
}

function link(address, text) {
  try {
    const url = new URL(address);
    if (url.protocol === 'http:' || url.protocol === 'https:') return element('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, text);
  } catch { /* no address: plain text */ }
  return text;
}
