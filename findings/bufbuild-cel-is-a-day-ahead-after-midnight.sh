#!/usr/bin/env bash
# @bufbuild/cel is a day ahead in the first hour after midnight, where a zone is given by name: at 00:30 of 16 February
# in Shanghai getDate says 17.
#
# Seen on 2026-11-30 with @bufbuild/cel 0.6.1 on Node.js 20. One would guess the same answers for a zone and for its
# offset. The hour is right, so that nothing shows it but a date, for one hour of 24; a rule for the night of a gala is
# of that kind. Date, day of the week (0 is Sunday), day of the year (from 0) and hour:
#
#   2026-02-15T15:59:59Z +08:00: 15 0 45 23
#   2026-02-15T15:59:59Z Asia/Shanghai: 15 0 45 23
#   2026-02-15T16:30:00Z +08:00: 16 1 46 0
#   2026-02-15T16:30:00Z Asia/Shanghai: 17 2 47 0
#   2026-02-15T17:00:00Z +08:00: 16 1 46 1
#   2026-02-15T17:00:00Z Asia/Shanghai: 16 1 46 1
#   2026-12-31T16:00:00Z +08:00: 1 5 0 0
#   2026-12-31T16:00:00Z Asia/Shanghai: 2 6 1 0
#
# Hongbao evaluates rules by cel-java, of numbers alone. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts @bufbuild/cel@0.6.1

cat >"$dir/midnight.mjs" <<'JS'
import { run } from '@bufbuild/cel';

const parts = ['getDate', 'getDayOfWeek', 'getDayOfYear', 'getHours'];
for (const instant of [
  '2026-02-15T15:59:59Z',
  '2026-02-15T16:30:00Z',
  '2026-02-15T17:00:00Z',
  '2026-12-31T16:00:00Z',
]) {
  for (const zone of ['+08:00', 'Asia/Shanghai']) {
    const values = parts.map((part) => run(`timestamp('${instant}').${part}('${zone}')`));
    console.log(`${instant} ${zone}: ${values.join(' ')}`);
  }
}
JS

seen=$(timeout 60 node "$dir/midnight.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "2026-02-15T15:59:59Z +08:00: 15 0 45 23
2026-02-15T15:59:59Z Asia/Shanghai: 15 0 45 23
2026-02-15T16:30:00Z +08:00: 16 1 46 0
2026-02-15T16:30:00Z Asia/Shanghai: 17 2 47 0
2026-02-15T17:00:00Z +08:00: 16 1 46 1
2026-02-15T17:00:00Z Asia/Shanghai: 16 1 46 1
2026-12-31T16:00:00Z +08:00: 1 5 0 0
2026-12-31T16:00:00Z Asia/Shanghai: 2 6 1 0" ] || { echo "@bufbuild/cel does something else now"; exit 1; }
