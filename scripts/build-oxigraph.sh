#!/bin/sh
# Puts Oxigraph for browsers (npm `oxigraph`) into graph/vendor/oxigraph: the WebAssembly as it is published, its glue as one classic script
# that a worker made from text can run. The same bytes wherever it runs. Needs node and npm (20 or newer); users of fangzhi need neither.
set -eu
OXIGRAPH=0.5.11 ESBUILD=0.28.2
target=$(cd "$(dirname "$0")/.." && pwd)/graph/vendor/oxigraph
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --ignore-scripts --no-audit --no-fund --silent --no-save "oxigraph@$OXIGRAPH" "esbuild@$ESBUILD"
cp node_modules/oxigraph/web_bg.wasm "$target/oxigraph.wasm"
node_modules/.bin/esbuild node_modules/oxigraph/web.js --bundle --minify --format=iife --global-name=oxigraph --define:import.meta.url=self.location \
    --target=es2020 --charset=utf8 --legal-comments=none --log-level=warning --outfile="$target/oxigraph.js"
{
    echo "# Oxigraph in the page"
    echo
    echo "npm \`oxigraph\` $OXIGRAPH, written by scripts/build-oxigraph.sh (glue bundled with esbuild $ESBUILD). Copyright the Oxigraph developers;"
    echo "MIT or Apache-2.0, used here under Apache-2.0, whose text is the LICENSE of this repository."
    echo
    echo "| file | SHA-256 |"
    echo "| --- | --- |"
    for file in oxigraph.js oxigraph.wasm; do echo "| $file | $(sha256sum "$target/$file" | cut -d' ' -f1) |"; done
} > "$target/VERSIONS.md"
