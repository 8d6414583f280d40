// The panel: what is known of a node or a line, from where, and the way on to its neighbours.

const AT_FIRST = 12;

const sentenceOf = (item, line) => {
  const [a, b] = ends[line];
  const to = item.from === a ? b : a;
  return `${entities[item.from].label} — ${relationName(item)} — ${entities[to].label}`;
};

function quotation([sentence, document, start, end, rawStart, rawEnd, clean, rule, confidence]) {
  const text = sentences[sentence];
  const [id, title, address] = documents[document];
  const quote = element('blockquote', { lang: 'zh' });
  if (start >= 0 && end > start) quote.append(text.slice(0, start), element('mark', null, text.slice(start, end)), text.slice(end));
  else quote.append(text);
  const caption = element('figcaption', null, address ? link(address, title || id) : title || id);
  if (title && title !== id) caption.append(` · ${id}`);
  if (rawStart >= 0) caption.append(` · ${say('position', { a: rawStart + 1, b: rawEnd })}`);
  if (clean && clean !== text.slice(start, end)) caption.append(element('br'), say('read-as', { text: clean }));
  if (rule) caption.append(element('br'), say('found-by', { rule }), confidence ? ` · ${say('confidence', { n: confidence })}` : '');
  return element('figure', null, quote, caption);
}

function quotations(item, level) {
  const count = item.evidence.length + item.more;
  const section = element('section', { class: 'evidence' }, element(level, null, `${say('evidence')} (${count})`));
  if (!count) section.append(element('p', { class: 'quiet' }, say('no-evidence')));
  section.append(...item.evidence.map(quotation));
  if (item.more) section.append(element('p', { class: 'quiet' }, say('evidence-more', { n: item.more })));
  return section;
}

function factTable(entity) {
  const rows = [...(entity.code ? [[say('code'), entity.code]] : []), ...(entity.aliases.length ? [[say('aliases'), entity.aliases.join('、')]] : []), ...entity.facts];
  if (!rows.length) return null;
  return element('section', null, element('h3', null, say('facts')), element('table', null, element('tbody', null, ...rows.map(([name, value]) => (
    element('tr', null, element('th', { scope: 'row' }, factName(name)), element('td', null, /^https?:/.test(value) ? link(value, value) : value)))))));
}

function step(number, line) {
  const entity = entities[number];
  const item = element('li', null, element('button', { type: 'button', class: 'step', onclick: () => choose('node', number, true) }, icon(lookOf(entity)), entity.label));
  const proofs = line == null ? 0 : lines[line].reduce((n, i) => n + i.evidence.length + i.more, 0);
  if (proofs) item.append(element('button', { type: 'button', class: 'why', title: say('show-evidence'), 'aria-label': `${say('show-evidence')}: ${entity.label}`, onclick: () => choose('line', line) }, '❝'));
  return item;
}

function steps(number) {
  const groups = new Map();
  for (const [line, far] of around[number]) {
    for (const item of lines[line]) {
      const name = relationName(item, item.from === number ? 0 : 1);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push([far, line]);
    }
  }
  const section = element('section', null, element('h3', null, say('relations')));
  for (const [name, members] of [...groups].sort(([, a], [, b]) => byImportance(a[0][0], b[0][0]))) {
    members.sort((a, b) => byImportance(a[0], b[0]));
    const list = element('ul', { class: 'steps' }, ...members.slice(0, AT_FIRST).map(([far, line]) => step(far, line)));
    section.append(element('h4', null, `${name} (${members.length})`), list);
    if (members.length > AT_FIRST) {
      const button = element('button', { type: 'button', onclick: () => { list.append(...members.slice(AT_FIRST).map(([far, line]) => step(far, line))); button.remove(); } }, say('more', { n: members.length - AT_FIRST }));
      section.append(button);
    }
  }
  const missing = entities[number].missing;
  if (Object.keys(missing).length) section.append(element('p', { class: 'quiet' }, say('missing-here', { list: counted(missing) })));
  return groups.size || Object.keys(missing).length ? section : null;
}

function top(...children) {
  return element('div', { class: 'top' }, ...children, element('button', { type: 'button', id: 'close', 'aria-label': say('close'), onclick: () => choose(null) }, '✕'));
}

function nodePanel(number) {
  const entity = entities[number];
  return [
    top(icon(lookOf(entity)), typeName(entity.look)),
    element('h2', { id: 'panel-title', tabindex: '-1' }, entity.label),
    factTable(entity),
    steps(number),
    quotations(entity, 'h3'),
  ];
}

function linePanel(line) {
  const [a, b] = ends[line];
  return [
    top(say('relations')),
    element('h2', { id: 'panel-title', tabindex: '-1' }, `${entities[a].label} — ${entities[b].label}`),
    element('ul', { class: 'steps' }, step(a), step(b)),
    ...lines[line].map((item) => element('section', null, element('h3', null, sentenceOf(item, line)), quotations(item, 'h4'))),
  ];
}

function drawPanel() {
  const panel = byId('panel');
  const chosen = state.selected;
  panel.hidden = !chosen;
  panel.replaceChildren(...(chosen ? (chosen.kind === 'node' ? nodePanel(chosen.number) : linePanel(chosen.number)).filter((c) => c) : []));
  panel.scrollTop = 0;
}
