// The SPARQL page: the editor over the plain form, answers without a new page, what was asked and how it is shown in the address.

import { looksOf } from './graph-looks.js';
import { bars } from './sparql-chart.js';
import { drawn } from './sparql-graph.js';
import { rows } from './sparql-table.js';
import { byId, element } from './shared/elements.js';
import { saveAs } from './shared/saving.js';
import { editor } from './vendor/editor.js';

const json = (id) => JSON.parse(byId(id).textContent);
const words = json('sparql-words');
const looks = looksOf('graph-looks', () => { if (view === 'graph' && result) show(); });
const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
const VIEWS = ['table', 'raw', 'chart', 'graph'];
const ROWS = { json: 'JSON', xml: 'XML', csv: 'CSV', tsv: 'TSV' };
const GRAPHS = { turtle: 'Turtle', ntriples: 'N-Triples', jsonld: 'JSON-LD', rdfxml: 'RDF/XML' };
const ENDINGS = { turtle: 'ttl', ntriples: 'nt', rdfxml: 'rdf' };
const LONGEST = 30000; // characters of an address that is kept and linked; servers take twice as many
const ACCEPT = 'application/sparql-results+json, text/turtle;q=0.9, application/json;q=0.8';

const [form, area, said, shown] = ['sparql-form', 'query', 'sparql-said', 'sparql-shown'].map(byId);
const schema = fetch('/schema.json').then((answer) => (answer.ok ? answer.json() : Promise.reject())).catch(() => ({ prefixes: {}, classes: [], properties: [] }));
const field = () => new URLSearchParams(location.search);
let result = null; // the last answer: {query, table} or {query, turtle}
let asking = null;
let view = VIEWS.includes(field().get('view')) ? field().get('view') : 'table';

const writer = editor(byId('sparql-editor'), {
  text: area.value, schema, language: looks.language, label: say('sparql-label'), phrases: looks.language === 'zh' ? { Completions: '补全', Diagnostics: '错误' } : {},
  on: { run: () => run(), change: (text) => { area.value = text; } },
});
byId('sparql-editor').hidden = false;
byId('sparql-keys').hidden = false;
area.hidden = true;

// The address holds the query once it was run, unless it is too long for one, the dataset, and the chosen tab.
function remember(push) {
  const parts = field();
  if (result) parts.set('query', result.query);
  parts.delete('view');
  if (view !== 'table') parts.set('view', view);
  byId('sparql-long').hidden = `${parts}`.length <= LONGEST;
  if (!byId('sparql-long').hidden) parts.delete('query');
  const address = `${location.pathname}?${parts}`;
  if (address !== location.pathname + location.search) history[push ? 'pushState' : 'replaceState'](null, '', address);
  parts.set('lang', looks.language === 'zh' ? 'en' : 'zh');
  document.querySelector('a.tongue').href = `${location.pathname}?${parts}`;
}

function fault({ message, line, column }) {
  said.replaceChildren(element('div', { class: 'fault', role: 'alert' }, element('p', null, message)));
  shown.replaceChildren();
  tabs(false);
  if (line) writer.fault(message, line, column);
}

function counted(found, seconds) {
  const s = seconds.toFixed(2);
  if (found.turtle !== undefined) return say('sparql-triples', { n: found.n.toLocaleString('en'), s });
  if ('boolean' in found.table) return say(found.table.boolean ? 'sparql-yes' : 'sparql-no');
  return say('sparql-rows', { n: found.table.results.bindings.length.toLocaleString('en'), s });
}

// The answer as files: links, or where no address has room for the query, buttons.
function downloads(found) {
  const forms = found.turtle !== undefined ? GRAPHS : ROWS;
  return Object.entries(forms).flatMap(([as, name]) => {
    const fields = [['query', found.query], ...found.dataset, ['as', as]];
    const address = `/sparql?${new URLSearchParams(fields)}`;
    if (address.length <= LONGEST) return [' · ', element('a', { href: address, download: true }, name)];
    const keep = async () => saveAs(await (await posted(fields)).blob(), `sparql.${ENDINGS[as] || as}`);
    return [' · ', element('button', { type: 'button', class: 'link', onclick: () => keep().catch(fault) }, name)];
  });
}

const graphs = () => [...form.querySelectorAll('input[type=hidden]')].map((input) => [input.name, input.value]);

