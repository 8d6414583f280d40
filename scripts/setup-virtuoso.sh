#!/bin/sh
# Finds or installs the Virtuoso server that the tests of remote stores start; without it they are skipped, but not in CI.
set -eu
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if command -v virtuoso-t >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(uname)" = Linux ]; then
    echo "Installing Virtuoso for the tests of remote stores …" >&2
    as_root apt-get update -qq
    # Only the server's program: virtuoso-opensource would also set up a service of the system.
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null; then exit 0; fi
fi
echo "There is no Virtuoso here: the tests that ask one are left out." >&2
[ -z "${CI:-}" ]
