// The drawing: vis-network with what is shown, the tinted grounds of the places, what is chosen and what stands back.

const nodesShown = new vis.DataSet();
const edgesShown = new vis.DataSet();
const faded = { node: 0.22, line: 0.12 };
const SEEN = 5; // pixels: a smaller ground is not drawn
const HELD = 0.42; // a closed place fills this part of its ground
const tints = {}; // colours of the style sheet, in the present light
let network = null;

const groundOf = new Map(grounds.map((g) => [g.node, g]));
const holds = (n) => shown.mode === 'places' && inside.has(n) && groundOf.has(n) && !contents[n].some((c) => onCanvas.has(c));

function dip() {
  for (const name of ['paper', 'ink', 'area', 'rim']) tints[name] = ownColour(`--${name}`);
}

const dipped = (colours) => Object.fromEntries(Object.entries(colours).map(([part, c]) => [part, typeof c === 'string' ? inLight(c) : dipped(c)]));

// How a node is drawn now: a closed place stands for all in it, so it is as large as that; a pinned node has a thick rim.
function spot(n) {
  const { label, ...own } = drawing.nodes[n];
  const size = holds(n) ? Math.max(own.size, groundOf.get(n).ry * HELD) : own.size;
  return { ...own, color: dipped(own.color), size, borderWidth: shown.pinned.has(n) ? 5 : own.borderWidth };
}

function redraw() {
  choosing();
  labelOrder();
  nodesShown.clear();
  edgesShown.clear();
  nodesShown.add([...onCanvas].sort((a, b) => a - b).map(spot));
  edgesShown.add(drawing.edges.filter((e) => onCanvas.has(e.from) && onCanvas.has(e.to) && speaks(e.id)));
  emphasise();
  notice();
}

function notice() {
  const parts = [say('seen', { n: onCanvas.size, all: entities.length })];
  if (shown.mode === 'near') parts.unshift(say('near-of', { name: entities[shown.centre].label }));
  if (shown.mode === 'places') parts.unshift(say('by-place'));
  if (Object.keys(details.leftOut).length) parts.push(say('left-out', { all: entities.length + total(details.leftOut), list: counted(details.leftOut) }));
  byId('notice').textContent = entities.length ? parts.join(' · ') : say('empty');
  for (const mode of ['near', 'places', 'whole']) byId(mode).setAttribute('aria-pressed', String(shown.mode === mode));
  byId('restore').hidden = !shown.gone.size;
  byId('restore').textContent = say('restore', { n: shown.gone.size });
}

// What stands out: the chosen node with its neighbours, or the two ends of the chosen line; null when nothing is chosen.
function emphasis() {
  const chosen = state.selected;
  if (!chosen) return null;
  return new Set(chosen.kind === 'node' ? [chosen.number, ...around[chosen.number].map(([, far]) => far)] : ends[chosen.number]);
}

function emphasise() {
  const chosen = state.selected;
  const bright = emphasis();
  const lit = new Set(!chosen ? [] : chosen.kind === 'line' ? [chosen.number] : around[chosen.number].map(([line]) => line));
  nodesShown.update(nodesShown.getIds().map((id) => ({ id, opacity: bright && !bright.has(id) ? faded.node : 1 })));
  edgesShown.update(edgesShown.getIds().map((id) => {
    const { width } = drawing.edges[id];
    const color = inLight(drawing.edges[id].color);
    return { id, color: { color, highlight: color, hover: color, opacity: chosen && !lit.has(id) ? faded.line : 1 }, width: lit.has(id) ? width * 1.8 : width };
  }));
  network.unselectAll();
  if (chosen && chosen.kind === 'node' && onCanvas.has(chosen.number)) network.selectNodes([chosen.number], false);
  if (chosen && chosen.kind === 'line' && edgesShown.get(chosen.number)) network.selectEdges([chosen.number]);
}

const groundShown = ({ node, depth }) => onCanvas.has(node) && (shown.mode !== 'near' || depth > 0);

