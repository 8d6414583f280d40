// The legend: what each colour and shape means, how many there are, and which of them are shown.

function drawLegend() {
  const counts = new Map();
  entities.forEach((e) => counts.set(e.look, (counts.get(e.look) || 0) + 1));
  const list = byId('legend').querySelector('ul');
  list.title = say('legend-hint');
  const row = (names, name, under) => {
    const box = element('input', { type: 'checkbox', 'data-type': name });
    box.checked = names.some((n) => !state.hidden.has(n));
    box.indeterminate = box.checked && names.some((n) => state.hidden.has(n));
    box.addEventListener('change', () => {
      names.forEach((n) => (box.checked ? state.hidden.delete(n) : state.hidden.add(n)));
      redraw();
      drawLegend();
      drawTable();
      list.querySelector(`[data-type="${name}"]`).focus();
    });
    const count = names.reduce((sum, n) => sum + (counts.get(n) || 0), 0);
    return element('li', null, element('label', { class: under ? 'under' : false }, box, icon(types[name]), typeName(name), element('span', { class: 'count' }, String(count))));
  };
  const inOrder = (a, b) => types[a].rank - types[b].rank;
  const heads = [...new Set([...counts.keys()].map((n) => types[n].under))].sort(inOrder);
  list.replaceChildren(...heads.flatMap((head) => {
    const members = [...counts.keys()].filter((n) => types[n].under === head).sort(inOrder);
    return [row(members, head, false), ...(members.length > 1 ? members.filter((n) => n !== head).map((n) => row([n], n, true)) : [])];
  }));
}