async function posted(fields, signal) {
  const answer = await fetch('/sparql', { method: 'POST', body: new URLSearchParams(fields), headers: { Accept: ACCEPT }, signal });
  if (answer.ok) return answer;
  const text = await answer.text();
  let told = { message: text };
  try {
    told = JSON.parse(text);
  } catch { /* it was said in plain text */ }
  throw Object.assign(new Error(told.message), told);
}

async function answered(query, signal) {
  const dataset = graphs();
  const answer = await posted([['query', query], ...dataset], signal);
  const text = await answer.text();
  const asked = { query, dataset };
  if (answer.headers.get('Content-Type').includes('turtle')) return { ...asked, turtle: text, n: text.split('\n').filter((line) => /[;.,]$/.test(line) && !line.startsWith('@')).length };
  return { ...asked, table: JSON.parse(text) };
}

async function run(push = true) {
  const query = writer.text();
  if (!query.trim()) return;
  if (asking) asking.abort();
  const own = asking = new AbortController();
  const started = performance.now();
  writer.clear();
  said.replaceChildren(element('p', { class: 'forms', role: 'status' }, say('sparql-running')));
  byId('sparql-stop').hidden = false;
  byId('sparql-result').setAttribute('aria-busy', 'true');
  try {
    result = await answered(query, own.signal);
    said.replaceChildren(element('p', { class: 'forms', role: 'status' }, counted(result, (performance.now() - started) / 1000), ...downloads(result)));
    tabs(true);
    await show();
  } catch (failure) {
    if (own !== asking) return;
    result = { query, dataset: graphs() };
    if (failure.name === 'AbortError') fault({ message: say('sparql-stopped') });
    else fault(failure.message ? failure : { message: say('sparql-failed', { why: failure.name }) });
  }
  if (own !== asking) return;
  remember(push);
  byId('sparql-stop').hidden = true;
  byId('sparql-result').removeAttribute('aria-busy');
}

function tabs(visible) {
  const box = byId('sparql-tabs');
  const focused = box.contains(document.activeElement);
  box.hidden = !visible;
  box.replaceChildren(...VIEWS.map((name) => element('button', {
    type: 'button', role: 'tab', id: `tab-${name}`, 'aria-selected': String(name === view), 'aria-controls': 'sparql-shown', tabindex: name === view ? '0' : '-1',
    onclick: () => turn(name),
  }, say(`sparql-${name}`))));
  if (visible && focused) byId(`tab-${view}`).focus();
  if (visible) Object.entries({ role: 'tabpanel', 'aria-labelledby': `tab-${view}` }).forEach(([key, value]) => shown.setAttribute(key, value));
}

byId('sparql-tabs').addEventListener('keydown', (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  turn(VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length]);
});

async function turn(to) {
  view = to;
  tabs(true);
  remember(false);
  if (!result) await run(false); // what is there was made by the server
  else await show();
}

async function show() {
  const { prefixes } = await schema;
  if (view === 'raw') shown.replaceChildren(element('pre', { tabindex: '0' }, result.turtle !== undefined ? result.turtle : JSON.stringify(result.table, null, 1)));
  else if (view === 'chart') bars(shown, result, prefixes, say);
  else if (view === 'graph') await drawn(shown, result, looks, say).catch((failure) => fault(failure));
  else rows(shown, result, prefixes, say);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
byId('sparql-stop').addEventListener('click', () => asking && asking.abort());
document.querySelector('.examples').addEventListener('click', (event) => {
  const address = event.target.closest('a');
  if (!address || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  writer.write(new URL(address.href).searchParams.get('query'));
  writer.focus();
  run();
});
window.addEventListener('popstate', () => {
  view = VIEWS.includes(field().get('view')) ? field().get('view') : 'table';
  if (field().get('query')) {
    writer.write(field().get('query'));
    run(false);
  } else {
    result = null;
    for (const box of [said, shown]) box.replaceChildren();
    tabs(false);
  }
});

const told = said.querySelector('.fault');
if (told) {
  if (said.dataset.line) writer.fault(told.querySelector('p').textContent, Number(said.dataset.line), Number(said.dataset.column));
} else if (field().get('query')) {
  tabs(true);
  if (view !== 'table') run(false);
}
remember(false);
document.documentElement.dataset.ready = 'true';

// For tests of the page.
window.fangzhi = Object.freeze({ text: writer.text, write: writer.write });
