// What may stand at a place of a query: keywords, prefixes, the classes and properties of this graph, the query's own variables.

import { syntaxTree } from '@codemirror/language';

const KEYWORDS = ('SELECT CONSTRUCT DESCRIBE ASK WHERE DISTINCT REDUCED FROM NAMED PREFIX BASE OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES UNDEF AS EXISTS NOT IN '
  + 'ORDER BY ASC DESC GROUP HAVING LIMIT OFFSET').split(' ');
const FUNCTIONS = ('COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS '
  + 'STRBEFORE STRAFTER SUBSTR REPLACE REGEX YEAR MONTH DAY NOW COALESCE IF STRLANG STRDT SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC').split(' ');
const WORD = /[\p{L}\p{N}_:.-]*$/u;
const CLASS_NEXT = /(?:\ba|\brdf:type)\s+$/;
const PROPERTY_NEXT = /(?:;|(?:^|[\s{.(])(?:[?$]\w+|<[^<>\s]*>|[\w-]*:[\w.%-]+))\s+$|;\s*$/;

const option = (label, type, detail, extra = {}) => ({ label, type, detail, ...extra });

function terms(schema, kind, language) {
  return schema[kind].map((term) => {
    const said = term[language] || term.zh || term.en || '';
    return option(term.name, kind, [said, term.n == null ? '' : term.n.toLocaleString('en')].filter(Boolean).join(' · '), {
      info: term.about && term.about[language] ? () => Object.assign(document.createElement('span'), { textContent: term.about[language] }) : undefined,
      found: [term.name, term.name.replace(/^.*:/, ''), term.zh, term.en].filter(Boolean).map((text) => text.toLowerCase()),
    });
  });
}

// 0 is the best; Infinity is none.
function distance(options, typed) {
  const found = options.found || [options.label.toLowerCase()];
  if (found.some((text) => text.startsWith(typed))) return 0;
  return typed.length > 1 && found.some((text) => text.includes(typed)) ? 1 : Infinity;
}

const matching = (options, typed) => options.map((o, i) => [distance(o, typed), i, o]).filter(([d]) => d < Infinity).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , o]) => o);

function variables(text, here) {
  const names = new Set(text.match(/[?$][\p{L}\p{N}_]+/gu) || []);
  return [...names].map((name) => `?${name.slice(1)}`).filter((name, i, all) => name !== here && all.indexOf(name) === i).sort().map((name) => option(name, 'variable', ''));
}

export function completions(schema, language) {
  return async function at(context) {
    const inside = syntaxTree(context.state).resolveInner(context.pos, -1).name;
    if (/Comment|String|IriRef/.test(inside)) return null;
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const variable = /[?$][\p{L}\p{N}_]*$/u.exec(before);
    if (variable) {
      return { from: context.pos - variable[0].length, options: variables(context.state.doc.toString(), variable[0]), validFor: /^[?$][\p{L}\p{N}_]*$/u };
    }
    const word = WORD.exec(before)[0];
    if (!word && !context.explicit) return null;
    const known = await schema;
    const lead = context.state.doc.sliceString(Math.max(0, context.pos - 400), context.pos - word.length);
    const typed = word.toLowerCase();
    const [classes, properties] = [terms(known, 'classes', language), terms(known, 'properties', language)];
    const prefixes = Object.entries(known.prefixes).map(([name, iri]) => option(`${name}:`, 'prefix', iri));
    const words = [...KEYWORDS.map((w) => option(w, 'keyword', '')), ...FUNCTIONS.map((w) => option(w, 'function', '', { apply: `${w}(` }))];
    let groups = [words, properties, classes, prefixes];
    if (/\bPREFIX\s+$/i.test(lead)) groups = [Object.entries(known.prefixes).map(([name, iri]) => option(`${name}: <${iri}>`, 'prefix', '', { found: [name] }))];
    else if (CLASS_NEXT.test(lead)) groups = [classes, prefixes];
    else if (PROPERTY_NEXT.test(lead)) groups = [properties, prefixes, words, classes];
    const options = groups.flatMap((group) => matching(group, typed));
    return options.length ? { from: context.pos - word.length, options, filter: false } : null;
  };
}
