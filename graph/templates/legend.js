// The legend: what each colour, shape and line means, how many there are, and which of them are shown.

function filterRow({ list, kind, key, names, off, picture, name, count, under }) {
  const box = element('input', { type: 'checkbox', [`data-${kind}`]: key });
  box.checked = names.some((n) => !off.has(n));
  box.indeterminate = box.checked && names.some((n) => off.has(n));
  box.addEventListener('change', () => {
    names.forEach((n) => (box.checked ? off.delete(n) : off.add(n)));
    afterChange();
    list.querySelector(`[data-${kind}="${key}"]`).focus();
  });
  return element('li', null, element('label', { class: under ? 'under' : false }, box, picture, name, element('span', { class: 'count' }, String(count))));
}

function drawTypes(list) {
  const counts = new Map();
  entities.forEach((e) => counts.set(e.look, (counts.get(e.look) || 0) + 1));
  const row = (names, key, under) => filterRow({
    list, kind: 'type', key, names, under, off: shown.types, picture: icon(types[key]), name: typeName(key), count: names.reduce((sum, n) => sum + (counts.get(n) || 0), 0),
  });
  const inOrder = (a, b) => types[a].rank - types[b].rank;
  const heads = [...new Set([...counts.keys()].map((n) => types[n].under))].sort(inOrder);
  list.replaceChildren(...heads.flatMap((head) => {
    const members = [...counts.keys()].filter((n) => types[n].under === head).sort(inOrder);
    return [row(members, head, false), ...(members.length > 1 ? members.filter((n) => n !== head).map((n) => row([n], n, true)) : [])];
  }));
}

function drawRelations(list) {
  const counts = new Map();
  lines.flat().forEach((item) => counts.set(relationKey(item), (counts.get(relationKey(item)) || 0) + 1));
  const known = Object.keys(relationNames).filter((name) => counts.has(name)).sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  list.replaceChildren(...known.map((key) => filterRow({
    list, kind: 'relation', key, names: [key], off: shown.relations, picture: stroke(relationNames[key].colour), name: relationNames[key][state.language][0], count: counts.get(key),
  })));
}

function drawLegend() {
  drawTypes(byId('types'));
  drawRelations(byId('relations'));
}
