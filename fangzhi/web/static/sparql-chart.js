// An answer as bars: one column gives the lengths, another the names; the table has the same numbers as text.

import { viewOf } from './sparql-graph.js';
import { isNumber, short } from './sparql-table.js';
import { drawn, element } from './shared/elements.js';

const MOST = 60;

const cut = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);

function picture(found, name, length, prefixes, labels) {
  const value = (row) => Number(row[length].value);
  const label = (row) => (row[name] ? labels.get(row[name].value) || (row[name].type === 'uri' ? short(row[name].value, prefixes) : row[name].value) : '');
  const [least, most] = [Math.min(0, ...found.map(value)), Math.max(0, ...found.map(value))];
  const [left, right, high, width] = [190, 110, 22, 860];
  const x = (n) => left + ((n - least) / (most - least || 1)) * (width - left - right);
  const bar = (row, i) => {
    const [from, to] = [x(Math.min(0, value(row))), x(Math.max(0, value(row)))];
    const text = value(row).toLocaleString('en', { maximumFractionDigits: 4 });
    return drawn('g', {}, drawn('title', {}, `${label(row)}: ${text}`),
      drawn('text', { x: left - 8, y: i * high + 16, 'text-anchor': 'end' }, cut(label(row), 14)),
      drawn('rect', { x: from, y: i * high + 4, width: Math.max(1, to - from), height: high - 8 }),
      drawn('text', { x: to + 6, y: i * high + 16 }, text));
  };
  const height = found.length * high + 4;
  return drawn('svg', { viewBox: `0 0 ${width} ${height}`, class: 'barchart', role: 'img', 'aria-label': `${name}, ${length}` }, ...found.map(bar), drawn('line', { x1: x(0), x2: x(0), y1: 0, y2: height }));
}

// The names of the things in an answer, as the graph view has them.
const labelled = async (result) => new Map((await viewOf(result)).nodes.map((node) => [node.iri, node.label]));

export function bars(box, result, prefixes, say) {
  const every = result.table && result.table.results ? result.table.results.bindings : [];
  const columns = every.length ? result.table.head.vars : [];
  const numbers = columns.filter((c) => every.some((row) => isNumber(row[c])));
  if (!numbers.length) {
    box.replaceChildren(element('p', null, say('sparql-no-chart')));
    return;
  }
  const plain = columns.filter((c) => !numbers.includes(c));
  const names = [...plain.filter((c) => every.some((row) => row[c] && row[c].type === 'literal')), ...plain, ...numbers].filter((c, i, all) => all.indexOf(c) === i);
  const choice = (label, options) => {
    const select = element('select', { onchange: () => draw() }, ...options.map((c) => element('option', { value: c }, c)));
    return [element('label', null, `${label} `, select), select];
  };
  const [[nameLabel, name], [lengthLabel, length]] = [choice(say('sparql-names'), names), choice(say('sparql-bars'), numbers)];
  const drawing = element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': say('sparql-chart') });
  box.replaceChildren(element('p', { class: 'chart-choice' }, nameLabel, ' ', lengthLabel), drawing);

  let labels = new Map();
  function draw() {
    const found = every.filter((row) => isNumber(row[length.value]));
    drawing.replaceChildren(picture(found.slice(0, MOST), name.value, length.value, prefixes, labels));
    if (found.length > MOST) drawing.append(element('p', { class: 'quiet' }, say('sparql-chart-first', { n: MOST })));
  }
  draw();
  if (every.some((row) => names.some((c) => row[c] && row[c].type === 'uri'))) labelled(result).then((found) => { labels = found; draw(); }).catch(() => { /* the IRIs will do */ });
}
