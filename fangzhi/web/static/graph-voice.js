// What is said around the drawing: the notice below it, the tip at the pointer, and words for screen readers.

import { total } from './graph-scene.js';
import { byId, element } from './shared/elements.js';

export function speaking(say) {
  // What is drawn, what is not and why; what the reader hid comes back by `unhide`.
  function notice(view, scene, state, side, unhide) {
    const parts = scene.nodes.length ? [say('graph-seen', { n: scene.nodes.length, m: scene.edges.length })] : [say('graph-empty')];
    const filtered = scene.all.filter((n) => state.no.has(n.look) && !n.pinned && !state.hide.has(n.id)).length;
    if (filtered) parts.push(say('graph-filtered', { n: filtered }));
    if (total(view.left_out)) parts.push(say('graph-left-out', { list: side.counted(view.left_out) }));
    if (view.cut) parts.push(say('graph-cut'));
    if (view.full) parts.push(say('graph-full'));
    const hidden = scene.all.filter((n) => state.hide.has(n.id)).length;
    byId('graph-notice').replaceChildren(parts.join(' · '));
    if (hidden) byId('graph-notice').append(` · ${say('graph-hidden', { n: hidden })} `, element('button', { type: 'button', onclick: unhide }, say('graph-show-hidden')));
  }

  const failed = (fault) => { byId('graph-notice').textContent = say('graph-failed', { why: fault.message }); };
  const tell = (text) => { byId('graph-said').textContent = text; };

  function ofEdge(edge, scene, side) {
    const name = (id) => scene.byId.get(id).label;
    if (!edge.ties.length) return say('graph-many', { n: edge.count });
    return edge.ties.map(([relation, label, forth]) => `${name(forth ? edge.a : edge.b)} — ${side.relationName(relation, label)} — ${name(forth ? edge.b : edge.a)}`).join('；');
  }

  function tip(what, at, scene, side) {
    const box = byId('graph-tip');
    box.hidden = !what;
    if (!what) return;
    const edge = what.edge && scene.edges.find((e) => e.id === what.edge);
    const node = what.node && scene.byId.get(what.node);
    if (node) box.textContent = node.holds ? say('graph-group', { place: node.label, n: node.total }) : `${node.label} · ${side.typeName(node.look)}`;
    else if (edge) box.textContent = ofEdge(edge, scene, side);
    box.style.left = `${Math.max(4, Math.min(at.x + 14, byId('graph-stage').clientWidth - box.offsetWidth - 4))}px`;
    box.style.top = `${Math.max(4, at.y - 34)}px`;
  }

  return { notice, failed, tell, tip };
}
