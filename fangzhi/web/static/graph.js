// The graph view: what the address says is drawn, what the reader does becomes the address.

import { combobox } from './combobox.js';
import { canvas } from './graph-canvas.js';
import { savePng, saveSvg, svg } from './graph-export.js';
import { keyboard } from './graph-keys.js';
import { legend } from './graph-legend.js';
import { list } from './graph-list.js';
import { looksOf } from './graph-looks.js';
import { panel } from './graph-panel.js';
import { lineId, sceneOf, total } from './graph-scene.js';
import { pin, pinned, read, unpinned, wanted, written } from './graph-state.js';
import { speaking } from './graph-voice.js';
import { byId } from './shared/elements.js';

const json = (id) => JSON.parse(byId(id).textContent);
const words = json('graph-words');
const looks = looksOf('graph-looks', () => { if (scene) redraw(); });
const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

const voice = speaking(say);

const views = new Map(); // what the server gave, by what was asked for
const proofs = new Map();
let state = read(location.search);
let scene = null;
let view = null;
let asked = 0;

const edgesOf = (id) => scene.edges.filter((edge) => edge.a === id || edge.b === id);
const chosenEdge = () => state.to && scene.edges.find((e) => e.id === lineId(state.sel, state.to) || e.id === lineId(state.to, state.sel));

function emphasise() {
  const edge = chosenEdge();
  const node = !edge && scene.byId.get(state.sel);
  const near = edge ? [edge] : node ? edgesOf(node.id) : [];
  for (const e of scene.edges) e.chosen = near.includes(e);
  drawing.choose(edge || node ? new Set([...(node ? [node.id] : []), ...near.flatMap((e) => [e.a, e.b])]) : null);
}

function redraw() {
  scene = sceneOf(view, looks, state, pinned(state));
  if (state.sel && !(state.to ? chosenEdge() : scene.byId.has(state.sel))) [state.sel, state.to] = ['', ''];
  emphasise();
  drawing.show(scene);
  const weight = (node) => looks.types[node.look].rank;
  scene.order = [...scene.nodes].sort((a, b) => weight(a) - weight(b) || (scene.degree.get(b.id) || 0) - (scene.degree.get(a.id) || 0) || (a.id < b.id ? -1 : 1));
  drawLegend(scene.all, view.edges, state, state.numbers.some(([name]) => name === 'articles'));
  byId('graph-list').hidden = !state.list;
  byId('graph-stage').hidden = state.list;
  byId('as-list').setAttribute('aria-pressed', String(state.list));
  byId('as-drawing').setAttribute('aria-pressed', String(!state.list));
  if (state.list) drawList(scene.order, scene.degree);
  voice.notice(view, scene, state, side, () => change(() => state.hide.clear()));
  drawPanel();
}

async function drawPanel() {
  const edge = chosenEdge();
  const node = !edge && scene.byId.get(state.sel);
  if (!edge && !node) {
    side.draw(null);
    return;
  }
  const parts = (known) => (edge ? side.ofEdge(edge, scene.byId, known) : side.ofNode(node, edgesOf(node.id), scene.byId, known));
  const address = edge ? { of: edge.a, to: edge.b } : { of: node.id };
  const about = `/graph/evidence.json?${new URLSearchParams(address)}`;
  side.draw(parts(proofs.get(about)));
  if (proofs.has(about) || (node && node.holds) || (edge && !edge.ties.length)) return;
  try {
    proofs.set(about, await fetched(about));
  } catch (fault) {
    voice.failed(fault);
    return;
  }
  const still = edge ? chosenEdge() === edge : !state.to && state.sel === node.id;
  if (still) side.draw(parts(proofs.get(about)));
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.message);
  return found;
}

