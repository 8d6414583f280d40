// The page as a whole: what is chosen, the language, the keys, and how it opens.

function choose(kind, number, move) {
  state.selected = kind ? { kind, number } : null;
  if (kind) reveal(kind === 'node' ? [number] : ends[number]);
  emphasise();
  drawPanel();
  if (kind && move) {
    const [first, ...others] = kind === 'line' ? ends[number] : [number, ...around[number].map(([, far]) => far)];
    if (state.view === 'graph') lookAt(first, others.filter((n) => onCanvas.has(n)));
    byId('panel-title').focus({ preventScroll: true });
  }
  writeAddress();
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
  speakAsk();
}

const chosenNode = () => (state.selected && state.selected.kind === 'node' ? state.selected.number : null);
const KEYS = {
  '/': () => byId('search').focus(),
  e: () => { if (chosenNode() !== null) open(chosenNode()); },
  p: () => { if (chosenNode() !== null) pin(chosenNode()); },
  h: () => { if (chosenNode() !== null) hide(chosenNode()); },
  0: () => fit(moved()),
  '+': () => zoom(1.4),
  '-': () => zoom(1 / 1.4),
  Escape: () => { if (state.selected) choose(null); },
};

function start() {
  if (narrow()) byId('legend').open = false;
  const many = entities.length > (narrow() ? details.wholeUpTo / 4 : details.wholeUpTo);
  if (Object.keys(details.leftOut).length) opening = ['places', null];
  else if (many && details.home >= 0) opening = ['near', details.home];
  startCanvas();
  startSearch();
  startAsk();
  readAddress();
  byId('language').addEventListener('click', () => { state.language = state.language === 'zh' ? 'en' : 'zh'; speak(); writeAddress(); });
  byId('as-graph').addEventListener('click', () => { showAs('graph'); fit(); writeAddress(); });
  byId('as-table').addEventListener('click', () => { showAs('table'); writeAddress(); });
  if (byId('as-ask')) byId('as-ask').addEventListener('click', () => { showAs('ask'); writeAddress(); });
  byId('skip').addEventListener('click', (event) => { event.preventDefault(); showAs('table'); byId('table').focus(); });
  byId('png').addEventListener('click', savePng);
  byId('svg').addEventListener('click', saveSvg);
  window.addEventListener('hashchange', readAddress);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== 'checkbox')) return;
    const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!key) return;
    if (event.key !== 'Escape') event.preventDefault();
    key();
  });
}

start();
requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.drawn = 'true'; }));

// For those who put the page into another one, and for its tests.
window.fangzhi = Object.freeze({
  network,
  entities: entities.length,
  find: (text) => find(text).map((n) => entities[n].iri),
  shown: () => [...onCanvas].map((n) => entities[n].iri),
  spot: (iri) => network.canvasToDOM({ x: drawing.nodes[numberOf.get(iri)].x, y: drawing.nodes[numberOf.get(iri)].y }),
});
