// The list of everything on the page: the same content without the drawing.

function drawTable() {
  if (state.view !== 'table') return;
  const rows = [...entities.keys()].filter((n) => !shown.gone.has(n) && !shown.types.has(entities[n].look)).sort(byImportance).map((n) => {
    const entity = entities[n];
    return element('tr', null,
      element('td', null, element('button', { type: 'button', onclick: () => choose('node', n) }, entity.label)),
      element('td', { class: 'kind' }, icon(lookOf(entity)), typeName(entity.look)),
      element('td', { class: 'optional' }, entity.code),
      element('td', { class: 'number' }, String(around[n].length)),
      element('td', { class: 'number optional' }, String(entity.evidence.length)));
  });
  const heads = [['name', ''], ['type', ''], ['code', 'optional'], ['relations', 'number'], ['sources', 'number optional']];
  byId('table').replaceChildren(element('table', null,
    element('thead', null, element('tr', null, ...heads.map(([word, kind]) => element('th', { scope: 'col', class: kind || false }, say(word))))),
    element('tbody', null, ...rows)));
}

const VIEWS = { graph: 'stage', table: 'table', ask: 'ask' };

function showAs(view) {
  state.view = VIEWS[view] && byId(VIEWS[view]) ? view : 'graph';
  for (const [name, part] of Object.entries(VIEWS)) {
    if (!byId(part)) continue;
    byId(part).hidden = state.view !== name;
    byId(`as-${name}`).setAttribute('aria-pressed', String(state.view === name));
  }
  byId('legend').hidden = state.view === 'ask';
  drawTable();
  if (state.view === 'ask') startWorker().catch(failed);
}
