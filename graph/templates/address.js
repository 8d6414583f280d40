// The address holds what is chosen, shown and filtered, nodes by their IRIs, so that a link to a view can be sent.

const SETS = { open: shown.open, pin: shown.pinned, hide: shown.gone };
const FILTERS = { 'no-type': shown.types, 'no-relation': shown.relations };
let opening = ['whole', null]; // how the page opens, which the address need not say

function writeAddress() {
  const parts = new URLSearchParams();
  const chosen = state.selected;
  if (chosen) (chosen.kind === 'node' ? [chosen.number] : ends[chosen.number]).forEach((n) => parts.append('at', entities[n].iri));
  if (state.language !== 'zh') parts.set('lang', state.language);
  if (state.view !== 'graph') parts.set('view', state.view);
  if (shown.mode !== opening[0] || shown.centre !== opening[1]) parts.set('show', shown.mode);
  if (parts.has('show') && shown.centre !== null) parts.set('of', entities[shown.centre].iri);
  for (const [name, set] of Object.entries(SETS)) set.forEach((n) => parts.append(name, entities[n].iri));
  for (const [name, set] of Object.entries(FILTERS)) set.forEach((n) => parts.append(name, n));
  if (state.view === 'ask') {
    parts.set('query', byId('query').value);
    if (byId('ready').value) {
      parts.set('query', byId('ready').value);
      for (const [name, value] of Object.entries(given())) if (value) parts.set(`with-${name}`, value);
    }
  }
  const written = parts.toString();
  if (written !== location.hash.slice(1)) history.replaceState(null, '', `#${written}`);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  state.language = parts.get('lang') === 'en' ? 'en' : 'zh';
  state.selected = null;
  const centre = numberOf.get(parts.get('of'));
  if (parts.get('show') === 'near' && centre !== undefined) show('near', centre);
  else if (['whole', 'places'].includes(parts.get('show'))) show(parts.get('show'));
  else show(...opening);
  for (const [name, set] of Object.entries(SETS)) {
    set.clear();
    parts.getAll(name).forEach((iri) => { if (numberOf.has(iri)) set.add(numberOf.get(iri)); });
  }
  for (const [name, set] of Object.entries(FILTERS)) {
    set.clear();
    parts.getAll(name).forEach((n) => { if (n in types || n in relationNames) set.add(n); });
  }
  redraw();
  showAs(parts.get('view') || 'graph');
  speak();
  fit();
  if (state.view === 'ask') readQuestion(parts);
  const numbers = parts.getAll('at').map((iri) => numberOf.get(iri)).filter((n) => n !== undefined);
  if (numbers.length === 1) choose('node', numbers[0], true);
  else if (numbers.length === 2) {
    const line = ends.findIndex(([a, b]) => numbers.includes(a) && numbers.includes(b) && (a !== b));
    if (line >= 0) choose('line', line, true);
  }
}

// A question that the address names, with its parameters, or a query of one's own.
function readQuestion(parts) {
  const query = parts.get('query');
  if (query === null || (query === byId('query').value && asking.table)) return;
  const known = forms.some((f) => f.name === query);
  byId('ready').value = known ? query : '';
  drawForm();
  if (!known) byId('query').value = query;
  byId('parameters').querySelectorAll('input').forEach((i) => { i.value = parts.get(`with-${i.name}`) || ''; });
  runQuestion();
}
