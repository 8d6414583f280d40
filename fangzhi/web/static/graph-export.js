// The drawing as a picture: an SVG written from its nodes, lines and names, and a PNG painted from that.

import { placed } from './graph-labels.js';
import { SHAPES, drawn } from './shared/elements.js';
import { saveAs } from './shared/saving.js';

const MARGIN = 60;
const LARGEST = 8192; // pixels: what every browser paints

function marks(nodes, drawing, looks) {
  return nodes.map((node) => {
    const kind = drawing.look(node);
    const hollow = kind.fill === 'hollow' || node.holds;
    const scale = drawing.sizeOf(node) / 6.5;
    const path = drawn('path', {
      d: SHAPES[node.holds ? 'dot' : kind.shape], transform: `translate(${node.x} ${node.y}) scale(${scale.toFixed(3)}) translate(-8 -8)`,
      fill: hollow ? looks.background : kind.colour, stroke: kind.colour, 'stroke-width': (hollow ? 2.5 : 1) / scale,
    }, drawn('title', {}, `${node.label} · ${kind.name}`));
    if (node.holds) path.setAttribute('stroke-dasharray', `${5 / scale} ${3 / scale}`);
    return path;
  });
}

function names(nodes, drawing, left, top, width, height) {
  const context = document.createElement('canvas').getContext('2d');
  const spots = drawing.spots(1, (node) => [node.x - left, node.y - top]).map((spot) => ({ ...spot, smallest: 0, back: false }));
  return placed(context, spots, 1, width, height).flatMap(({ spot, font, size, x, y }) => spot.rows.map((row, i) => drawn('text', {
    x: x + left, y: y + top + (i + 0.82) * size * 1.2, fill: spot.ink, 'font-size': Math.round(size), 'font-weight': font.startsWith('bold') ? 700 : 400,
  }, row)));
}

function key(nodes, looks, left, top) {
  const used = [...new Set(nodes.map((node) => node.look))].map((name) => looks.types[name]).sort((a, b) => a.rank - b.rank);
  return used.flatMap((kind, i) => [
    drawn('path', { d: SHAPES[kind.shape], transform: `translate(${left} ${top + i * 20})`, fill: kind.fill === 'hollow' ? looks.background : kind.colour, stroke: kind.colour, 'stroke-width': kind.fill === 'hollow' ? 2 : 1 }),
    drawn('text', { x: left + 24, y: top + i * 20 + 12, fill: looks.text, 'font-size': 12, 'text-anchor': 'start' }, kind.name),
  ]);
}

export function svg(scene, drawing, looks, title) {
  const { nodes, edges, byId } = scene;
  const [xs, ys] = [nodes.map((n) => n.x), nodes.map((n) => n.y)];
  const types = new Set(nodes.map((node) => node.look)).size;
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  const [width, inner] = [Math.max(...xs) + MARGIN - left, Math.max(...ys) + MARGIN - top];
  const height = inner + types * 20 + 20;
  const lines = edges.map((edge) => {
    const [a, b] = [byId.get(edge.a), byId.get(edge.b)];
    const line = drawn('line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: edge.look.colour, 'stroke-width': edge.look.width });
    if (edge.look.dashes || !edge.ties.length) line.setAttribute('stroke-dasharray', '5 4');
    return line;
  });
  return drawn('svg', { viewBox: `${left} ${top} ${width} ${height}`, width, height, role: 'img', 'font-family': 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif' },
    drawn('title', {}, title), drawn('rect', { x: left, y: top, width, height, fill: looks.background }),
    drawn('g', {}, ...lines), drawn('g', {}, ...marks(nodes, drawing, looks)),
    drawn('g', { 'text-anchor': 'middle', stroke: looks.background, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }, ...names(nodes, drawing, left, top, width, inner)),
    drawn('g', {}, ...key(nodes, looks, left + 16, top + inner)));
}

const fileName = (title, suffix) => `${title.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').slice(0, 60) || 'graph'}.${suffix}`;
const asBlob = (picture) => new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' });

export function saveSvg(picture, title) {
  saveAs(asBlob(picture), fileName(title, 'svg'));
}

export async function savePng(picture, title) {
  const [width, height] = ['width', 'height'].map((name) => Number(picture.getAttribute(name)));
  const scale = Math.min(2, LARGEST / Math.max(width, height));
  const image = new Image(width, height);
  const address = URL.createObjectURL(asBlob(picture));
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  saveAs(await new Promise((done) => { canvas.toBlob(done, 'image/png'); }), fileName(title, 'png'));
}
