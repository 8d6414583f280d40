// The list of all that the drawing holds: the same content for those who cannot use a drawing.

import { total } from './graph-scene.js';
import { element, icon } from './shared/elements.js';

export function list(box, say, looks, on) {
  const button = (word, action, label) => element('button', { type: 'button', onclick: action, 'aria-label': label }, word);
  return function draw(nodes, degree) {
    const rows = nodes.map((node) => {
      const more = node.holds ? node.total : total(node.missing);
      const name = node.holds ? say('graph-group', { place: node.label, n: node.total }) : node.label;
      const look = looks.types[node.look];
      return element('tr', null,
        element('td', null, element('button', { type: 'button', class: 'name', onclick: () => on.node(node.id) }, name)),
        element('td', { class: 'kind' }, icon(look), look.name),
        element('td', { class: 'optional' }, node.code),
        element('td', { class: 'n' }, String(degree.get(node.id) || 0)),
        element('td', { class: 'actions' },
          more ? button(`＋${more}`, () => on.expand(node.id), `${say('graph-expand')}: ${name}`) : null,
          button('✕', () => on.hide(node.id), `${say('graph-hide')}: ${name}`)));
    });
    const heads = [['graph-name', false], ['graph-type', false], ['graph-code', 'optional'], ['graph-lines', 'n'], ['graph-actions', false]];
    box.replaceChildren(element('table', null,
      element('thead', null, element('tr', null, ...heads.map(([word, kind]) => element('th', { scope: 'col', class: kind }, say(word))))), element('tbody', null, ...rows)));
  };
}
