// An answer as a table that can be sorted and kept as CSV; what is on the page opens in the panel.

const ROWS = 200; // rows that are drawn at first
const LONG = 20; // characters of a cell that needs a wide column
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const textOf = (cell) => (cell ? cell.text : '');

function shortened(iri) {
  const known = Object.entries(prefixes).filter(([, start]) => iri.startsWith(start)).sort(([, a], [, b]) => b.length - a.length)[0];
  try {
    return known ? `${known[0]}:${decodeURI(iri.slice(known[1].length))}` : iri;
  } catch {
    return iri; // its per cent signs encode no text
  }
}

// The answer without the columns that only say what others open; a cell then knows what it opens.
function opened({ columns, rows, ...rest }, links) {
  const targets = Object.values(links);
  const at = columns.map((name) => columns.indexOf(links[name]));
  const kept = [...columns.keys()].filter((i) => !targets.includes(columns[i]));
  return { ...rest, columns: kept.map((i) => columns[i]), rows: rows.map((row) => kept.map((i) => row[i] && { ...row[i], opens: at[i] >= 0 && row[at[i]] ? row[at[i]].text : null })) };
}

function cellOf(cell) {
  if (!cell) return element('td', null);
  if (cell.opens && numberOf.has(cell.opens)) return element('td', null, element('button', { type: 'button', onclick: () => choose('node', numberOf.get(cell.opens)) }, cell.text));
  if (!cell.iri) return element('td', { class: NUMBER.test(cell.text) ? 'number' : cell.text.length > LONG ? 'long' : false }, cell.text);
  const number = numberOf.get(cell.text);
  if (number === undefined) return element('td', { title: cell.text }, shortened(cell.text));
  return element('td', null, element('button', { type: 'button', onclick: () => choose('node', number) }, entities[number].label));
}

// Sorted by a column, up or down: numbers by value, then texts by code point, then empty cells.
function sortedBy(rows, column, down) {
  const order = (key) => (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (down ? -1 : 1);
  const written = (r) => textOf(r[column]);
  const numbers = rows.filter((r) => NUMBER.test(written(r)));
  const texts = rows.filter((r) => r[column] && !NUMBER.test(written(r)));
  return [...numbers.sort(order((r) => Number(written(r)))), ...texts.sort(order(written)), ...rows.filter((r) => !r[column])];
}

// The sum of a column of counts, as the question declares them; figures of several units, codes and years have none.
const sumOf = (rows, column) => (rows.length > 1 && rows.every((r) => !r[column] || NUMBER.test(r[column].text)) ? rows.reduce((sum, r) => sum + Number(textOf(r[column])), 0) : null);

function drawAnswer({ columns, rows }, { columns: headings, counts }, sorted = null, down = false) {
  const shownRows = sorted === null ? rows : sortedBy(rows, sorted, down);
  const heads = columns.map((name, i) => element('th', { scope: 'col', 'aria-sort': sorted === i ? (down ? 'descending' : 'ascending') : 'none' },
    element('button', { type: 'button', onclick: () => drawAnswer({ columns, rows }, { columns: headings, counts }, i, sorted === i && !down) }, headings[name] ? headings[name][state.language === 'zh' ? 0 : 1] : name)));
  const totals = columns.map((name, i) => (counts.includes(name) ? sumOf(rows, i) : null));
  const body = element('tbody', null);
  const foot = totals.some((t) => t !== null) ? element('tfoot', null, element('tr', null, ...totals.map((t, i) => element('td', { class: 'number' }, t === null ? (i ? '' : say('total')) : String(Math.round(t * 1e6) / 1e6))))) : null;
  const table = element('table', null, element('thead', null, element('tr', null, ...heads)), body, foot);
  byId('answer').replaceChildren(table);
  growing(body, shownRows, ROWS, (row) => element('tr', null, ...row.map(cellOf)), table);
  byId('csv').hidden = !rows.length;
}

// A cell that a spreadsheet would run as a formula has an apostrophe in front; numbers stay numbers.
function csvCell(text) {
  const safe = details.sparql.formula.includes(text[0]) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function saveCsv() {
  const { columns, rows } = asking.table;
  const text = [columns, ...rows.map((r) => r.map(textOf))].map((row) => row.map(csvCell).join(',')).join('\r\n');
  save(new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' }), 'csv');
}
