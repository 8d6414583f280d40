// An answer as a drawing: the things in it and how they relate, placed by the server as in the graph view.

import { canvas } from './graph-canvas.js';
import { sceneOf, total } from './graph-scene.js';
import { element, icon } from './shared/elements.js';

const LIBRARY = '/static/vendor/vis-network.min.js';

function library() {
  if (window.vis) return Promise.resolve();
  return new Promise((done, failed) => {
    document.head.append(element('script', { src: LIBRARY, onload: done, onerror: () => failed(new Error(LIBRARY)) }));
  });
}

// The things in an answer, as the server places them; the query is asked over the dataset that gave the answer.
export async function viewOf(result) {
  const body = new URLSearchParams([['query', result.query], ...result.dataset]);
  const answer = await fetch('/graph.json', { method: 'POST', body, headers: { Accept: 'application/json' } });
  const view = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(view.message), view);
  return view;
}

export async function drawn(box, result, looks, say) {
  const view = await viewOf(result);
  if (!view.nodes.length) {
    box.replaceChildren(element('p', null, say('sparql-no-graph')));
    return;
  }
  await library();
  const stage = element('div', { class: 'drawn', role: 'img', 'aria-label': say('sparql-graph-label') });
  const about = element('p', { class: 'about', role: 'status' });
  if (total(view.left_out)) about.append(say('sparql-graph-first', { n: view.nodes.length }));
  box.replaceChildren(stage, about);
  const scene = sceneOf(view, looks);
  const tell = (id) => {
    const node = scene.byId.get(id);
    about.replaceChildren(icon(looks.types[node.look]), ` ${node.label} `);
    if (node.path) about.append(element('a', { href: node.path }, say('sparql-open-page')), ' · ');
    if (node.type !== 'Other') about.append(element('a', { href: `/graph?${new URLSearchParams({ at: node.iri })}` }, say('sparql-open-graph')));
  };
  const picture = canvas(stage, looks, { node: tell, edge: () => {}, nothing: () => about.replaceChildren(), expand: () => {}, dropped: () => {}, tip: () => {}, covered: () => ({ right: 0, bottom: 0 }) });
  picture.show(scene);
  picture.fit(null, false);
}
