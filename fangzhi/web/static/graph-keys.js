// The keyboard on the drawing: from node to node by direction or in order, and what can be done with each.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest node in a direction: what lies to the side counts double.
function next(nodes, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (node !== from && along > 0 && along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
  }
  return best;
}

export function keyboard(box, on) {
  let cursor = null;

  function go(node) {
    cursor = node ? node.id : null;
    on.cursor(cursor);
    if (!node) return;
    if (!on.sees(node.id)) on.lookAt([node.id]);
    on.say(node);
  }

  function step(by) {
    const nodes = on.nodes();
    const at = nodes.findIndex((node) => node.id === cursor) + by;
    if (at < 0 || at >= nodes.length) return false;
    go(nodes[at]);
    return true;
  }

  const keys = {
    Enter: () => on.open(cursor),
    '+': () => on.expand(cursor),
    '=': () => on.expand(cursor),
    Delete: () => { const gone = cursor; if (!step(1)) go(null); on.hide(gone); },
    Backspace: () => keys.Delete(),
    p: () => on.pin(cursor),
  };

  box.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const known = cursor && on.byId(cursor);
    if (event.key in ARROWS) {
      go(known ? next(on.nodes(), known, ARROWS[event.key]) || known : on.byId(on.chosen()) || on.nodes()[0]);
    } else if (event.key === 'Tab') {
      if (!known || !step(event.shiftKey ? -1 : 1)) return; // outside the nodes Tab goes on through the page
    } else if (event.key === 'Escape') {
      if (on.chosen()) on.close();
      else if (known) go(null);
      else return;
    } else if (event.key === '0') on.fit();
    else if (known && event.key in keys) keys[event.key]();
    else return;
    event.preventDefault();
  });
  box.addEventListener('blur', () => { if (cursor) on.cursor(null); });
  box.addEventListener('focus', () => { if (cursor && on.byId(cursor)) on.cursor(cursor); });
}
