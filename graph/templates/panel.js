// The panel: what is known of a node or a line, from where, and the way on to its neighbours.

const AT_FIRST = 12;

const sentenceOf = (item, line) => {
  const [a, b] = ends[line];
  const to = item.from === a ? b : a;
  return `${entities[item.from].label} — ${relationName(item)} — ${entities[to].label}`;
};

// A piece of evidence: the raw sentence with the mention marked, and where it stands. Offsets in the data count characters.
function quotation(number) {
  const { sentence, start, length, clean, rule, confidence } = pieces[number];
  const { text, document, start: before } = sentences[sentence];
  const { id, title, url } = documents[document];
  const letters = [...text];
  const [first, said, last] = start >= 0 ? [letters.slice(0, start), letters.slice(start, start + length), letters.slice(start + length)].map((l) => l.join('')) : [text, '', ''];
  const quote = element('blockquote', { lang: 'zh' }, first);
  if (said) quote.append(element('mark', null, said), last);
  const caption = element('figcaption', null, url ? link(url, title || id) : title || id);
  if (title && title !== id) caption.append(` · ${id}`);
  if (start >= 0 && before + start >= 0) caption.append(` · ${say('position', { a: before + start + 1, b: before + start + length })}`);
  if (clean && clean !== said) caption.append(element('br'), say('read-as', { text: clean }));
  if (rule) caption.append(element('br'), say('found-by', { rule }), confidence ? ` · ${rule.includes(' ') ? say('all-at-once', { n: confidence }) : say('confidence', { n: confidence })}` : '');
  return element('figure', null, quote, caption);
}

// The first members of a list, and behind it a button for twice as many more.
function growing(holder, members, step, made, place = holder) {
  const rest = members.slice(step);
  holder.append(...members.slice(0, step).map(made));
  if (!rest.length) return;
  const button = element('button', { type: 'button', class: 'more', onclick: () => { button.remove(); growing(holder, rest, step * 2, made, place); } }, say('more', { n: Math.min(step * 2, rest.length), all: rest.length }));
  place.after(button);
}

function quotations(item, level) {
  const section = element('section', { class: 'evidence' }, element(level, null, `${say('evidence')} (${item.evidence.length})`));
  if (!item.evidence.length) section.append(element('p', { class: 'quiet' }, say('no-evidence')));
  const list = element('div');
  section.append(list);
  growing(list, item.evidence, AT_FIRST, quotation);
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
  const proofs = line == null ? 0 : lines[line].reduce((n, i) => n + i.evidence.length, 0);
  if (proofs) item.append(element('button', { type: 'button', class: 'why', title: say('show-evidence'), 'aria-label': `${say('show-evidence')}: ${entity.label}`, onclick: () => choose('line', line) }, '❝'));
  return item;
}

function steps(number) {
  const groups = new Map();
  let filtered = 0;
  for (const [line, far] of around[number]) {
    for (const item of lines[line]) {
      if (shown.types.has(entities[far].look) || shown.relations.has(relationKey(item))) { filtered += 1; continue; }
      const name = relationName(item, item.from === number ? 0 : 1);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push([far, line]);
    }
  }
  const section = element('section', null, element('h3', null, say('relations')));
  for (const [name, members] of [...groups].sort(([, a], [, b]) => byImportance(a[0][0], b[0][0]))) {
    members.sort((a, b) => byImportance(a[0], b[0]));
    const list = element('ul', { class: 'steps' });
    section.append(element('h4', null, `${name} (${members.length})`), list);
    growing(list, members, AT_FIRST, ([far, line]) => step(far, line));
  }
  if (filtered) section.append(element('p', { class: 'quiet' }, say('filtered', { n: filtered })));
  const missing = details.missing[number];
  const beyond = details.gathered[number];
  if (missing) section.append(element('p', { class: 'quiet' }, say('missing-here', { list: counted(missing) })));
  if (beyond) section.append(element('p', { class: 'quiet' }, say('gathered-here', { list: counted(beyond), name: entities[number].label })));
  return groups.size || filtered || missing || beyond ? section : null;
}

function top(...children) {
  return element('div', { class: 'top' }, ...children, element('button', { type: 'button', id: 'close', 'aria-label': say('close'), onclick: () => choose(null) }, '✕'));
}

// What can be done with a node on the drawing.
function acts(number) {
  const act = (word, key, pressed, done, may = true) => element('button', { type: 'button', 'aria-pressed': pressed == null ? false : String(pressed), disabled: !may, title: `${say(word)} (${key})`, onclick: done }, say(word));
  const opened = shown.open.has(number);
  return element('div', { class: 'acts', role: 'group', 'aria-label': say('acts') },
    act(opened ? 'fold' : 'expand', 'E', null, () => open(number), opened || canOpen(number)),
    act('pin', 'P', shown.pinned.has(number), () => pin(number)),
    act('hide', 'H', null, () => hide(number)));
}

function nodePanel(number) {
  const entity = entities[number];
  return [
    top(icon(lookOf(entity)), typeName(entity.look)),
    element('h2', { id: 'panel-title', tabindex: '-1' }, entity.label),
    acts(number),
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
