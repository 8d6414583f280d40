// Search: what is typed is folded to simplified characters and held against names, pinyin and codes.

const HITS = 30;
const fold = (text) => [...text.normalize('NFKC').toLowerCase()].map((c) => details.fold[c] || c).join('').replace(/[\s'’·]/g, '').replace(/ü/g, 'v');
const names = entities.map((e) => fold(e.label));
const aliases = entities.map((e) => e.aliases.map(fold));
const syllables = entities.map((e) => (e.pinyin ? e.pinyin.split(' ').map((s) => s.split('/')) : []));
let hits = [];
let active = -1;

// Whether the query is spelled by syllables from this one on, each whole or by its first letters.
function spells(query, rows, start) {
  let reached = new Set([0]);
  for (let i = start; i < rows.length && reached.size; i += 1) {
    const next = new Set();
    for (const at of reached) {
      for (const reading of rows[i]) {
        for (let k = 0; k < reading.length && query[at + k] === reading[k]; k += 1) next.add(at + k + 1);
      }
    }
    if (next.has(query.length)) return true;
    reached = next;
  }
  return false;
}

// 0 is the best; Infinity is none.
function distance(query, number) {
  const entity = entities[number];
  if (names[number] === query || entity.code === query) return 0;
  if (names[number].startsWith(query)) return 1;
  if (aliases[number].some((a) => a.startsWith(query))) return 2;
  if (names[number].includes(query) || aliases[number].some((a) => a.includes(query))) return 3;
  if (entity.code && /^\d{2,}$/.test(query) && entity.code.startsWith(query)) return 2 + entity.code.length / 100;
  if (/^[a-z0-9]+$/.test(query)) {
    if (spells(query, syllables[number], 0)) return 2;
    for (let start = 1; start < syllables[number].length; start += 1) if (spells(query, syllables[number], start)) return 4;
  }
  return Infinity;
}

function find(text) {
  const query = fold(text);
  if (!query) return [];
  return [...entities.keys()].map((n) => [distance(query, n), n]).filter(([d]) => d < Infinity).sort(([a, n], [b, m]) => a - b || byImportance(n, m)).slice(0, HITS).map(([, n]) => n);
}

function mark(position) {
  active = position;
  const rows = [...byId('hits').children];
  rows.forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
  if (rows[active] && hits.length) {
    rows[active].scrollIntoView({ block: 'nearest' });
    byId('search').setAttribute('aria-activedescendant', rows[active].id);
  } else byId('search').removeAttribute('aria-activedescendant');
}

function closeHits() {
  byId('hits').hidden = true;
  byId('search').setAttribute('aria-expanded', 'false');
  mark(-1);
}

function take(number) {
  closeHits();
  choose('node', number, true);
}

function drawHits() {
  const text = byId('search').value;
  hits = find(text);
  const rows = hits.map((n, i) => element('li', { role: 'option', id: `hit-${i}`, 'aria-selected': 'false', onmousedown: (event) => { event.preventDefault(); take(n); } },
    icon(lookOf(entities[n])), entities[n].label, element('small', null, [typeName(entities[n].look), entities[n].code].filter(Boolean).join(' '))));
  byId('hits').replaceChildren(...(rows.length ? rows : [element('li', { class: 'quiet' }, say('no-hit'))]));
  byId('hits').hidden = !text.trim();
  byId('search').setAttribute('aria-expanded', String(Boolean(text.trim())));
  byId('hits-said').textContent = text.trim() ? (hits.length ? say('hits', { n: hits.length }) : say('no-hit')) : '';
  mark(hits.length ? 0 : -1);
}

function startSearch() {
  const box = byId('search');
  box.addEventListener('input', drawHits);
  box.addEventListener('focus', () => { if (box.value.trim()) drawHits(); });
  box.addEventListener('blur', closeHits);
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (byId('hits').hidden) drawHits();
      else if (hits.length) mark((active + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === 'Enter') {
      if (byId('hits').hidden) drawHits();
      if (hits[active] !== undefined) take(hits[active]);
    } else if (event.key === 'Escape' && !byId('hits').hidden) {
      event.stopPropagation();
      event.preventDefault();
      closeHits();
    }
  });
}
