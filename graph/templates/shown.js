// Which nodes and lines are on the drawing: all, the places with what is opened in them, or a neighbourhood; less what is filtered or hidden.

const LITTLE = 12; // nodes
const LEVELS = ['Province', 'Prefecture', 'County'];
const shown = {
  mode: 'whole', // or near, places
  centre: null, // the number of the node whose neighbourhood is shown
  open: new Set(), // nodes whose contents or neighbours were asked for
  called: new Set(), // nodes that were searched for or stepped to
  pinned: new Set(), // nodes that stay whatever is shown
  gone: new Set(), // nodes that were hidden one by one
  types: new Set(), // looks that are switched off
  relations: new Set(), // relations that are switched off
};
let onCanvas = new Set();
let inMiddle = []; // what the view is fitted to
let inside = new Map(); // for each node on the canvas, how many hang under it that are not

const contents = entities.map(() => []);
parents.forEach((parent, n) => { if (parent >= 0) contents[parent].push(n); });
const relationKey = (item) => (relationNames[item.relation] ? item.relation : 'other');
const speaks = (line) => lines[line].some((item) => !shown.relations.has(relationKey(item)));

// What hangs on the node, then on that, and so on down, with the other ends of their lines; further only where that is little.
function neighbourhood(start, limit) {
  const found = new Set([start]);
  const spread = (from, also) => {
    for (const node of from) {
      for (const [line, far] of around[node].filter(([l]) => speaks(l)).sort(([, a], [, b]) => byImportance(a, b))) {
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

// The places that the rest is added up by: as many levels from the top as a screen holds; without any, the weightiest of the top.
function frame() {
  const most = narrow() ? details.wholeUpTo / 4 : details.wholeUpTo;
  const found = new Set();
  for (const level of LEVELS) {
    const members = [...entities.keys()].filter((n) => entities[n].look === level);
    if (found.size + members.length > most) break;
    members.forEach((n) => found.add(n));
  }
  return found.size ? found : new Set([...entities.keys()].filter((n) => parents[n] < 0).sort(byImportance).slice(0, details.neighbourhood));
}

const above = (number) => { // the node's parents, the nearest first
  const found = [];
  for (let step = parents[number]; step >= 0 && !found.includes(step) && step !== number; step = parents[step]) found.push(step);
  return found;
};

function wanted() {
  if (shown.mode === 'whole') return [new Set(entities.keys()), [...entities.keys()]];
  if (shown.mode === 'places') {
    const found = frame();
    const middle = [...found];
    shown.open.forEach((n) => contents[n].forEach((c) => found.add(c)));
    return [found, middle];
  }
  const [found, middle] = neighbourhood(shown.centre, details.neighbourhood);
  shown.open.forEach((n) => around[n].forEach(([line, far]) => speaks(line) && found.add(far)));
  return [found, [...middle]];
}

// What each node on the canvas stands for besides itself, here and beyond the file.
function countInside() {
  inside = new Map();
  const add = (n, more) => more && inside.set(n, (inside.get(n) || 0) + more);
  entities.forEach((_, n) => {
    const beyond = total(details.gathered[n]);
    if (onCanvas.has(n)) add(n, beyond);
    else {
      const holder = above(n).find((a) => onCanvas.has(a));
      if (holder !== undefined) add(holder, 1 + beyond);
    }
  });
}

function choosing() {
  const [found, middle] = wanted();
  const extra = [...shown.called, ...shown.pinned, ...(state.selected && state.selected.kind === 'node' ? [state.selected.number] : [])];
  onCanvas = new Set([...found, ...extra].filter((n) => !shown.gone.has(n) && (!shown.types.has(entities[n].look) || shown.pinned.has(n))));
  inMiddle = middle.filter((n) => onCanvas.has(n));
  countInside();
}

const canOpen = (n) => !shown.open.has(n) && (shown.mode === 'places' ? contents[n].some((c) => !onCanvas.has(c)) : shown.mode === 'near' && around[n].some(([, far]) => !onCanvas.has(far)));

function open(n) {
  if (shown.open.has(n)) shown.open.delete(n);
  else if (canOpen(n)) shown.open.add(n);
  else return;
  afterChange();
  if (!shown.open.has(n) || state.view !== 'graph') return;
  lookAt(n, (shown.mode === 'places' ? contents[n] : around[n].map(([, far]) => far)).filter((far) => onCanvas.has(far)));
}

function pin(n) {
  if (!shown.pinned.delete(n)) shown.pinned.add(n);
  afterChange();
}

function hide(n) {
  shown.gone.add(n);
  shown.pinned.delete(n);
  shown.called.delete(n);
  choose(null);
  afterChange();
}

function show(mode, centre = null) {
  shown.mode = mode === 'near' && centre === null ? 'whole' : mode;
  shown.centre = shown.mode === 'near' ? centre : null;
  shown.open.clear();
  shown.called.clear();
}

// Puts what was searched for or stepped to on the canvas, with what it lies in.
function reveal(numbers) {
  numbers.forEach((n) => { shown.types.delete(entities[n].look); shown.gone.delete(n); });
  const missing = numbers.filter((n) => !onCanvas.has(n));
  if (!missing.length) return;
  if (shown.mode === 'near') show('near', numbers[0]);
  numbers.forEach((n) => { shown.called.add(n); if (shown.mode === 'places') above(n).forEach((a) => shown.called.add(a)); });
  redraw();
  drawLegend();
}

function afterChange() {
  redraw();
  drawLegend();
  drawTable();
  drawPanel();
  writeAddress();
}
