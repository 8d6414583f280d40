// The names on the drawing, as on a map: the same height at every scale, the weightier first, none over another.

const FACE = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const widths = new Map();
let order = [];

function labelOrder() {
  const weight = (n) => (isPlace(n) ? lookOf(entities[n]).rank : 6 + lookOf(entities[n]).rank / 20 - Math.min(2, around[n].length / 8));
  order = [...onCanvas].sort((a, b) => weight(a) - weight(b) || around[b].length - around[a].length || a - b);
}

function widthOf(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

// Boxes already taken, by squares of 64 pixels.
function boxes() {
  const squares = new Map();
  const reach = (box, each) => {
    for (let x = Math.floor(box[0] / 64); x <= Math.floor(box[2] / 64); x += 1) {
      for (let y = Math.floor(box[1] / 64); y <= Math.floor(box[3] / 64); y += 1) if (each(x * 4096 + y)) return true;
    }
    return false;
  };
  return {
    free: (box) => !reach(box, (key) => (squares.get(key) || []).some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])),
    take: (box) => {
      reach(box, (key) => {
        if (squares.has(key)) squares.get(key).push(box);
        else squares.set(key, [box]);
        return false;
      });
    },
  };
}

const isPlace = (number) => entities[number].type === 'Place';
// Below this scale the name would only be in the way.
const smallest = (number) => (around[number].length === 0 ? 0 : { Province: 0, Prefecture: 0, County: 0, Township: 0.07, Village: 0.14, Measurement: 0.5 }[isPlace(number) ? entities[number].look : entities[number].type] ?? 0.28);
const MARKED = 2.5; // pixels: a smaller mark does not keep names away

function marker(number, centre, scale, width, height) {
  const spot = drawing.nodes[number];
  const x = (spot.x - centre.x) * scale + width / 2;
  const y = (spot.y - centre.y) * scale + height / 2;
  const half = spot.size * scale * 0.8;
  return [x - half, y - half, x + half, y + half];
}

function drawLabels(context) {
  const canvas = context.canvas;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const chosen = emphasis();
  const first = chosen ? order.filter((n) => chosen.has(n)) : [];
  const taken = boxes();
  context.save();
  context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  for (const number of order) if ((isPlace(number) || (chosen && chosen.has(number))) && drawing.nodes[number].size * scale > MARKED) taken.take(marker(number, centre, scale, width, height));
  for (const number of new Set([...first, ...order])) {
    if (scale < smallest(number) && !(chosen && chosen.has(number))) continue;
    const spot = drawing.nodes[number];
    const x = (spot.x - centre.x) * scale + width / 2;
    const y = (spot.y - centre.y) * scale + height / 2;
    if (x < -80 || y < -60 || x > width + 80 || y > height + 30) continue;
    drawLabel(context, spot, x, y, scale, taken, chosen && !chosen.has(number));
  }
  context.restore();
}

function drawLabel(context, spot, x, y, scale, taken, back) {
  const bold = spot.font.size >= 15;
  const size = Math.min(spot.font.size * 1.25, Math.max(spot.font.size, spot.font.size * scale * 1.1));
  context.font = `${bold ? 'bold ' : ''}${Math.round(size)}px ${FACE}`;
  const rows = spot.label.split('\n');
  const width = Math.max(...rows.map((row) => widthOf(context, row))) + 4;
  const height = rows.length * size * 1.2;
  const reach = spot.size * scale + 2;
  const at = [[x - width / 2, y + reach], [x + reach, y - height / 2], [x - reach - width, y - height / 2], [x - width / 2, y - reach - height]];
  const place = at.find(([left, top]) => taken.free([left, top, left + width, top + height]));
  if (!place) return;
  const [left, top] = place;
  taken.take([left, top, left + width, top + height]);
  context.strokeStyle = back ? 'rgba(255,255,255,.5)' : 'rgba(255,255,255,.92)';
  context.fillStyle = back ? 'rgba(27,36,48,.32)' : spot.font.color;
  rows.forEach((row, i) => {
    context.strokeText(row, left + width / 2, top + i * size * 1.2);
    context.fillText(row, left + width / 2, top + i * size * 1.2);
  });
}