function ground(context) {
  context.fillStyle = tints.area;
  context.strokeStyle = tints.rim;
  context.lineWidth = 1.5;
  const { clientWidth: width, clientHeight: height } = byId('canvas');
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const far = network.DOMtoCanvas({ x: width, y: height });
  const least = SEEN / network.getScale();
  for (const { x, y, rx, ry } of grounds.filter(groundShown)) {
    if (ry < least || x + rx < corner.x || x - rx > far.x || y + ry < corner.y || y - ry > far.y) continue;
    context.beginPath();
    context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

const narrow = () => window.matchMedia('(max-width: 760px)').matches;
const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches || onCanvas.size > 800;
const moved = () => (calm() ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

// The room of the drawing that is not under the panel or the tools, after the panel may just have taken its part.
function room() {
  network.setSize('100%', '100%');
  const { clientWidth: width, clientHeight: height } = byId('canvas');
  const covered = Math.max(byId('below').clientHeight, narrow() && !byId('panel').hidden ? byId('panel').clientHeight : 0);
  return { width, height: height - covered, offset: { x: 0, y: -covered / 2 } };
}

const span = (boxes) => [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])), Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];
const boxOf = ({ x, y, rx, ry }) => [x - rx, y - ry, x + rx, y + ry];

// What is shown with the grounds of its places, or the ground of the place whose neighbourhood is shown.
function fit(animation = false) {
  const near = shown.mode === 'near';
  const held = grounds.filter((g) => (near ? g.node === shown.centre : onCanvas.has(g.node))).map(boxOf);
  const boxes = near && held.length ? held : [...held, ...inMiddle.map((n) => drawing.nodes[n]).map((s) => [s.x, s.y, s.x, s.y])];
  if (!boxes.length || !byId('canvas').clientWidth) return;
  const { width, height, offset } = room();
  const [left, top, right, bottom] = span(boxes);
  const scale = Math.min(1.1, (width - 70) / (right - left + 1), (height - 40) / (bottom - top + 1));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset, animation });
}

// Moves to a node with those near it: all of them where that stays readable, else the node in the middle.
function lookAt(number, others) {
  const spots = [number, ...others].map((n) => drawing.nodes[n]);
  const { width, height, offset } = room();
  const [left, top, right, bottom] = span(spots.map((s) => [s.x, s.y, s.x, s.y]));
  const least = narrow() ? 0.4 : 0.6;
  const scale = Math.min(1.1, (width - 40) / (right - left + 160), (height - 40) / (bottom - top + 90));
  const position = scale < least ? { x: spots[0].x, y: spots[0].y } : { x: (left + right) / 2, y: (top + bottom) / 2 };
  network.moveTo({ position, scale: Math.max(least, scale), offset, animation: moved() });
}

const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: moved() });

function startTip() {
  const tip = byId('tip');
  const put = (words, at) => {
    tip.textContent = words;
    tip.hidden = false;
    tip.style.left = `${Math.max(4, Math.min(at.x + 14, byId('stage').clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(4, at.y - 34)}px`;
  };
  network.on('hoverNode', ({ node, pointer }) => put(`${entities[node].label} · ${typeName(entities[node].look)}${inside.has(node) ? ` · ${say('holds', { n: inside.get(node) })}` : ''}`, pointer.DOM));
  network.on('hoverEdge', ({ edge, pointer }) => put(lines[edge].map((i) => sentenceOf(i, edge)).join('；'), pointer.DOM));
  for (const event of ['blurNode', 'blurEdge', 'dragStart', 'zoom']) network.on(event, () => { tip.hidden = true; });
}

function startCanvas() {
  network = new vis.Network(byId('canvas'), { nodes: nodesShown, edges: edgesShown }, drawing.options);
  network.on('beforeDrawing', ground);
  network.on('afterDrawing', drawLabels);
  dip();
  night.addEventListener('change', () => { dip(); redraw(); });
  network.on('click', (event) => {
    if (event.nodes.length) choose('node', event.nodes[0]);
    else if (event.edges.length) choose('line', event.edges[0]);
    else choose(null);
  });
  network.on('doubleClick', (event) => { if (event.nodes.length) open(event.nodes[0]); });
  startTip();
  startMoving();
  byId('zoom-in').addEventListener('click', () => zoom(1.4));
  byId('zoom-out').addEventListener('click', () => zoom(1 / 1.4));
  byId('fit').addEventListener('click', () => fit(moved()));
  byId('restore').addEventListener('click', () => { shown.gone.clear(); afterChange(); });
  const turn = (mode) => () => {
    const chosen = state.selected && state.selected.kind === 'node' ? state.selected.number : details.home;
    show(mode, mode === 'near' && chosen >= 0 ? chosen : null);
    afterChange();
    fit(moved());
  };
  for (const mode of ['near', 'places', 'whole']) byId(mode).addEventListener('click', turn(mode));
}
