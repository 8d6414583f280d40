// While the view moves, the last picture is moved in place of a new one; a new one is drawn as often as that leaves time for the frames between.

const SHARE = 7; // drawing anew takes at most one part in so many of the time
const FRAME = 22; // milliseconds: a frame that took longer was held up by the drawing
const REST = 160; // milliseconds after the last turn of the wheel

function startMoving() {
  const canvas = byId('canvas').querySelector('canvas');
  const copy = element('canvas', { class: 'copy', 'aria-hidden': 'true', hidden: true });
  const allow = (may) => network.body.emitter.emit(may ? '_allowRedraw' : '_blockRedraw');
  const view = () => ({ scale: network.getScale(), ...network.canvasToDOM({ x: 0, y: 0 }) });
  const same = (a, b) => a.scale === b.scale && a.x === b.x && a.y === b.y;
  let drawn = view(); // the view that the canvas shows
  let begun = 0;
  let cost = 0; // milliseconds that the last drawing took
  let due = 0; // when the next is allowed
  let measured = null; // when the drawing was begun whose frame is not over yet
  let dragging = false;
  let until = 0;
  let active = false;
  canvas.after(copy);

  const keep = () => {
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d').drawImage(canvas, 0, 0);
    copy.style.transform = 'none';
  };
  const drawAnew = () => {
    allow(true);
    network.redraw();
    allow(false);
    keep();
  };
  const stop = () => {
    active = false;
    allow(true);
    network.redraw();
    copy.hidden = true;
    canvas.classList.remove('behind');
  };
  const step = (now) => {
    if (!dragging && now > until) return stop();
    requestAnimationFrame(step);
    if (measured !== null) {
      if (now - measured > FRAME) cost = now - measured;
      due = now + cost * (SHARE - 1);
      measured = null;
    }
    const seen = view();
    if (same(seen, drawn)) return null;
    if (now >= due) {
      measured = now;
      drawAnew();
    } else {
      const by = seen.scale / drawn.scale;
      copy.style.transform = `translate(${seen.x - drawn.x * by}px, ${seen.y - drawn.y * by}px) scale(${by})`;
    }
    return null;
  };
  const start = () => {
    if (active) return;
    active = true;
    keep();
    copy.hidden = false;
    canvas.classList.add('behind');
    allow(false);
    due = performance.now() + cost * (SHARE - 1);
    measured = null;
    requestAnimationFrame(step);
  };
  network.on('beforeDrawing', () => { begun = performance.now(); });
  network.on('afterDrawing', () => { drawn = view(); cost = performance.now() - begun; });
  network.on('dragStart', () => { dragging = true; start(); });
  network.on('dragEnd', () => { dragging = false; });
  network.on('zoom', () => { until = performance.now() + REST; start(); });
}
