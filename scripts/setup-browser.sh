#!/bin/sh
# Finds or installs the Chromium that the tests of the pages drive, fonts with Chinese glyphs, and what the driver needs.
set -eu
VENV=${VENV:-.venv}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# `playwright --version` starts the driver's own node, which needs libatomic: a bare Debian lacks it.
driver_runs() { "$VENV/bin/playwright" --version >/dev/null 2>&1; }
browser_there() { [ -n "${FANGZHI_CHROMIUM:-}" ] || command -v chromium >/dev/null; }

if browser_there && driver_runs; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(uname)" = Linux ]; then
    echo "Installing Chromium and fonts for the tests of the pages …" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk libatomic1 >/dev/null
else
    "$VENV/bin/playwright" install chromium
fi
