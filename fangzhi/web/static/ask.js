// A sheet that is whole on its page is sorted in place; the address follows, so that a link restores what is seen.

import './fields.js';

const table = document.querySelector('table.sheet[data-whole]');
const permalink = document.getElementById('permalink');

const isNumber = (value) => Boolean(value) && Number.isFinite(Number(value));

// Numbers by unit and value, then what is none; `turn` is -1 the other way round, where numbers still come first.
function compare(one, other, turn) {
  const [a, b] = [one.dataset, other.dataset];
  if (a.value !== undefined || b.value !== undefined) {
    const unit = (a.unit || '') < (b.unit || '') ? -1 : Number((a.unit || '') > (b.unit || ''));
    return Number(!isNumber(a.value)) - Number(!isNumber(b.value)) || turn * (unit || (isNumber(a.value) ? a.value - b.value : 0) || text(one, other));
  }
  return turn * text(one, other);
}

function text(one, other) {
  const [a, b] = [one, other].map((cell) => cell.dataset.text || (cell.querySelector('blockquote') || cell).textContent.trim());
  return a < b ? -1 : Number(a > b);
}

// The address with another order: `''` is the question's own.
function address(column, descending) {
  const url = new URL(window.location.href);
  ['sort', 'desc', 'page'].forEach((name) => url.searchParams.delete(name));
  if (column) url.searchParams.set('sort', column);
  if (column && descending) url.searchParams.set('desc', '1');
  return url;
}

function order(column, descending) {
  const heads = [...table.tHead.rows[0].cells];
  const at = heads.findIndex((head) => head.firstElementChild.dataset.column === column);
  const body = table.tBodies[0];
  const known = rows.filter((row) => at < 0 || row.cells[at].textContent.trim());
  const blank = rows.filter((row) => !known.includes(row));
  if (at >= 0) known.sort((a, b) => compare(a.cells[at], b.cells[at], descending ? -1 : 1));
  body.append(...known, ...blank);
  heads.forEach((head, i) => {
    if (i === at) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
    const link = head.firstElementChild;
    const next = i !== at ? [link.dataset.column, false] : descending ? ['', false] : [column, true];
    link.href = address(...next);
  });
}

// In the order of the question itself, as far as the page knows it.
const rows = table ? [...table.tBodies[0].rows] : [];

if (table && !new URL(window.location.href).searchParams.get('sort')) {
  table.tHead.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const wanted = new URL(link.href).searchParams;
    const [column, descending] = [wanted.get('sort') || '', wanted.get('desc') === '1'];
    order(column, descending);
    window.history.replaceState(null, '', address(column, descending));
    permalink.href = window.location.href;
  });
}

if (permalink && navigator.clipboard) {
  const said = permalink.textContent;
  permalink.addEventListener('click', async (event) => {
    event.preventDefault();
    await navigator.clipboard.writeText(permalink.href);
    permalink.textContent = permalink.dataset.copied;
    setTimeout(() => { permalink.textContent = said; }, 1500);
  });
}
