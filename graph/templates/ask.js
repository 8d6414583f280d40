// Questions to the graph: ready ones as forms, any as SPARQL, answered by Oxigraph in a worker, all from this file.

const asking = { worker: null, ready: null, waiting: new Map(), next: 0, table: null };
const forms = details.sparql ? details.sparql.questions : [];
const literal = (value, after = '') => JSON.stringify(value) + after; // JSON's escapes are SPARQL's too
const { prefixes, terms } = details.sparql || {};
const PREAMBLE = Object.entries(prefixes || {}).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(' ');

function tell(message, transfer = []) {
  asking.next += 1;
  const id = asking.next;
  return new Promise((done, fail) => {
    asking.waiting.set(id, { done, fail });
    asking.worker.postMessage({ id, ...message }, transfer);
  });
}

// The worker with everything loaded, begun when it is first needed.
function startWorker() {
  if (asking.ready) return asking.ready;
  asking.ready = (async () => {
    const [source, trig, wasm] = await Promise.all([inflated('worker'), inflated('triples'), inflatedBytes('wasm')]);
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    asking.worker = new Worker(address);
    asking.worker.onmessage = ({ data }) => {
      const { done, fail } = asking.waiting.get(data.id);
      asking.waiting.delete(data.id);
      if (data.fault === undefined) done(data);
      else fail(new Error(data.fault));
    };
    const loaded = await tell({ wasm, trig }, [wasm]);
    performance.mark('fangzhi-ready');
    return loaded;
  })();
  return asking.ready;
}

function stopWorker() {
  if (asking.worker) asking.worker.terminate();
  asking.waiting.forEach(({ fail }) => fail(new Error(say('stopped'))));
  Object.assign(asking, { worker: null, ready: null, waiting: new Map() });
}

async function ask(query) {
  await startWorker();
  return tell({ query: `${PREAMBLE}\n${query}` }); // a declaration in the query itself stands above ours
}

// The place that a reader names by code, label or other name, as SPARQL.
async function placeNamed(name) {
  if (/^https?:[^<>"{}|^`\\\s]+$/.test(name)) return `<${name}>`;
  const found = async (pattern) => [...new Set((await ask(`SELECT DISTINCT ?p { ?p <${terms.type}> <${terms.place}> ; ${pattern} }`)).rows.map(([p]) => p.text))];
  for (const pattern of [`<${terms.code}> ${literal(name)}`, `<${terms.label}> ${literal(name, '@zh')}`, `<${terms.also}> ${literal(name, '@zh')}`]) {
    const places = await found(pattern);
    if (places.length === 1) return `<${places[0]}>`;
    if (places.length) throw new Error(say('several-places', { n: places.length, name, list: places.map((p) => p.split('/').pop()).join(', ') }));
  }
  throw new Error(say('no-place', { name }));
}

async function valueOf({ kind, name, example }, given) {
  if (kind === 'place') return placeNamed(given);
  if (kind === 'unit') return literal(given, '@zh');
  if (kind !== 'number') return literal(given);
  if (!/^[+-]?\d+(\.\d+)?$/.test(given)) throw new Error(say('no-number', { name, example }));
  return literal(given, `^^<${terms.decimal}>`);
}

const given = () => Object.fromEntries([...byId('parameters').querySelectorAll('input')].map((i) => [i.name, i.value.trim()]));

// The SPARQL of the chosen question, to read and, with the variables that its cells open, to run; a line that names
// an optional parameter without a value is left out.
async function composed(form) {
  const values = given();
  const bound = {};
  for (const parameter of form.parameters) {
    if (values[parameter.name]) bound[parameter.name] = await valueOf(parameter, values[parameter.name]);
    else if (!parameter.optional) throw new Error(say('needs', { name: parameter[state.language], example: parameter.example }));
  }
  const kept = form.lines.filter((line) => line.every((piece) => piece.name === undefined || bound[piece.name] !== undefined)).flat();
  const written = (opens) => kept.map((piece) => (typeof piece === 'string' ? piece : piece.name === undefined ? opens(piece) : bound[piece.name])).join('').trim();
  return [written(() => ''), written((piece) => piece.opens)];
}

function drawForm() {
  const form = forms.find((f) => f.name === byId('ready').value);
  const offers = (id, type) => element('datalist', { id: `${id}-names` }, ...entities.filter((e) => e.type === type).map((e) => element('option', { value: e.label })));
  byId('parameters').replaceChildren(...(form ? form.parameters.map((p) => element('label', null, p[state.language],
    element('input', { name: p.name, value: p.optional ? '' : p.example, placeholder: p.example, list: `${p.kind}-names`, autocomplete: 'off' }))) : []), offers('place', 'Place'), offers('programme', 'Programme'));
}

async function runQuestion() {
  const form = forms.find((f) => f.name === byId('ready').value);
  if (!form) return runQuery(byId('query').value);
  busy(true);
  try {
    const [shownText, query] = await composed(form);
    byId('query').value = shownText;
    return await runQuery(query, form);
  } catch (fault) { return failed(fault); }
}

const PLAIN = { columns: {}, links: {}, counts: [] };

async function runQuery(query, form = PLAIN) {
  busy(true);
  try {
    const { size } = await startWorker();
    const found = opened(await ask(query), form.links);
    asking.table = found;
    drawAnswer(found, form);
    performance.mark('fangzhi-answered');
    byId('ask-status').textContent = say('answered', { n: found.rows.length, ms: Math.round(found.milliseconds), size: size.toLocaleString() });
    busy(false);
  } catch (fault) { failed(fault); }
  writeAddress();
}

// A fault with the line of the reader's own text, which has the prefixes in front.
function failed(fault) {
  busy(false);
  const message = fault.message.replace(/error at (\d+):(\d+)/, (_, line, at) => say('fault-at', { line: line - 1, at }));
  byId('ask-status').textContent = message.length > 400 ? `${message.slice(0, 400)}…` : message;
  byId('answer').replaceChildren();
  asking.table = null;
  byId('csv').hidden = true;
}

function busy(is) {
  byId('run').disabled = is;
  byId('stop').hidden = !is;
  if (is) byId('ask-status').textContent = say('working');
}

function speakAsk() {
  if (!details.sparql) return;
  const chosen = byId('ready').value;
  byId('ready').replaceChildren(element('option', { value: '' }, say('own-query')), ...forms.map((f) => element('option', { value: f.name }, f[state.language])));
  byId('ready').value = chosen;
  if (asking.table) drawAnswer(asking.table, forms.find((f) => f.name === chosen) || PLAIN);
}

function startAsk() {
  if (!details.sparql) return;
  speakAsk();
  byId('query').value = 'SELECT ?p ?name WHERE {\n  ?p a fz:Programme ; rdfs:label ?name\n} LIMIT 20';
  byId('ready').addEventListener('change', () => { drawForm(); if (byId('ready').value) runQuestion(); });
  byId('ask-form').addEventListener('submit', (event) => { event.preventDefault(); runQuestion(); });
  byId('query').addEventListener('input', () => { byId('ready').value = ''; drawForm(); });
  byId('query').addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) runQuestion(); });
  byId('stop').addEventListener('click', stopWorker);
  byId('csv').addEventListener('click', saveCsv);
}
