// The panel: what is known of a node, a group or a line, from where, and the way on.

import { total } from './graph-scene.js';
import { element, icon } from './shared/elements.js';

const AT_FIRST = 12;

export function panel(box, say, looks, on) {
  const typeName = (name) => (looks.types[name] || looks.types.Other).name;
  const relationName = (relation, label, back) => {
    const known = looks.relations[relation] || looks.relations.other;
    const name = known.name[back ? 1 : 0];
    return label ? name + (looks.language === 'zh' ? `（${label}）` : ` (${label})`) : name;
  };
  const counted = (counts) => Object.entries(counts).map(([type, n]) => say('graph-counted', { n, type: typeName(type) })).join(say('graph-comma'));
  const button = (word, action, attributes = {}) => element('button', { type: 'button', onclick: action, ...attributes }, word);

  function quotation({ parts, document: title, path, at, reading, rule, confidence }) {
    const quote = element('blockquote', { lang: 'zh' }, parts[0], parts[1] ? element('mark', null, parts[1]) : null, parts[2]);
    const caption = element('figcaption', null, path ? element('a', { href: path }, title) : title, ` · ${say('graph-position', { a: at[0] + 1, b: at[1] })}`);
    if (reading && reading !== parts[1]) caption.append(element('br'), say('graph-read-as', { text: reading }));
    if (rule) caption.append(element('br'), say('graph-rule', { rule }), confidence ? ` · ${rule.includes(' ') ? say('graph-all-at-once', { n: confidence }) : say('graph-confidence', { n: confidence })}` : '');
    return element('figure', null, quote, caption);
  }

  function quotations({ evidence, more }, level, none) {
    const section = element('section', { class: 'evidence' }, element(level, null, `${say('graph-evidence')} (${evidence.length + more})`));
    if (!evidence.length) section.append(element('p', { class: 'quiet' }, none));
    section.append(...evidence.map(quotation));
    if (more) section.append(element('p', { class: 'quiet' }, say('graph-evidence-more', { n: more })));
    return section;
  }

  function top(...children) {
    return element('div', { class: 'top' }, ...children, button('✕', on.close, { id: 'graph-close', 'aria-label': say('graph-close') }));
  }

  const title = (text) => element('h2', { id: 'graph-panel-title', tabindex: '-1' }, text);

  function actions(node) {
    const more = total(node.missing);
    const list = element('div', { class: 'actions' });
    if (node.holds) list.append(button(say('graph-open', { n: node.total }), () => on.expand(node.id), { class: 'main' }));
    else if (more) list.append(button(say('graph-expand-n', { n: more }), () => on.expand(node.id), { class: 'main' }));
    list.append(button(say('graph-hide'), () => on.hide(node.id)), button(say(node.pinned ? 'graph-unpin' : 'graph-pin'), () => on.pin(node.id)));
    if (!node.holds) list.append(element('a', { class: 'button', href: on.centred(node) }, say('graph-centre')));
    if (node.path) list.append(element('a', { class: 'button', href: node.path }, say('graph-entity')));
    if (!node.holds) list.append(element('a', { class: 'button', href: `/correct?${new URLSearchParams({ iri: node.iri })}` }, say('graph-wrong')));
    return list;
  }

  function facts(node, known) {
    const rows = [];
    if (node.code) rows.push([say('graph-code'), node.code]);
    if (known.aliases.length) rows.push([say('graph-aliases'), known.aliases.join('、')]);
    rows.push(...known.facts.map(([name, value]) => [looks.facts[name] || name, value]));
    if (!rows.length) return null;
    return element('section', null, element('h3', null, say('graph-facts')), element('table', { class: 'facts' }, element('tbody', null,
      ...rows.map(([name, value]) => element('tr', null, element('th', { scope: 'row' }, name), element('td', null, value))))));
  }

  function step(node, edge) {
    const item = element('li', null, button(null, () => on.node(node.id), { class: 'step' }));
    item.firstChild.append(icon(looks.types[node.look]), node.holds ? `${node.label} (${node.total})` : node.label);
    if (edge && edge.ties.length) {
      const label = `${say('graph-show-evidence')}: ${node.label}`;
      item.append(button('❝', () => on.edge(edge.id), { class: 'why', title: say('graph-show-evidence'), 'aria-label': label }));
    }
    return item;
  }

  function relations(node, edges, byId) {
    const groups = new Map();
    for (const edge of edges) {
      const far = byId.get(edge.a === node.id ? edge.b : edge.a);
      const names = edge.ties.length ? edge.ties.map(([relation, label, forth]) => relationName(relation, label, forth !== (edge.a === node.id))) : [say('graph-relations')];
      for (const name of new Set(names)) groups.set(name, [...(groups.get(name) || []), [far, edge]]);
    }
    const section = element('section', null, element('h3', null, say('graph-relations')));
    for (const [name, members] of groups) {
      const list = element('ul', { class: 'steps' }, ...members.slice(0, AT_FIRST).map(([far, edge]) => step(far, edge)));
      section.append(element('h4', null, `${name} (${members.length})`), list);
      if (members.length > AT_FIRST) {
        const rest = button(`+${members.length - AT_FIRST}`, () => { list.append(...members.slice(AT_FIRST).map(([far, edge]) => step(far, edge))); rest.remove(); });
        section.append(rest);
      }
    }
    if (total(node.missing)) section.append(element('p', { class: 'quiet' }, say('graph-missing', { list: counted(node.missing) })));
    return groups.size || total(node.missing) ? section : null;
  }

  function ofNode(node, edges, byId, known) {
    if (node.holds) {
      const [, centre] = node.id.split(' ');
      return [
        top(icon(looks.types[node.look]), typeName(node.look)), title(say('graph-group', { place: node.label, n: node.total })), actions(node),
        element('p', null, say('graph-group-text', { name: (byId.get(centre) || { label: '' }).label })), element('p', null, counted(node.holds)),
        element('p', { class: 'quiet' }, say('graph-such-as', { list: node.sample.join(say('graph-comma')) })),
      ];
    }
    return [
      top(icon(looks.types[node.look]), typeName(node.look), node.pinned ? ` · ${say('graph-pinned')}` : ''), title(node.label), actions(node),
      known && facts(node, known), relations(node, edges, byId),
      known ? quotations(known.proofs[0], 'h3', say('graph-no-own-evidence')) : element('p', { class: 'quiet' }, say('graph-loading')),
    ];
  }

  function ofEdge(edge, byId, known) {
    const [a, b] = [byId.get(edge.a), byId.get(edge.b)];
    const label = (iri) => (known.things.find((thing) => thing.iri === iri) || { label: iri }).label;
    return [
      top(say('graph-relations')), title(`${a.label} — ${b.label}`), element('ul', { class: 'steps' }, step(a), step(b)),
      ...(known ? known.proofs.map((proof) => element('section', null,
        element('h3', null, `${label(proof.tie.source)} — ${relationName(proof.tie.relation, proof.tie.label)} — ${label(proof.tie.target)}`),
        quotations(proof, 'h4', say('graph-no-evidence')))) : [element('p', { class: 'quiet' }, say('graph-loading'))]),
    ];
  }

  // Whoever was in the panel with the keyboard stays in it.
  function draw(parts) {
    const inside = box.contains(document.activeElement);
    box.hidden = !parts;
    box.replaceChildren(...(parts || []).filter(Boolean));
    if (inside && parts) box.querySelector('#graph-panel-title').focus({ preventScroll: true });
  }

  return { draw, ofNode, ofEdge, relationName, typeName, counted };
}
