#!/bin/sh
# Finds or installs the Chromium that the tests of the pages drive, and fonts with Chinese glyphs.
set -eu
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ -n "${FANGZHI_CHROMIUM:-}" ] || command -v chromium >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(uname)" = Linux ]; then
    echo "Installing Chromium and fonts for the tests of the pages …" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
else
    "${VENV:-.venv}/bin/python" -m playwright install chromium
fi
