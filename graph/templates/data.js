// The data of the page: inflated, its columns turned back into rows; and how its words are said in the reader's language.

function inflating(id) {
  const letters = atob(byId(id).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')));
}

const inflated = (id) => inflating(id).text();
const inflatedBytes = (id) => inflating(id).arrayBuffer();

const sums = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };
const column = ({ each, of, at, steps }) => each || (of ? at.map((i) => of[i]) : sums(steps));

function rows({ count, columns }) {
  const names = Object.keys(columns);
  const values = names.map((name) => column(columns[name]));
  return Array.from({ length: count }, (_, i) => Object.fromEntries(names.map((name, k) => [name, values[k][i]])));
}

// A script whose hash the page's policy names: nothing else would run.
function run(text) {
  const script = document.createElement('script');
  script.textContent = text;
  document.head.append(script);
}

if (!('DecompressionStream' in window)) { byId('old').hidden = false; return; }
const [library, text] = await Promise.all([inflated('library'), inflated('data')]);
run(library);
const { details, options, ...table } = JSON.parse(text);
const drawing = { nodes: rows(table.nodes), edges: rows(table.edges), options };
const { types, relationNames, words, parents } = details;
const documents = rows(details.documents);
const sentences = rows(details.sentences);
const pieces = rows(details.evidence);
const grounds = rows(details.grounds);
const ends = drawing.edges.map((e) => [e.from, e.to]);
const entities = rows(details.entities).map((e, n) => ({ ...e, label: drawing.nodes[n].label, type: types[e.look].under, evidence: sums(e.evidence) }));
const numberOf = new Map(entities.map((e, n) => [e.iri, n]));
const lines = ends.map(() => []);
for (const { line, back, relation, label, evidence } of rows(details.relations)) lines[line].push({ from: ends[line][back], relation, label, evidence: sums(evidence) });

const state = { language: 'zh', selected: null, view: 'graph' };

// For each entity its lines, as [number of the line, far end].
const around = entities.map(() => []);
ends.forEach(([a, b], line) => {
  around[a].push([line, b]);
  if (a !== b) around[b].push([line, a]);
});

const say = (word, values = {}) => words[state.language][word].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
const typeName = (name) => (types[name] || types.Other)[state.language];
const lookOf = (entity) => types[entity.look];
// The name of a relation, read backwards where `back` is 1; a label of its own (a post) follows in brackets.
function relationName(item, back = 0) {
  const known = relationNames[item.relation];
  if (!known) return item.label || item.relation;
  const name = known[state.language][back];
  return item.label && !known.zh.includes(item.label) && !known.en.includes(item.label) ? name + (state.language === 'zh' ? `（${item.label}）` : ` (${item.label})`) : name;
}
const factName = (name) => (state.language === 'en' && details.factNames[name]) || name;
const counted = (counts) => Object.entries(counts).map(([type, n]) => say('counted', { n, type: typeName(type) })).join(state.language === 'zh' ? '、' : ', ');
const total = (counts) => Object.values(counts || {}).reduce((sum, n) => sum + n, 0);
const byImportance = (a, b) => lookOf(entities[a]).rank - lookOf(entities[b]).rank || around[b].length - around[a].length || a - b;
