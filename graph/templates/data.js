// The data of the page: what the blocks in the file hold, and how its words are said in the reader's language.

const drawing = JSON.parse(byId('drawing').textContent);
const details = JSON.parse(byId('details').textContent);
const { entities, lines, sentences, documents, types, relations, words } = details;
const ends = drawing.edges.map((e) => [e.from, e.to]);

const state = { language: 'zh', selected: null, table: false, hidden: new Set() };

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
  const known = relations[item.relation];
  if (!known) return item.label || item.relation;
  const name = known[state.language][back];
  return item.label && !known.zh.includes(item.label) && !known.en.includes(item.label) ? name + (state.language === 'zh' ? `（${item.label}）` : ` (${item.label})`) : name;
}
const factName = (name) => (state.language === 'en' && details.facts[name]) || name;
const counted = (counts) => Object.entries(counts).map(([type, n]) => say('counted', { n, type: typeName(type) })).join('、');
const byImportance = (a, b) => lookOf(entities[a]).rank - lookOf(entities[b]).rank || around[b].length - around[a].length || a - b;
