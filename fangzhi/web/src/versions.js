// Writes beside the bundle what is in it: each package with its version and licence, the bundle's SHA-256, the licence texts.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const vendor = process.argv[2];
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const bundled = Object.entries(packages).filter(([path, about]) => path && !about.dev && !about.devOptional && !about.optional)
  .map(([path]) => [path.replace(/^.*node_modules\//, ''), path, JSON.parse(readFileSync(`${path}/package.json`, 'utf8'))]).sort(([a], [b]) => (a < b ? -1 : 1));

const licences = bundled.map(([name, path, about]) => {
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file && existsSync(`${path}/${file}`) ? readFileSync(`${path}/${file}`, 'utf8').trim() : `${about.license} (the package carries no text of it)`;
  return `${name} ${about.version}\n\n${text}\n`;
});
writeFileSync(`${vendor}/editor.LICENCES.txt`, licences.join(`\n${'-'.repeat(72)}\n\n`));

const digest = createHash('sha256').update(readFileSync(`${vendor}/editor.js`)).digest('hex');
const rows = bundled.map(([name, , about]) => `| ${name} | ${about.version} | ${about.license} |`);
const built = `<!-- editor: written by scripts/build-web.sh -->
## editor.js

The SPARQL editor, bundled by esbuild from \`fangzhi/web/src\`. SHA-256 \`${digest}\`. Licence texts: [editor.LICENCES.txt](editor.LICENCES.txt).

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}
<!-- editor: end -->
`;
const page = `${vendor}/VERSIONS.md`;
const [before, after] = readFileSync(page, 'utf8').split(/<!-- editor: written[^]*<!-- editor: end -->\n/);
writeFileSync(page, `${before.trimEnd()}\n\n${built}${after || ''}`);
