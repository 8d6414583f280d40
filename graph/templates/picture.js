// What is in view as a picture to keep: PNG as it is on the screen, SVG with names that can be edited.

function save(blob, ending) {
  const centre = shown.mode === 'near' ? entities[shown.centre].label : document.title;
  saveAs(blob, `${centre.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.${ending}`);
}

function savePng() {
  const canvas = byId('canvas').querySelector('canvas');
  const paper = element('canvas', { width: canvas.width, height: canvas.height });
  const context = paper.getContext('2d');
  context.fillStyle = tints.paper;
  context.fillRect(0, 0, paper.width, paper.height);
  context.drawImage(canvas, 0, 0);
  paper.toBlob((blob) => save(blob, 'png'), 'image/png');
}

const rounded = (n) => Math.round(n * 10) / 10;

function svgPicture() {
  const { clientWidth: width, clientHeight: height } = byId('canvas');
  const view = { scale: network.getScale(), ...network.canvasToDOM({ x: 0, y: 0 }), width, height };
  const at = (spot) => ({ x: spot.x * view.scale + view.x, y: spot.y * view.scale + view.y });
  const svg = drawn('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height }, drawn('rect', { width, height, fill: '#ffffff' }));
  for (const g of grounds.filter(groundShown)) {
    const { x, y } = at(g);
    svg.append(drawn('ellipse', { cx: rounded(x), cy: rounded(y), rx: rounded(g.rx * view.scale), ry: rounded(g.ry * view.scale), fill: 'rgba(29,90,155,.035)', stroke: 'rgba(29,90,155,.16)' }));
  }
  for (const id of edgesShown.getIds()) {
    const [a, b] = ends[id].map((n) => at(drawing.nodes[n]));
    const { color, width: wide } = drawing.edges[id];
    svg.append(drawn('line', { x1: rounded(a.x), y1: rounded(a.y), x2: rounded(b.x), y2: rounded(b.y), stroke: color, 'stroke-width': rounded(wide * view.scale) }));
  }
  for (const n of onCanvas) {
    const { x, y } = at(drawing.nodes[n]);
    const by = rounded((sizeOf(n) * view.scale) / 6.5);
    svg.append(drawn('path', { d: SHAPES[lookOf(entities[n]).shape], transform: `translate(${rounded(x - 8 * by)} ${rounded(y - 8 * by)}) scale(${by})`, ...painted(lookOf(entities[n])) }));
  }
  const context = element('canvas').getContext('2d');
  const measure = (face, words) => widthOf(context, face, words);
  for (const { rows, x, y, size, face, colour } of placed(measure, view)) {
    rows.forEach((row, i) => svg.append(drawn('text', {
      x: rounded(x), y: rounded(y + size * (0.95 + i * 1.2)), 'text-anchor': 'middle', 'font-size': size, 'font-family': FACE, 'font-weight': face.startsWith('bold') ? 'bold' : 'normal',
      fill: colour, stroke: '#ffffff', 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke',
    }, row)));
  }
  return svg;
}

const saveSvg = () => save(new Blob([new XMLSerializer().serializeToString(svgPicture())], { type: 'image/svg+xml' }), 'svg');
