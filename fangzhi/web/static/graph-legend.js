// The legend: what each mark and line means, how many there are, and which of them are shown.

import { drawn, element, icon } from './shared/elements.js';

export function legend(box, say, looks, on) {
  function row(names, name, text, picture, counts, off, under, kind) {
    const input = element('input', { type: 'checkbox', [`data-${kind}`]: name });
    input.checked = names.some((n) => !off.has(n));
    input.indeterminate = input.checked && names.some((n) => off.has(n));
    input.addEventListener('change', () => {
      on.filter(kind, names, input.checked);
      box.querySelector(`[data-${kind}="${name}"]`)?.focus();
    });
    const count = names.reduce((sum, n) => sum + (counts.get(n) || 0), 0);
    return element('li', null, element('label', { class: under ? 'under' : false }, input, picture, text, element('span', { class: 'count' }, String(count))));
  }

  function stroke({ colour, width, dashes }) {
    const line = drawn('line', { x1: 1, x2: 21, y1: 8, y2: 8, stroke: colour, 'stroke-width': width + 1, 'stroke-dasharray': dashes ? '4 3' : 'none' });
    return drawn('svg', { viewBox: '0 0 22 16', class: 'icon', 'aria-hidden': 'true' }, line);
  }

  const tally = (names) => names.reduce((counts, name) => counts.set(name, (counts.get(name) || 0) + 1), new Map());
  const rank = (a, b) => looks.types[a].rank - looks.types[b].rank;

  // All nodes and lines of the view, also those that are filtered out now.
  return function draw(nodes, edges, state, articles) {
    const counts = tally(nodes.map((node) => node.look));
    const types = element('ul', { 'aria-label': say('graph-types') });
    for (const head of [...new Set([...counts.keys()].map((n) => looks.types[n].under))].sort(rank)) {
      const members = [...counts.keys()].filter((n) => looks.types[n].under === head).sort(rank);
      types.append(row(members, head, looks.types[head].name, icon(looks.types[head]), counts, state.no, false, 'type'));
      for (const name of members.length > 1 ? members.filter((n) => n !== head) : []) types.append(row([name], name, looks.types[name].name, icon(looks.types[name]), counts, state.no, true, 'type'));
    }
    const ties = tally(edges.flatMap((edge) => edge.ties.map(([relation]) => (relation in looks.relations ? relation : 'other'))));
    const relations = element('ul', { 'aria-label': say('graph-relations') }, ...Object.keys(looks.relations).filter((name) => ties.has(name)).map((name) => (
      row([name], name, looks.relations[name].name[0], stroke(looks.relations[name]), ties, state.norel, false, 'relation'))));
    const also = element('input', { type: 'checkbox', id: 'graph-articles' });
    also.checked = articles;
    also.addEventListener('change', () => on.articles(also.checked));
    box.replaceChildren(types, element('h3', null, say('graph-relations')), relations, element('label', { class: 'also' }, also, say('graph-articles')));
  };
}
