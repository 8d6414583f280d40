// The page as a whole: what is chosen, the language, the address, the keys.

function choose(kind, number, move) {
  state.selected = kind ? { kind, number } : null;
  if (kind) reveal(kind === 'node' ? [number] : ends[number]);
  emphasise();
  drawPanel();
  if (kind && move) {
    const [first, ...others] = kind === 'line' ? ends[number] : [number, ...around[number].map(([, far]) => far)];
    if (!state.table) lookAt(first, others.filter((n) => onCanvas.has(n)));
    byId('panel-title').focus({ preventScroll: true });
  }
  writeAddress();
}

// The address holds what is chosen by its IRI, so that a link to a fact can be sent.
function writeAddress() {
  const parts = new URLSearchParams();
  const chosen = state.selected;
  if (chosen) (chosen.kind === 'node' ? [chosen.number] : ends[chosen.number]).forEach((n) => parts.append('at', entities[n].iri));
  if (state.language !== 'zh') parts.set('lang', state.language);
  if (state.table) parts.set('view', 'table');
  const wanted = parts.toString();
  if (wanted !== location.hash.slice(1)) history.replaceState(null, '', `#${wanted}`);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  state.language = parts.get('lang') === 'en' ? 'en' : 'zh';
  showAs(parts.get('view') === 'table');
  speak();
  const numbers = parts.getAll('at').map((iri) => entities.findIndex((e) => e.iri === iri)).filter((n) => n >= 0);
  if (numbers.length === 1) choose('node', numbers[0], true);
  else if (numbers.length === 2) {
    const line = ends.findIndex(([a, b]) => numbers.includes(a) && numbers.includes(b) && (a !== b));
    if (line >= 0) choose('line', line, true);
  }
}

function speak() {
  document.documentElement.lang = say('lang');
  document.querySelectorAll('[data-word]').forEach((e) => { e.textContent = say(e.dataset.word); });
  document.querySelectorAll('[data-label]').forEach((e) => { e.setAttribute('aria-label', say(e.dataset.label)); e.title = e.id === 'canvas' ? '' : say(e.dataset.label); });
  byId('search').placeholder = say('search');
  byId('search').setAttribute('aria-label', say('search'));
  byId('language').lang = state.language === 'zh' ? 'en' : 'zh-Hans';
  drawLegend();
  drawTable();
  drawPanel();
  notice();
}

if (narrow()) byId('legend').open = false;
near = entities.length > (narrow() ? details.wholeUpTo / 4 : details.wholeUpTo) && details.home >= 0 ? details.home : null;
startCanvas();
startSearch();
redraw();
fit();
readAddress();
byId('language').addEventListener('click', () => { state.language = state.language === 'zh' ? 'en' : 'zh'; speak(); writeAddress(); });
byId('as-graph').addEventListener('click', () => { showAs(false); fit(); writeAddress(); });
byId('as-table').addEventListener('click', () => { showAs(true); writeAddress(); });
byId('skip').addEventListener('click', (event) => { event.preventDefault(); showAs(true); byId('table').focus(); });
window.addEventListener('hashchange', readAddress);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && state.selected) choose(null);
  if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); byId('search').focus(); }
});
requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.drawn = 'true'; }));

// For those who put the page into another one, and for its tests.
window.fangzhi = Object.freeze({
  network,
  entities: entities.length,
  find: (text) => find(text).map((n) => entities[n].iri),
  spot: (iri) => { const n = entities.findIndex((e) => e.iri === iri); return network.canvasToDOM({ x: drawing.nodes[n].x, y: drawing.nodes[n].y }); },
});
