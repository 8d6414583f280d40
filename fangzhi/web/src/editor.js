// The SPARQL editor: highlighting, completion out of the graph's own terms, faults at their place.
// It lives in a shadow root, where its styles are constructed sheets: a strict Content-Security-Policy lets these pass.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { sparql } from 'codemirror-lang-sparql';

import { completions } from './completions.js';

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--keyword)', fontWeight: '600' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.string, tags.annotation], color: 'var(--good)' },
  { tag: [tags.integer, tags.float, tags.bool], color: 'var(--warn)' },
  { tag: tags.variableName, color: 'var(--bad)' },
  { tag: [tags.namespace, tags.url, tags.typeName], color: 'var(--accent)' },
]);

const LOOK = EditorView.theme({
  '&': { fontSize: '14px', border: '1px solid var(--edge)', borderRadius: '6px', backgroundColor: 'var(--paper)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: '"Noto Sans Mono CJK SC", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', lineHeight: '1.5', minHeight: '11em', maxHeight: '60vh' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--soft)', borderColor: 'var(--line)', borderRadius: '6px 0 0 6px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--ground) 50%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { backgroundColor: 'var(--select)' },
  '&.cm-focused .cm-matchingBracket, .cm-foldPlaceholder': { backgroundColor: 'var(--hover)', color: 'var(--ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--ground)', color: 'var(--ink)', borderColor: 'var(--edge)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxHeight: 'none', fontFamily: 'inherit' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--soft)' },
  'li[aria-selected] .cm-completionDetail': { color: 'var(--on-accent)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
});

// What is typed over a selection is put there by us: left to itself Chromium keeps the look of what was selected in a style attribute, which
// the policy blocks with a complaint.
const TYPED_OVER = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== 'insertText' || event.data == null || empty || view.composing) return false;
    const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, event.data, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

// An editor in `parent`. `schema` gives the terms, or a promise of them; `on.run` is called for Ctrl-Enter, `on.change` with each new text.
export function editor(parent, { text, schema, label, phrases, language, on }) {
  const root = parent.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), foldGutter(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), TYPED_OVER,
        sparql(), syntaxHighlighting(COLOURS), LOOK, lintGutter(), EditorView.lineWrapping, EditorState.phrases.of(phrases),
        autocompletion({ override: [completions(schema, language)], icons: false, maxRenderedOptions: 10 }),
        keymap.of([{ key: 'Mod-Enter', run: () => { on.run(); return true; } }, ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off', lang: 'en' }),
        EditorView.updateListener.of((update) => { if (update.docChanged) on.change(update.state.doc.toString()); }),
      ],
    }),
  });

  return {
    text: () => view.state.doc.toString(),
    write(written) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: written } });
    },
    focus: () => view.focus(),
    clear: () => view.dispatch(setDiagnostics(view.state, [])),
    // Marks a fault at a line and column (from 1, columns in code points); without a column the whole line.
    fault(message, line, column) {
      const { doc } = view.state;
      const at = doc.line(Math.max(1, Math.min(doc.lines, line)));
      const before = column ? [...at.text].slice(0, column - 1).join('').length : 0;
      const from = Math.max(at.from, Math.min(at.to - 1, at.from + before)); // what is missing at the end of a line is marked at its last character
      const word = /^\S+/.exec(at.text.slice(from - at.from));
      const to = column ? Math.min(doc.length, from + (word ? word[0].length : 1)) : at.to;
      view.dispatch({ ...setDiagnostics(view.state, [{ from: Math.min(from, to), to, severity: 'error', message }]) });
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
  };
}
