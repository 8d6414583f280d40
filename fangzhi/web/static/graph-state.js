// The state of the view and how it stands in the address: the server reads the first part of it, the page alone the rest.

const NUMBERS = ['limit', 'depth', 'articles'];

// at: starts; steps: what was expanded, added and pinned, in order; hide: nodes; no, norel: types and relations that are filtered out;
// sel: the chosen node, or with `to` the chosen line; list: the list instead of the drawing; rest: parameters that are not ours.
export function read(search) {
  const state = { at: [], steps: [], hide: new Set(), no: new Set(), norel: new Set(), sel: '', to: '', list: false, numbers: [], rest: [] };
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === 'at') state.at.push(value);
    else if (name === 'expand' || name === 'add' || name === 'pin') state.steps.push([name, value]);
    else if (name === 'hide') state.hide.add(value);
    else if (name === 'no') state.no.add(value);
    else if (name === 'norel') state.norel.add(value);
    else if (name === 'sel' || name === 'to') state[name] = value;
    else if (name === 'view') state.list = value === 'list';
    else if (NUMBERS.includes(name)) state.numbers.push([name, value]);
    else state.rest.push([name, value]);
  }
  return state;
}

const address = (pairs) => new URLSearchParams(pairs.filter(([, value]) => value)).toString();

// What the server needs to make the same view again.
export const wanted = (state) => address([...state.at.map((iri) => ['at', iri]), ...state.steps, ...state.numbers]);

export const written = (state) => address([
  ...new URLSearchParams(wanted(state)),
  ...[...state.hide].map((id) => ['hide', id]),
  ...[...state.no].map((type) => ['no', type]),
  ...[...state.norel].map((relation) => ['norel', relation]),
  ['sel', state.sel], ['to', state.to], ['view', state.list ? 'list' : ''], ...state.rest,
]);

const PINNED = /^(?:-?[\d.]+,-?[\d.]+ )?(.*)$/;

// The nodes that are pinned: each by its last pin.
export const pinned = (state) => new Set(state.steps.filter(([name]) => name === 'pin').map(([, value]) => PINNED.exec(value)[1]));

export function unpinned(state, id) {
  state.steps = state.steps.filter(([name, value]) => name !== 'pin' || PINNED.exec(value)[1] !== id);
}

export function pin(state, id, x, y) {
  const last = state.steps.at(-1);
  if (last && last[0] === 'pin' && PINNED.exec(last[1])[1] === id) state.steps.pop();
  state.steps.push(['pin', `${x.toFixed(1)},${y.toFixed(1)} ${id}`]);
}