// Draws what the state says; asks the server where that is another view than the one that is there.
async function load(fitting) {
  const key = wanted(state);
  const number = (asked += 1);
  byId('graph-app').setAttribute('aria-busy', 'true');
  try {
    if (!views.has(key)) views.set(key, await fetched(`/graph.json?${key}`));
    if (number !== asked) return;
    view = views.get(key);
    redraw();
    if (fitting) drawing.fit();
  } catch (fault) {
    voice.failed(fault);
  } finally {
    byId('graph-app').removeAttribute('aria-busy');
  }
}

function remember(push) {
  const wantedAddress = `${location.pathname}?${written(state)}`;
  if (wantedAddress !== location.pathname + location.search) history[push ? 'pushState' : 'replaceState'](null, '', wantedAddress);
  const tongue = document.querySelector('a.tongue');
  const rest = new URLSearchParams(location.search);
  rest.set('lang', looks.language === 'zh' ? 'en' : 'zh');
  tongue.href = `${location.pathname}?${rest}`;
}

// What the reader did: the state changes, the address with it, and the drawing follows.
async function change(how, { push = true } = {}) {
  const before = wanted(state);
  how();
  remember(push);
  if (wanted(state) === before) redraw();
  else await load(false);
}

const narrow = () => window.matchMedia('(max-width: 48rem)').matches;
const act = {
  node: (id) => choose(id),
  edge: (id) => { const edge = scene.edges.find((e) => e.id === id); if (edge) choose(edge.a, edge.b); },
  nothing: () => { if (state.sel) choose(''); },
  async expand(id) {
    const node = scene.byId.get(id);
    if (!node || !(node.holds || total(node.missing))) return;
    const before = new Set(view.nodes.map((n) => n.id));
    clearTimeout(looking);
    await change(() => {
      state.steps.push(['expand', id]);
      if (node.holds) [state.sel, state.to] = [id.split(' ')[0], ''];
    });
    const [hub] = id.split(' ');
    const fresh = scene.nodes.filter((n) => !before.has(n.id)).map((n) => n.id);
    if (fresh.some((n) => !drawing.sees(n))) drawing.fit([hub, ...fresh]);
    voice.tell(say('graph-seen', { n: scene.nodes.length, m: scene.edges.length }));
  },
  async add(iri) {
    await change(() => {
      if (!view.nodes.some((node) => node.id === iri)) state.steps.push(['add', iri]);
      state.hide.delete(iri);
      [state.sel, state.to] = [iri, ''];
    });
    drawing.lookAt([iri, ...edgesOf(iri).flatMap((e) => [e.a, e.b])]);
  },
  hide(id) {
    change(() => {
      state.hide.add(id);
      if (state.sel === id || state.to === id) [state.sel, state.to] = ['', ''];
    });
  },
  pin(id) {
    const { x, y, pinned: is } = scene.byId.get(id);
    change(() => (is ? unpinned(state, id) : pin(state, id, x, y)));
  },
  dropped(id, x, y) {
    for (const made of views.values()) for (const node of made.nodes) if (made === view && node.id === id) Object.assign(node, { x, y });
    const moved = structuredClone(view);
    change(() => { pin(state, id, x, y); views.set(wanted(state), moved); });
  },
  centred: (node) => `/graph?${new URLSearchParams([['at', node.iri], ...[...pinned(state)].filter((id) => !id.includes(' ') && id !== node.iri).map((id) => ['pin', id]), ...state.rest])}`,
  filter(kind, names, shown) {
    const off = kind === 'type' ? state.no : state.norel;
    change(() => names.forEach((name) => (shown ? off.delete(name) : off.add(name))));
  },
  articles(on) {
    change(() => { state.numbers = [...state.numbers.filter(([name]) => name !== 'articles'), ...(on ? [['articles', '1']] : [])]; });
  },
  close() {
    choose('');
    (state.list ? byId('graph-list') : byId('graph-canvas')).focus();
  },
  covered() {
    const { hidden, offsetWidth, offsetHeight } = byId('graph-panel');
    return { right: hidden || narrow() ? 0 : offsetWidth, bottom: hidden || !narrow() ? 0 : offsetHeight };
  },
  tip: (what, at) => voice.tip(what, at, scene, side),
};

