// The search box in the head of every page: `/` puts the cursor there, a hit opens its page, Enter without one lists them all.

import { combobox, wordsOf } from './combobox.js';

const field = document.getElementById('q');
combobox(field, {
  words: wordsOf(field),
  taken: (hit) => { field.value = hit.label; window.location.assign(hit.path); },
});

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  event.preventDefault();
  field.focus();
  field.select();
});
