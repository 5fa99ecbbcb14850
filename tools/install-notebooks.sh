#!/usr/bin/env bash
# Sees to the Python that the analysts' notebooks run with: installs Debian's Jupyter, pandas and
# matplotlib where one is missing and this user may. Quiet if there is nothing to do; status 1 if
# something is missing then.
set -u

python=${HONGBAO_PYTHON:-/usr/bin/python3}
packages=(jupyter-notebook jupyter-nbconvert python3-ipykernel python3-pandas python3-matplotlib)
by_hand="install them with \"apt-get install --no-install-recommends ${packages[*]}\" as root, or name a Python that has them: HONGBAO_PYTHON=/path/to/python3"

say() { printf 'hongbao: %s\n' "$*" >&2; }

# Looks for files alone, which takes a moment; importing them would take seconds.
has_all() {
  "$python" -c '
import importlib.util, sys
sys.exit(any(importlib.util.find_spec(name) is None for name in sys.argv[1:]))
' notebook nbconvert ipykernel pandas matplotlib 2>/dev/null
}

! has_all || exit 0

if [ -n "${HONGBAO_PYTHON-}" ]; then
  say "HONGBAO_PYTHON names $python, which lacks notebook, nbconvert, ipykernel, pandas or matplotlib"
  exit 1
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  say "Jupyter, pandas or matplotlib are missing: $by_hand"
  exit 1
fi

say "installs Debian's Jupyter, pandas and matplotlib for the notebooks (about 100 MB, two or three minutes)"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1 </dev/null; then
  tail -n 3 "$log" >&2
  say "Jupyter, pandas and matplotlib could not be installed: $by_hand"
  exit 1
fi
if ! has_all; then
  say "the packages brought not all that $python needs: $by_hand"
  exit 1
fi
