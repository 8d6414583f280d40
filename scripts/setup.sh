#!/bin/sh
# Makes the virtual environment $VENV with $PYTHON and installs fangzhi into it; $1 names extras, such as [dev].
set -eu
PYTHON=${PYTHON:-python3} VENV=${VENV:-.venv}

say() { printf '%s\n' "$*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "fangzhi needs Python 3.11 or newer; '$PYTHON' is $("$PYTHON" --version 2>&1 || echo missing). Name another: make PYTHON=python3.12 …"
    exit 1
fi
if ! [ -x "$VENV/bin/pip" ]; then
    say "Making the environment $VENV …"
    if ! "$PYTHON" -m venv "$VENV" >/dev/null 2>&1; then
        rm -rf "$VENV"
        # Debian and Ubuntu ship venv as a package of its own.
        if command -v apt-get >/dev/null; then
            say "Python's venv module is missing; installing python3-venv …"
            as_root apt-get update -qq
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        fi
        "$PYTHON" -m venv "$VENV"
    fi
fi
say "Installing fangzhi${1:-} and what it needs …"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".${1:-}"
