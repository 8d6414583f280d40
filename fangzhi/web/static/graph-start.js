// The box where a view starts: names are looked up while they are typed, the one that is taken starts a view or joins it.

import { byId, element, icon } from './shared/elements.js';

export function startBox(say, looks, on) {
  const box = byId('graph-q');
  const list = byId('graph-hits');
  let hits = [];
  let active = -1;
  let asked = 0;
  let waiting = 0;
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', 'graph-hits']]) box.setAttribute(name, value);

  function mark(number) {
    active = number;
    [...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
    if (list.children[active] && hits.length) box.setAttribute('aria-activedescendant', list.children[active].id);
    else box.removeAttribute('aria-activedescendant');
  }

  function close() {
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    mark(-1);
  }

  function take(hit, added) {
    close();
    box.value = '';
    if (added) on.add(hit);
    else on.begin(hit);
  }

  function draw() {
    const rows = hits.map((hit, i) => {
      const row = element('li', { role: 'option', id: `graph-hit-${i}`, 'aria-selected': 'false', onmousedown: (event) => { event.preventDefault(); take(hit, event.shiftKey); } },
        icon(looks.types[hit.class] || looks.types[hit.type] || looks.types.Other), hit.label, element('small', null, hit.within || hit.code || ''));
      if (on.drawn()) row.append(element('span', { class: 'add', title: say('graph-add'), onmousedown: (event) => { event.preventDefault(); event.stopPropagation(); take(hit, true); } }, '＋'));
      return row;
    });
    list.replaceChildren(...(rows.length ? rows : [element('li', { class: 'quiet', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, say('graph-no-hit'))]));
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    byId('graph-said')?.replaceChildren(hits.length ? say('graph-hits', { n: hits.length }) : say('graph-no-hit'));
    mark(hits.length ? 0 : -1);
  }

  async function look() {
    const text = box.value.trim();
    const number = (asked += 1);
    if (!text) {
      close();
      return;
    }
    const answer = await fetch(`/find.json?${new URLSearchParams({ q: text, limit: 12 })}`);
    const found = answer.ok ? (await answer.json()).hits : [];
    if (number !== asked || box !== document.activeElement) return;
    hits = found;
    draw();
  }

  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
  box.addEventListener('focus', () => { if (box.value.trim()) look(); });
  box.addEventListener('blur', close);
  box.form.addEventListener('submit', (event) => {
    if (list.hidden || !hits[active]) return; // the search page has all hits
    event.preventDefault();
    take(hits[active], false);
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (hits.length) mark((active + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === 'Enter' && event.shiftKey && hits[active] && on.drawn()) {
      event.preventDefault();
      take(hits[active], true);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      close();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      box.focus();
    }
  });
}
