// The names on the drawing, as on a map: the same height at every scale, the weightier first, none over another.

const FACE = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const WIDE = 8; // Han characters in a line of a name
const widths = new Map();

// A name in at most two lines of much the same length; what does not fit is cut off.
export function wrapped(text) {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  const size = (letter) => (letter.codePointAt(0) > 0x2e7f ? 1 : 0.56);
  const whole = letters.reduce((sum, letter) => sum + size(letter), 0);
  const number = Math.min(2, Math.ceil(whole / WIDE));
  const room = Math.min(WIDE, whole / number + 0.5);
  const rows = [''];
  let width = 0;
  for (const letter of letters) {
    if (width + size(letter) > room + 0.01) {
      if (rows.length === number) {
        rows[rows.length - 1] = `${rows.at(-1).slice(0, -1)}…`;
        break;
      }
      rows.push('');
      width = 0;
    }
    rows[rows.length - 1] += letter;
    width += size(letter);
  }
  return rows;
}

function widthOf(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

// Boxes already taken, by squares of 64 pixels.
function taken() {
  const squares = new Map();
  function* keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x += 1) for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y += 1) yield x * 65536 + y;
  }
  return {
    free(box) {
      for (const key of keys(box)) if ((squares.get(key) || []).some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return false;
      return true;
    },
    take(box) {
      for (const key of keys(box)) squares.set(key, [...(squares.get(key) || []), box]);
    },
  };
}

// Where names go. Spots come in the order of their weight: {x, y, size, font, rows, smallest, always} in pixels of the picture.
export function placed(context, spots, scale, width, height) {
  const boxes = taken();
  const found = [];
  for (const spot of spots) if (spot.marked && spot.size > 2.5) boxes.take([spot.x - spot.size * 0.8, spot.y - spot.size * 0.8, spot.x + spot.size * 0.8, spot.y + spot.size * 0.8]);
  for (const spot of spots) {
    const { x, y, rows } = spot;
    if ((scale < spot.smallest && !spot.always) || x < -80 || y < -60 || x > width + 80 || y > height + 30) continue;
    const size = Math.min(spot.font * 1.25, Math.max(spot.font, spot.font * scale * 1.1));
    const font = `${spot.font >= 15 ? 'bold ' : ''}${Math.round(size)}px ${FACE}`;
    context.font = font;
    const wide = Math.max(...rows.map((row) => widthOf(context, row))) + 4;
    const high = rows.length * size * 1.2;
    const reach = spot.size + 2;
    const at = [[x - wide / 2, y + reach], [x + reach, y - high / 2], [x - reach - wide, y - high / 2], [x - wide / 2, y - reach - high]];
    const place = at.find(([left, top]) => boxes.free([left, top, left + wide, top + high]));
    if (!place) continue;
    boxes.take([place[0], place[1], place[0] + wide, place[1] + high]);
    found.push({ spot, font, size, x: place[0] + wide / 2, y: place[1] });
  }
  return found;
}

export function paint(context, names, { paper, ink }) {
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  for (const { spot, font, size, x, y } of names) {
    context.font = font;
    context.strokeStyle = paper;
    context.fillStyle = spot.back ? ink : spot.paint;
    spot.rows.forEach((row, i) => {
      context.globalAlpha = spot.back ? 0.5 : 0.92;
      context.strokeText(row, x, y + i * size * 1.2);
      context.globalAlpha = spot.back ? 0.32 : 1;
      context.fillText(row, x, y + i * size * 1.2);
    });
  }
  context.globalAlpha = 1;
}
