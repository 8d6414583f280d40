// The names on the drawing, as on a map: the same height at every scale, the weightier first, none over another.

const FACE = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const widths = new Map();
const LINE = 8; // Han characters in a line of a name
const LINES = 2;
const wrappedNames = new Map();
let order = [];

const wide = (letter) => (letter.codePointAt(0) >= 0x1100 ? 1 : 0.56);

// The name in as few lines as it takes, of much the same length; what does not fit is cut off with an ellipsis.
function wrapped(text) {
  if (wrappedNames.has(text)) return wrappedNames.get(text);
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  const whole = letters.reduce((sum, l) => sum + wide(l), 0);
  const number = Math.min(LINES, Math.ceil(whole / LINE));
  const room = Math.min(LINE, whole / Math.max(1, number) + 0.5) + 0.01;
  const made = [''];
  let width = 0;
  for (const letter of letters) {
    if (width + wide(letter) > room) {
      if (made.length === number) {
        made[number - 1] = `${[...made[number - 1]].slice(0, -1).join('')}…`;
        break;
      }
      made.push('');
      width = 0;
    }
    made[made.length - 1] += letter;
    width += wide(letter);
  }
  wrappedNames.set(text, made);
  return made;
}

// The lines of a node's name, with how many it stands for besides itself.
const nameOf = (number) => (inside.has(number) && holds(number) ? wrapped(entities[number].label).concat(`＋${inside.get(number)}`) : wrapped(entities[number].label));

function labelOrder() {
  const weight = (n) => (isPlace(n) ? lookOf(entities[n]).rank : 6 + lookOf(entities[n]).rank / 20 - Math.min(2, around[n].length / 8));
  order = [...onCanvas].sort((a, b) => weight(a) - weight(b) || around[b].length - around[a].length || a - b);
}

function widthOf(context, face, text) {
  const key = face + text;
  if (!widths.has(key)) {
    context.font = face; // dear to set, so only for what was never measured
    widths.set(key, context.measureText(text).width);
  }
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

function marker(number, at, size, scale) {
  const half = size * scale * 0.8;
  return [at.x - half, at.y - half, at.x + half, at.y + half];
}

// Which names have room in a view, where, and how: weightier ones first, those of the chosen before all others.
function placed(measure, { scale, x: left, y: top, width, height }) {
  const chosen = emphasis();
  const first = chosen ? order.filter((n) => chosen.has(n)) : [];
  const spots = new Map();
  const at = (n) => {
    if (!spots.has(n)) spots.set(n, { x: drawing.nodes[n].x * scale + left, y: drawing.nodes[n].y * scale + top });
    return spots.get(n);
  };
  const seen = ({ x, y }) => x > -80 && y > -60 && x < width + 80 && y < height + 30;
  const taken = boxes();
  for (const n of order) {
    const size = sizeOf(n);
    if ((isPlace(n) || (chosen && chosen.has(n))) && !holds(n) && size * scale > MARKED && seen(at(n))) taken.take(marker(n, at(n), size, scale));
  }
  const found = [];
  for (const n of new Set([...first, ...order])) {
    if (scale < smallest(n) && !(chosen && chosen.has(n))) continue;
    if (!seen(at(n))) continue;
    const name = placeName(measure, n, at(n), scale, taken);
    if (name) found.push({ ...name, back: chosen && !chosen.has(n) });
  }
  return found;
}

const sizeOf = (n) => (holds(n) ? Math.max(drawing.nodes[n].size, groundOf.get(n).ry * HELD) : drawing.nodes[n].size);

function placeName(measure, number, { x, y }, scale, taken) {
  const { font } = drawing.nodes[number];
  const bold = font.size >= 15;
  const size = Math.round(Math.min(font.size * 1.25, Math.max(font.size, font.size * scale * 1.1)));
  const face = `${bold ? 'bold ' : ''}${size}px ${FACE}`;
  const rows = nameOf(number);
  const width = Math.max(...rows.map((row) => measure(face, row))) + 4;
  const height = rows.length * size * 1.2;
  const reach = sizeOf(number) * scale + 2;
  const sides = [[x - width / 2, y + reach], [x + reach, y - height / 2], [x - reach - width, y - height / 2], [x - width / 2, y - reach - height]];
  if (holds(number)) sides.unshift([x - width / 2, y - height / 2]);
  const free = sides.find(([left, top]) => taken.free([left, top, left + width, top + height]));
  if (!free) return null;
  const [left, top] = free;
  taken.take([left, top, left + width, top + height]);
  return { rows, x: left + width / 2, y: top, size, face, colour: font.color };
}

function drawLabels(context) {
  const { canvas } = context;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  context.save();
  context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  const measure = (face, words) => widthOf(context, face, words);
  for (const { rows, x, y, size, face, colour, back } of placed(measure, { scale: network.getScale(), ...network.canvasToDOM({ x: 0, y: 0 }), width, height })) {
    context.font = face;
    context.strokeStyle = tints.paper;
    context.fillStyle = back ? tints.ink : inLight(colour);
    rows.forEach((row, i) => {
      context.globalAlpha = back ? 0.5 : 0.92;
      context.strokeText(row, x, y + i * size * 1.2);
      context.globalAlpha = back ? 0.32 : 1;
      context.fillText(row, x, y + i * size * 1.2);
    });
  }
  context.restore();
}
