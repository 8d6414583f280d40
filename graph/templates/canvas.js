// The drawing: which nodes are on it, the tinted grounds of the places, what is chosen and what stands back.

const nodesShown = new vis.DataSet();
const edgesShown = new vis.DataSet();
const faded = { node: 0.22, line: 0.12 };
const LITTLE = 12; // nodes
let network = null;
let near = null; // the number of the node whose neighbourhood is shown, null for the whole
let onCanvas = new Set();
let inMiddle = []; // what the view is fitted to

// What hangs on the node, then on that, and so on down, with the other ends of their lines; further only where that is little.
function neighbourhood(start, limit) {
  const found = new Set([start]);
  const spread = (from, also) => {
    for (const node of from) {
      for (const [line, far] of [...around[node]].sort(([, a], [, b]) => byImportance(a, b))) {
        if (found.size >= limit) return;
        if (found.has(far)) continue;
        found.add(far);
        (lines[line].some((item) => item.from === far) ? from : also).add(far);
      }
    }
  };
  const below = new Set([start]);
  let others = new Set();
  spread(below, others);
  while (others.size && found.size < LITTLE) {
    const next = new Set();
    spread(others, next);
    others = next;
  }
  return [found, below];
}

function redraw() {
  const [wanted, middle] = near === null ? [entities.keys(), entities.keys()] : neighbourhood(near, details.neighbourhood);
  onCanvas = new Set([...wanted].filter((n) => !state.hidden.has(entities[n].look)));
  inMiddle = [...middle];
  labelOrder();
  nodesShown.clear();
  edgesShown.clear();
  nodesShown.add(drawing.nodes.filter((n) => onCanvas.has(n.id)));
  edgesShown.add(drawing.edges.filter((e) => onCanvas.has(e.from) && onCanvas.has(e.to)));
  emphasise();
  notice();
}

function notice() {
  const parts = [say('seen', { n: onCanvas.size, all: entities.length })];
  if (near !== null) parts.unshift(say('near-of', { name: entities[near].label }));
  if (Object.keys(details.leftOut).length) parts.push(say('left-out', { list: counted(details.leftOut) }));
  byId('notice').textContent = entities.length ? parts.join(' · ') : say('empty');
  byId('whole').setAttribute('aria-pressed', String(near === null));
  byId('near').setAttribute('aria-pressed', String(near !== null));
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
    const { color, width } = drawing.edges[id];
    return { id, color: { color, highlight: color, hover: color, opacity: chosen && !lit.has(id) ? faded.line : 1 }, width: lit.has(id) ? width * 1.8 : width };
  }));
  network.unselectAll();
  if (chosen && chosen.kind === 'node' && onCanvas.has(chosen.number)) network.selectNodes([chosen.number], false);
  if (chosen && chosen.kind === 'line' && edgesShown.get(chosen.number)) network.selectEdges([chosen.number]);
}

function ground(context) {
  for (const [number, x, y, rx, ry, depth] of details.regions) {
    if (!onCanvas.has(number) || (near !== null && depth === 0)) continue;
    context.beginPath();
    context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    context.fillStyle = 'rgba(29,90,155,.035)';
    context.fill();
    context.strokeStyle = 'rgba(29,90,155,.16)';
    context.lineWidth = 1.5;
    context.stroke();
  }
}

const narrow = () => window.matchMedia('(max-width: 760px)').matches;
const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches || entities.length > 800;
const moved = () => (calm() ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

// The room of the drawing that is not under the panel, after it may just have taken its part.
function room() {
  network.setSize('100%', '100%');
  const { clientWidth: width, clientHeight: height } = byId('canvas');
  const covered = narrow() && !byId('panel').hidden ? byId('panel').clientHeight : 0;
  return { width, height: height - covered, offset: { x: 0, y: -covered / 2 } };
}

const span = (boxes) => [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])), Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];

// The whole with the grounds of its places, or the ground of the place whose neighbourhood is shown.
function fit(animation = false) {
  const grounds = details.regions.filter(([n]) => (near === null ? onCanvas.has(n) : n === near)).map(([, x, y, rx, ry]) => [x - rx, y - ry, x + rx, y + ry]);
  const boxes = near !== null && grounds.length ? grounds : [...grounds, ...inMiddle.map((n) => drawing.nodes[n]).map((s) => [s.x, s.y, s.x, s.y])];
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

function reveal(numbers) {
  numbers.forEach((n) => state.hidden.delete(entities[n].look));
  if (numbers.some((n) => !onCanvas.has(n))) {
    if (near !== null) near = numbers[0];
    redraw();
    drawLegend();
  }
}

function startCanvas() {
  network = new vis.Network(byId('canvas'), { nodes: nodesShown, edges: edgesShown }, drawing.options);
  network.on('beforeDrawing', ground);
  network.on('afterDrawing', drawLabels);
  network.on('click', (event) => {
    if (event.nodes.length) choose('node', event.nodes[0]);
    else if (event.edges.length) choose('line', event.edges[0]);
    else choose(null);
  });
  const tip = byId('tip');
  const hide = () => { tip.hidden = true; };
  const show = (text, at) => {
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = `${Math.max(4, Math.min(at.x + 14, byId('stage').clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(4, at.y - 34)}px`;
  };
  network.on('hoverNode', ({ node, pointer }) => show(`${entities[node].label} · ${typeName(entities[node].look)}`, pointer.DOM));
  network.on('hoverEdge', ({ edge, pointer }) => show(lines[edge].map((i) => sentenceOf(i, edge)).join('；'), pointer.DOM));
  for (const event of ['blurNode', 'blurEdge', 'dragStart', 'zoom']) network.on(event, hide);
  byId('zoom-in').addEventListener('click', () => network.moveTo({ scale: network.getScale() * 1.4, animation: moved() }));
  byId('zoom-out').addEventListener('click', () => network.moveTo({ scale: network.getScale() / 1.4, animation: moved() }));
  byId('fit').addEventListener('click', () => fit(moved()));
  byId('whole').addEventListener('click', () => { near = null; redraw(); fit(moved()); });
  byId('near').addEventListener('click', () => {
    near = state.selected && state.selected.kind === 'node' ? state.selected.number : details.home;
    if (near < 0) near = null;
    redraw();
    fit(moved());
  });
}
