#!/bin/sh
# Make a virtual environment with the newest Python of this machine that is 3.11 or later.
set -eu
venv=$1
newest=""
for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3 python; do
  if command -v "$name" >/dev/null 2>&1 &&
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    newest=$name
    break
  fi
done
if [ -z "$newest" ]; then
  echo "Sammen needs Python 3.11 or later. Install it, or say where it is: make PYTHON=/path/to/python3.12 …" >&2
  exit 1
fi
echo "Making $venv with $("$newest" --version) …"
if ! "$newest" -m venv "$venv"; then
  echo "That Python can't make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2
  exit 1
fi
