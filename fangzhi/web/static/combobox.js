// Turns a text field into a combobox over /find.json: arrows, Enter, Escape, and a spoken count. Without script the field stays a field.

import { element } from './shared/elements.js';

const WAIT = 120;
const AGAIN = 900;
let numbers = 0;

function row(hit, id) {
  const about = [hit.what, hit.code, hit.within].filter(Boolean).join(' · ');
  const name = element('span', { class: 'name', lang: 'zh' }, hit.matched ? `${hit.label}（${hit.matched}）` : hit.label);
  return element('li', { role: 'option', id, 'aria-selected': 'false' },
    element('img', { src: hit.icon, alt: '', width: '14', height: '14' }), name, element('small', {}, about));
}

// `taken(hit)` is told what was chosen; `submits` leaves Enter to the form while nothing is chosen.
export function combobox(field, { words, type = '', taken }) {
  numbers += 1;
  const list = element('ul', { id: `options-${numbers}`, role: 'listbox', class: 'options', 'aria-label': words.hits });
  const status = element('span', { class: 'unseen', role: 'status' });
  const frame = element('span', { class: 'combobox' });
  field.replaceWith(frame);
  frame.append(field, list, status);
  field.removeAttribute('list');
  Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list', autocomplete: 'off' })
    .forEach(([key, value]) => field.setAttribute(key, value));
  list.hidden = true;
  let hits = [];
  let active = -1;
  let timer = 0;
  let asking = null;

  function close() {
    clearTimeout(timer);
    if (asking) asking.abort();
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
    active = -1;
  }

  function mark(position) {
    active = position;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    if (list.children[active] && hits.length) {
      field.setAttribute('aria-activedescendant', list.children[active].id);
      list.children[active].scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  }

  function show(answer) {
    hits = answer.hits;
    list.replaceChildren(...hits.map((hit, i) => row(hit, `${list.id}-${i}`)));
    list.hidden = !hits.length;
    field.setAttribute('aria-expanded', String(!list.hidden));
    status.textContent = hits.length ? words.count.replace('{n}', hits.length) : words.none;
    mark(-1);
  }

  // The server has no names to search: said, and not asked for again and again.
  function failed() {
    show({ hits: [] });
    status.textContent = words.failed;
  }

  async function ask() {
    const text = field.value.trim();
    if (asking) asking.abort();
    if (!text) return close();
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: text, limit: 12, ...(type && { type }) });
      const reply = await fetch(`/find.json?${query}`, { signal: asking.signal, headers: { Accept: 'application/json' } });
      const answer = await reply.json();
      if (document.activeElement !== field || field.value.trim() !== text) return undefined;
      if (answer.failed) failed();
      else if (answer.ready === false) timer = setTimeout(ask, AGAIN);
      else show({ hits: answer.hits || [] });
    } catch (error) {
      if (error.name !== 'AbortError') close();
    }
    return undefined;
  }

  function take(position) {
    const hit = hits[position];
    close();
    taken(hit);
  }

  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  field.addEventListener('focus', () => { if (field.value.trim() && field.dataset.asks !== 'typed') ask(); });
  field.addEventListener('blur', close);
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const item = event.target.closest('[role=option]');
    if (item) take([...list.children].indexOf(item));
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) ask();
      else if (event.key === 'ArrowDown') mark(active + 1 < hits.length ? active + 1 : 0);
      else mark(active > 0 ? active - 1 : hits.length - 1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

export function wordsOf(field) {
  return { hits: field.dataset.hits, count: field.dataset.count, none: field.dataset.none, failed: field.dataset.failed };
}
