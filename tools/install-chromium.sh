#!/usr/bin/env bash
# Sees to the Chromium that the tests of the audience's page drive: installs Debian's where it is
# missing and this user may. Quiet if there is nothing to do; status 1 if there is no Chromium then.
set -u

chromium=${CHROMIUM:-/usr/bin/chromium}
by_hand="install it with \"apt-get install chromium\" as root, or name one: CHROMIUM=/path/to/chromium"

say() { printf 'hongbao: %s\n' "$*" >&2; }

[ ! -x "$chromium" ] || exit 0

if [ -n "${CHROMIUM-}" ]; then
  say "CHROMIUM names $chromium, which is no program"
  exit 1
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  say "Chromium is missing: $by_hand"
  exit 1
fi

say "installs Debian's Chromium for the tests of the page (about 100 MB, a minute or two)"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install -y --no-install-recommends chromium; } >"$log" 2>&1 </dev/null; then
  tail -n 3 "$log" >&2
  say "Chromium could not be installed: $by_hand"
  exit 1
fi
if [ ! -x "$chromium" ]; then
  say "the package brought no $chromium: $by_hand"
  exit 1
fi
