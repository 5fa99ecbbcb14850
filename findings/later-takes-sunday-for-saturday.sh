#!/usr/bin/env bash
# @breejs/later runs a cron expression of day 7, which is Sunday everywhere else, on Saturdays.
#
# Seen on 2026-11-30 with @breejs/later 4.2.0, cron-validate 1.5.3 and cron-parser 5.10.5 on Node.js 20. It knows 0 as
# Sunday, so one would guess that 7 is Sunday too, as in crontab(5), or an error. It adds one to the day and then takes
# at most seven, its own number of Saturday. Bree, for which later is kept alive, has cron-validate look at each
# expression before, and that finds no fault. Runs from Monday, 30 November 2026:
#
#   0 20 * * 0, valid true
#   later: Sun 12-06, Sun 12-13, Sun 12-20
#   cron-parser: Sun 12-06, Sun 12-13, Sun 12-20
#   0 20 * * 7, valid true
#   later: Sat 12-05, Sat 12-12, Sat 12-19
#   cron-parser: Sun 12-06, Sun 12-13, Sun 12-20
#   0 20 * * 5-7, valid true
#   later: Fri 12-04, Sat 12-05, Fri 12-11
#   cron-parser: Fri 12-04, Sat 12-05, Sun 12-06
#   0 20 * * 6,7, valid true
#   later: Sat 12-05, Sat 12-12, Sat 12-19
#   cron-parser: Sat 12-05, Sun 12-06, Sat 12-12
#
# Hongbao's shows begin at instants, not by cron expressions. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts \
  @breejs/later@4.2.0 cron-validate@1.5.3 cron-parser@5.10.5

cat >"$dir/sundays.cjs" <<'JS'
const later = require('@breejs/later');
const { CronExpressionParser } = require('cron-parser');
const { default: validate } = require('cron-validate');

const currentDate = new Date('2026-11-30T21:00:00Z');
const days = (dates) =>
  dates.map((date) => `${date.toUTCString().slice(0, 3)} ${date.toISOString().slice(5, 10)}`).join(', ');

for (const pattern of ['0 20 * * 0', '0 20 * * 7', '0 20 * * 5-7', '0 20 * * 6,7']) {
  console.log(`${pattern}, valid ${validate(pattern).isValid()}`);
  console.log(`later: ${days(later.schedule(later.parse.cron(pattern)).next(3, currentDate))}`);
  const runs = CronExpressionParser.parse(pattern, { currentDate, tz: 'UTC' }).take(3);
  console.log(`cron-parser: ${days(runs.map((run) => run.toDate()))}`);
}
JS

seen=$(timeout 60 node "$dir/sundays.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "0 20 * * 0, valid true
later: Sun 12-06, Sun 12-13, Sun 12-20
cron-parser: Sun 12-06, Sun 12-13, Sun 12-20
0 20 * * 7, valid true
later: Sat 12-05, Sat 12-12, Sat 12-19
cron-parser: Sun 12-06, Sun 12-13, Sun 12-20
0 20 * * 5-7, valid true
later: Fri 12-04, Sat 12-05, Fri 12-11
cron-parser: Fri 12-04, Sat 12-05, Sun 12-06
0 20 * * 6,7, valid true
later: Sat 12-05, Sat 12-12, Sat 12-19
cron-parser: Sat 12-05, Sun 12-06, Sat 12-12" ] || { echo "later does something else now"; exit 1; }
