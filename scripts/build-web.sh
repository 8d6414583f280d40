#!/bin/sh
# Builds fangzhi/web/static/vendor/editor.js from fangzhi/web/src: the same bytes for the same sources, wherever it runs.
# Needs node and npm (20 or newer); who installs or runs fangzhi needs neither, the bundle is part of the repository.
set -eu
cd "$(dirname "$0")/../fangzhi/web/src"
vendor=../static/vendor
npm ci --ignore-scripts --no-audit --no-fund --silent
node_modules/.bin/esbuild editor.js --bundle --minify --format=esm --target=es2022 --charset=utf8 --legal-comments=none --log-level=warning --outfile=$vendor/editor.js
node versions.js $vendor
