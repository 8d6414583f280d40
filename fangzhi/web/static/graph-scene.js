// A view as it is drawn: the nodes and lines that are neither hidden nor filtered out; pinned nodes stay whatever the filters say.

const NONE = { hide: new Set(), no: new Set(), norel: new Set() };

export const total = (counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);
export const lineId = (a, b) => `${a} | ${b}`;

export function sceneOf(view, looks, { hide, no, norel } = NONE, pinned = new Set()) {
  const all = view.nodes.map((node) => ({ ...node, pinned: pinned.has(node.id), total: node.holds ? total(node.holds) : 0 }));
  const nodes = all.filter((node) => !hide.has(node.id) && (node.pinned || !no.has(node.look)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const degree = new Map();
  const edges = [];
  const named = (relation) => (relation in looks.relations ? relation : 'other');
  for (const { a, b, ties, count } of view.edges) {
    const [from, to] = [all[a].id, all[b].id];
    const kept = ties.filter(([relation]) => !norel.has(named(relation)));
    if (!byId.has(from) || !byId.has(to) || (ties.length && !kept.length)) continue;
    edges.push({ id: lineId(from, to), a: from, b: to, ties: kept, count, look: looks.relations[kept.length ? named(kept[0][0]) : 'other'], chosen: false });
    for (const id of [from, to]) degree.set(id, (degree.get(id) || 0) + 1);
  }
  return { nodes, edges, byId, degree, all };
}
