// The drawing on its canvas: vis-network places nothing and names nothing, it draws marks and lines where the server put them.

import { paint, placed, wrapped } from './graph-labels.js';
import { moving } from './shared/moving.js';

const MANY = 800; // nodes: above, lines rest while the view moves, and it jumps instead of gliding
const SMALLEST = { Province: 0, Prefecture: 0, County: 0, Township: 0.07, Village: 0.14, Measurement: 0.4 };
const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export function canvas(box, looks, on) {
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let scene = { nodes: [], edges: [], byId: new Map(), degree: new Map() };
  let order = [];
  let chosen = null; // the ids that stand out, null where nothing is chosen
  let cursor = null;

  const network = new vis.Network(box, { nodes, edges }, {
    autoResize: true,
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, dragNodes: true, selectConnectedEdges: false, keyboard: { enabled: false } },
    nodes: { borderWidthSelected: 4 },
    edges: { smooth: false, hoverWidth: 1, selectionWidth: 2 },
  });
  for (const frame of box.querySelectorAll('[tabindex]')) frame.tabIndex = -1; // the box itself takes the keyboard

  const look = (node) => looks.types[node.look] || looks.types.Other;
  const sizeOf = (node) => (node.holds ? Math.min(34, 14 + 4 * Math.log2(node.total)) : look(node).size);

  function mark(node) {
    const kind = look(node);
    const hollow = kind.fill === 'hollow' || Boolean(node.holds);
    const colour = { background: hollow ? looks.paper : kind.paint, border: kind.paint };
    return {
      id: node.id, x: node.x, y: node.y, shape: node.holds ? 'dot' : kind.shape, size: sizeOf(node), color: { ...colour, highlight: colour, hover: colour },
      borderWidth: node.pinned ? 4 : hollow ? 2.5 : 1, shapeProperties: { borderDashes: node.holds ? [5, 3] : false },
      opacity: chosen && !chosen.has(node.id) ? 0.22 : 1,
    };
  }

  function line(edge) {
    const kind = edge.look;
    const lit = chosen && edge.chosen;
    return {
      id: edge.id, from: edge.a, to: edge.b, dashes: edge.ties.length ? kind.dashes : [5, 4],
      color: { color: kind.paint, highlight: kind.paint, hover: kind.paint, opacity: chosen && !edge.chosen ? 0.12 : 1 },
      width: Math.min(8, kind.width * (edge.ties.length ? 1 : 1 + Math.log2(edge.count) / 2)) * (lit ? 1.8 : 1),
    };
  }

  const weight = (node) => (node.type === 'Place' ? look(node).rank : 6 + look(node).rank / 20 - Math.min(2, (scene.degree.get(node.id) || 0) / 8));

  // Puts a scene on the canvas; what is there already and unchanged is left alone.
  function show(next) {
    scene = next;
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    for (const [set, wanted] of [[edges, scene.edges.map(line)], [nodes, scene.nodes.map(mark)]]) {
      const ids = new Set(wanted.map((w) => w.id));
      set.remove(set.getIds().filter((id) => !ids.has(id)));
    }
    nodes.update(scene.nodes.map(mark).filter((m) => !same(shown.nodes.get(m.id), m)));
    edges.update(scene.edges.map(line).filter((l) => !same(shown.edges.get(l.id), l)));
    shown.nodes = new Map(scene.nodes.map(mark).map((m) => [m.id, m]));
    shown.edges = new Map(scene.edges.map(line).map((l) => [l.id, l]));
    const many = scene.nodes.length > MANY;
    network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
    order = [...scene.nodes].sort((a, b) => weight(a) - weight(b) || (scene.degree.get(b.id) || 0) - (scene.degree.get(a.id) || 0) || (a.id < b.id ? -1 : 1));
  }
  const shown = { nodes: new Map(), edges: new Map() };

  const nameOf = (node) => (node.holds ? wrapped(`${node.label} ${node.total}`) : wrapped(node.label));

  // The spots of names in a picture, the weightier first.
  function spots(scale, toPicture) {
    const spot = (node) => {
      const [x, y] = toPicture(node);
      const kind = look(node);
      if (!node.rows) node.rows = nameOf(node);
      return {
        node, x, y, size: sizeOf(node) * scale, font: kind.font, rows: node.rows, ink: node.type === 'Place' ? looks.text : kind.colour, paint: node.type === 'Place' ? looks.ink : kind.paint,
        smallest: node.holds || !scene.degree.get(node.id) ? 0 : (SMALLEST[node.type === 'Place' ? node.look : node.type] ?? 0.2),
        always: Boolean(chosen && chosen.has(node.id)) || node.id === cursor, marked: node.type === 'Place' || Boolean(chosen && chosen.has(node.id)),
        back: Boolean(chosen && !chosen.has(node.id)),
      };
    };
    const all = order.map(spot);
    return chosen ? [...all.filter((s) => s.always), ...all.filter((s) => !s.always)] : all;
  }

  function drawOver(context) {
    const { clientWidth: width, clientHeight: height } = context.canvas;
    const scale = network.getScale();
    const centre = network.getViewPosition();
    const position = (node) => [(node.x - centre.x) * scale + width / 2, (node.y - centre.y) * scale + height / 2];
    context.save();
    context.setTransform(context.canvas.width / width, 0, 0, context.canvas.height / height, 0, 0);
    paint(context, placed(context, spots(scale, position), scale, width, height), looks);
    if (scale > 0.55) for (const node of scene.nodes) badge(context, node, ...position(node), scale);
    const at = cursor && scene.byId.get(cursor);
    if (at) ring(context, ...position(at), sizeOf(at) * scale + 6);
    context.restore();
  }

  // How many neighbours of a node are not drawn yet.
  function badge(context, node, x, y, scale) {
    const more = Object.values(node.missing).reduce((sum, n) => sum + n, 0);
    if (!more || node.holds) return;
    const text = `+${more}`;
    context.font = 'bold 10px system-ui, sans-serif';
    const width = context.measureText(text).width + 6;
    const [left, top] = [x + sizeOf(node) * scale * 0.6, y - sizeOf(node) * scale * 0.6 - 13];
    context.fillStyle = looks.paper;
    context.strokeStyle = look(node).paint;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(left, top, width, 14, 7);
    context.fill();
    context.stroke();
    context.fillStyle = looks.ink;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, left + width / 2, top + 7.5);
  }

  function ring(context, x, y, radius) {
    context.strokeStyle = looks.ink;
    context.lineWidth = 2;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  }

  const moved = () => (still() || scene.nodes.length > MANY ? false : { duration: 300, easingFunction: 'easeInOutQuad' });
  const narrow = () => window.matchMedia('(max-width: 48rem)').matches;

  // The part of the canvas that the panel does not lie over; it covers the right, on a narrow screen the lower part.
  function room() {
    network.setSize('100%', '100%'); // the window may just have changed
    const { right, bottom } = on.covered();
    return { width: box.clientWidth - right, height: box.clientHeight - bottom, offset: { x: -right / 2, y: -bottom / 2 } };
  }

  function fit(ids = null, animation = moved(), least = 0) {
    const some = ids ? ids.map((id) => scene.byId.get(id)).filter(Boolean) : scene.nodes;
    const { width, height, offset } = room();
    if (!some.length || !width) return;
    const [xs, ys] = [some.map((n) => n.x), some.map((n) => n.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = Math.max(least, Math.min(1, (width - 130) / (right - left + 1), (height - 100) / (bottom - top + 1)));
    const middle = least && scale === least ? { x: some[0].x, y: some[0].y } : { x: (left + right) / 2, y: (top + bottom) / 2 };
    network.moveTo({ position: middle, scale, offset, animation });
  }

  network.on('afterDrawing', drawOver);
  network.on('click', (event) => {
    if (event.nodes.length) on.node(event.nodes[0]);
    else if (event.edges.length) on.edge(event.edges[0]);
    else on.nothing();
  });
  box.addEventListener('dblclick', (event) => {
    const { left, top } = box.getBoundingClientRect();
    const id = network.getNodeAt({ x: event.clientX - left, y: event.clientY - top });
    if (id !== undefined) on.expand(id);
  });
  network.on('dragStart', () => on.tip(null));
  network.on('dragging', (event) => { if (event.nodes.length) follow(event.nodes[0]); });
  network.on('dragEnd', (event) => {
    if (event.nodes.length) {
      follow(event.nodes[0]);
      const { x, y } = scene.byId.get(event.nodes[0]);
      on.dropped(event.nodes[0], x, y);
    }
  });
  network.on('zoom', () => on.tip(null));
  // A node that is dragged is drawn at once; only the view as a whole is moved as a picture.
  moving({
    body: network.body, getScale: () => network.getScale(), canvasToDOM: (point) => network.canvasToDOM(point), redraw: () => network.redraw(),
    on: (name, then) => network.on(name, (event) => { if (name !== 'dragStart' || !event.nodes.length) then(event); }),
  }, box);
  network.on('hoverNode', ({ node, pointer }) => on.tip({ node }, pointer.DOM));
  network.on('hoverEdge', ({ edge, pointer }) => on.tip({ edge }, pointer.DOM));
  network.on('blurNode', () => on.tip(null));
  network.on('blurEdge', () => on.tip(null));

  function follow(id) {
    const { x, y } = network.getPosition(id);
    const node = scene.byId.get(id);
    if (node) Object.assign(node, { x, y });
  }

  return {
    network,
    show,
    fit,
    spots,
    sizeOf,
    look,
    choose(ids) { chosen = ids; },
    lookAt: (ids) => fit(ids, moved(), narrow() ? 0.45 : 0.6),
    zoom: (by) => network.moveTo({ scale: network.getScale() * by, animation: moved() }),
    cursor(id) {
      cursor = id;
      network.redraw();
    },
    // Whether a node is in the part of the picture that is seen.
    sees(id) {
      const node = scene.byId.get(id);
      const at = network.canvasToDOM({ x: node.x, y: node.y });
      const { width, height } = room();
      return at.x > 50 && at.y > 25 && at.x < width - 50 && at.y < height - 35;
    },
  };
}
