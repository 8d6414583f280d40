// An answer as a table: sorted by its headings, a thousand rows at a time; IRIs lead where the server tells of them.

import { element } from './shared/elements.js';

const AT_ONCE = 1000;
const ONTOLOGY = 'https' + '://w3id.org/fangzhi/ontology#';
const UNITS = 'https' + '://w3id.org/fangzhi/unit/';
const NUMBERS = /#(integer|decimal|double|float|int|long|gYear)$/;

const encoded = (text) => encodeURI(text).replace(/%25/g, '%').replace(/[?#]/g, encodeURIComponent);

// Where a reader may go for an IRI: a page of this server, the web, or nowhere.
export function href(iri, prefixes) {
  const base = (prefixes.place || '').replace(/place\/$/, '');
  if (base && iri.startsWith(base)) return `/id/${encoded(iri.slice(base.length))}`;
  if (iri.startsWith(ONTOLOGY)) return `/ontology#${encoded(iri.slice(ONTOLOGY.length))}`;
  if (iri.startsWith(UNITS)) return `/unit/${encoded(iri.slice(UNITS.length))}`;
  return /^https?:/.test(iri) ? iri : null;
}

export function short(iri, prefixes) {
  const known = Object.entries(prefixes).find(([, start]) => iri.startsWith(start));
  try {
    return known ? `${known[0]}:${decodeURIComponent(iri.slice(known[1].length))}` : iri;
  } catch {
    return iri;
  }
}

export const isNumber = (term) => Boolean(term) && term.type === 'literal' && NUMBERS.test(term.datatype || '') && Number.isFinite(Number(term.value));

export function cell(term, prefixes) {
  if (!term) return '';
  if (term.type !== 'uri') return element('span', { lang: term['xml:lang'] || false }, term.type === 'triple' ? JSON.stringify(term.value) : term.value);
  const to = href(term.value, prefixes);
  const text = short(term.value, prefixes);
  if (!to) return element('span', null, text);
  return element('a', { href: to, title: term.value, rel: to.startsWith('/') ? false : 'noreferrer nofollow' }, text);
}

// Numbers, then texts, then nothing, whichever way (`turn` 1 or -1) each of them runs.
function compared(a, b, turn) {
  if (!a || !b) return Number(!a) - Number(!b);
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  return turn * (isNumber(a) ? Number(a.value) - Number(b.value) : a.value.localeCompare(b.value, 'zh'));
}

export function rows(box, result, prefixes, say) {
  if (result.turtle !== undefined) {
    box.replaceChildren(element('pre', { tabindex: '0' }, result.turtle));
    return;
  }
  if ('boolean' in result.table) {
    box.replaceChildren(element('p', { class: 'answer' }, say(result.table.boolean ? 'sparql-yes' : 'sparql-no')));
    return;
  }
  const columns = result.table.head.vars;
  let order = result.table.results.bindings;
  let sorted = ['', 1];
  if (!order.length) {
    box.replaceChildren(element('p', null, say('sparql-no-rows')));
    return;
  }
  const body = element('tbody');
  const more = element('button', { type: 'button', onclick: () => add() });
  const row = (found) => element('tr', null, ...columns.map((c) => element('td', { class: isNumber(found[c]) ? 'n' : false }, cell(found[c], prefixes))));

  function add() {
    const from = body.children.length;
    body.append(...order.slice(from, from + AT_ONCE).map(row));
    const rest = order.length - body.children.length;
    more.hidden = !rest;
    more.textContent = say('sparql-more', { n: Math.min(AT_ONCE, rest) });
  }

  function sort(column, head) {
    sorted = [column, sorted[0] === column ? -sorted[1] : 1];
    order = [...result.table.results.bindings].sort((a, b) => compared(a[column], b[column], sorted[1]));
    for (const other of head.parentNode.children) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', sorted[1] > 0 ? 'ascending' : 'descending');
    body.replaceChildren();
    add();
  }

  const numbers = (c) => order.slice(0, 50).some((found) => isNumber(found[c]));
  const heads = columns.map((c) => {
    const head = element('th', { scope: 'col', class: numbers(c) ? 'n' : false });
    head.append(element('button', { type: 'button', class: 'sort', title: say('sparql-sort', { column: c }), onclick: () => sort(c, head) }, c));
    return head;
  });
  box.replaceChildren(element('div', { class: 'wide' }, element('table', null, element('thead', null, element('tr', null, ...heads)), body)), more);
  add();
}
