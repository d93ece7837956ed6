#!/bin/sh
# A browser and fonts for the browser tests, from the system's packages; nothing to do where they are.
set -eu
want=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || want="chromium"
[ -n "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" \
  -name 'NotoSansEthiopic*' 2>/dev/null | head -n 1)" ] || want="$want fonts-noto-core"
[ -n "$want" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The browser tests need Chromium and the Noto fonts: install them from your system's packages." >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "The browser tests need:$want. Run once as root: apt-get install $want" >&2
    exit 1
  fi
  as_root="sudo -n"
fi
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
echo "Fetching from the system's packages: $want (a minute or two) …"
step() {
  # Quiet, but not silent: a dot every five seconds, and the whole log if it fails.
  "$@" >"$log" 2>&1 </dev/null &
  work=$!
  while kill -0 "$work" 2>/dev/null; do
    sleep 1
    beat=$(((${beat:-0} + 1) % 5))
    [ "$beat" -ne 0 ] || printf .
  done
  if ! wait "$work"; then
    echo
    cat "$log" >&2
    exit 1
  fi
}
step $as_root apt-get update -qq
# shellcheck disable=SC2086  several packages
step $as_root apt-get install -y -qq --no-install-recommends $want
rm -f "$log"
echo " done."