let looking = 0;

function choose(id, to = '', focus = false) {
  change(() => { [state.sel, state.to] = [id, to]; }, { push: false });
  if (!id) return;
  const near = to ? [id, to] : [id, ...edgesOf(id).flatMap((e) => [e.a, e.b])];
  clearTimeout(looking); // a second click must find the node where the first one did
  if (!state.list && near.slice(0, to ? 2 : 1).some((n) => !drawing.sees(n))) looking = setTimeout(() => drawing.lookAt([...new Set(near)]), focus ? 0 : 350);
  if (focus) byId('graph-panel-title')?.focus({ preventScroll: true });
}

function exported(how) {
  const title = byId('graph-title').textContent;
  return how(svg(scene, drawing, looks, title), title);
}

// The box where a view starts: what is taken starts one, or joins the one that is there.
const box = byId('graph-q');
combobox(box, {
  words: { hits: say('graph-search'), count: say('graph-hits'), none: say('graph-no-hit'), failed: say('graph-no-names') },
  taken(hit) {
    box.value = '';
    if (view) act.add(hit.iri);
    else location.href = `/graph?${new URLSearchParams([['at', hit.iri], ...state.rest])}`;
  },
});

let drawing = null;
let side = null;
let drawLegend = null;
let drawList = null;

function open() {
  for (const id of ['graph-app', 'graph-foot', 'graph-tools']) byId(id).hidden = false;
  if (narrow()) byId('graph-legend').open = false;
  view = json('graph-data');
  views.set(wanted(state), view);
  drawing = canvas(byId('graph-canvas'), looks, act);
  side = panel(byId('graph-panel'), say, looks, act);
  drawLegend = legend(byId('graph-legend').querySelector('div'), say, looks, act);
  drawList = list(byId('graph-list'), say, looks, act);
  redraw();
  drawing.fit(null, false);
  keyboard(byId('graph-canvas'), {
    nodes: () => scene.order, byId: (id) => scene.byId.get(id), cursor: (id) => drawing.cursor(id), sees: drawing.sees, lookAt: drawing.lookAt,
    open: (id) => choose(id, '', true), expand: act.expand, hide: act.hide, pin: act.pin, close: () => { if (state.sel) act.close(); }, chosen: () => state.sel,
    fit: () => drawing.fit(), zoom: drawing.zoom, say: (node) => voice.tell(`${node.label}，${side.typeName(node.look)}，${say('graph-many', { n: scene.degree.get(node.id) || 0 })}`),
  });
  byId('zoom-in').addEventListener('click', () => drawing.zoom(1.4));
  byId('zoom-out').addEventListener('click', () => drawing.zoom(1 / 1.4));
  byId('fit').addEventListener('click', () => drawing.fit());
  byId('as-drawing').addEventListener('click', () => change(() => { state.list = false; }).then(() => drawing.fit(null, false)));
  byId('as-list').addEventListener('click', () => change(() => { state.list = true; }));
  byId('save-svg').addEventListener('click', () => exported(saveSvg));
  byId('save-png').addEventListener('click', () => exported(savePng));
  window.addEventListener('popstate', () => {
    const before = state.at.join(' ');
    state = read(location.search);
    remember(false);
    load(state.at.join(' ') !== before);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.sel && !event.defaultPrevented) act.close();
  });
  remember(false);
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.drawn = 'true'; }));
}

if (json('graph-data')) open();

// For tests of the page, and for those who build on it.
window.fangzhi = Object.freeze({
  state: () => written(state),
  nodes: () => scene.nodes.map(({ id, label, x, y }) => ({ id, label, x, y })),
  spot: (id) => drawing.network.canvasToDOM(scene.byId.get(id)),
  network: () => drawing.network,
});
