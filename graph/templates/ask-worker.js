// Oxigraph in a worker: loads the quads of the page and answers SPARQL, one message after the other.

let store = null;

function load({ wasm, trig }) {
  oxigraph.initSync({ module: wasm });
  store = new oxigraph.Store();
  store.load(trig, { format: 'application/trig', lenient: true, no_transaction: true });
  store.update('INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }'); // the default graph is all of them, each triple once
  return { size: store.size };
}

const term = (t) => ({ iri: t.termType === 'NamedNode', text: t.value || t.toString(), datatype: t.datatype ? t.datatype.value : '' });
const cell = (b) => b && { iri: b.type === 'uri', text: typeof b.value === 'string' ? b.value : JSON.stringify(b.value), datatype: b.datatype || '' };

function answer({ query }) {
  const found = JSON.parse(store.query(query, { results_format: 'json' }));
  if (Array.isArray(found)) { // the JSON-LD of a graph: as triples it makes a table
    return { columns: ['subject', 'predicate', 'object'], rows: store.query(query).map((q) => [term(q.subject), term(q.predicate), term(q.object)]) };
  }
  if ('boolean' in found) return { columns: ['answer'], rows: [[{ iri: false, text: String(found.boolean), datatype: '' }]] };
  const { vars } = found.head;
  return { columns: vars, rows: found.results.bindings.map((row) => vars.map((name) => cell(row[name]) || null)) };
}

self.onmessage = ({ data }) => {
  try {
    const started = performance.now();
    const found = data.wasm ? load(data) : answer(data);
    self.postMessage({ id: data.id, milliseconds: performance.now() - started, ...found });
  } catch (fault) {
    self.postMessage({ id: data.id, fault: String((fault && fault.message) || fault) });
  }
};
