// The fields of the ready questions that name a place or a programme: they find it however it is typed.

import { combobox, wordsOf } from './combobox.js';

document.querySelectorAll('input[data-find]').forEach((field) => combobox(field, {
  words: wordsOf(field),
  type: field.dataset.find,
  taken: (hit) => { field.value = hit.value; },
}));
