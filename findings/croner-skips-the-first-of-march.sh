#!/usr/bin/env bash
# croner runs nothing on 1 March where the days of a cron expression also have a 30 or a 31 ahead: a job of
# "*/5", "*/10" or "1,31" misses that day each year.
#
# Seen on 2026-11-30 with croner 11.0.0 on Node.js 20. One would guess that a day which February lacks is passed
# over and the next one is found. The same object says that the pattern matches 1 March, and finds the day when it
# is asked for the runs before 2 April; asked for the next run it does not. cron-parser 5.10.5 beside it:
#
#   runs after 26 February 2026 of 0 0 1,31 * *
#   croner: 03-31 04-01 05-01
#   cron-parser: 03-01 03-31 04-01
#   croner, does 1 March match: true
#   croner, runs before 2 April, the latest first: 04-01 03-31 03-01
#   runs after 26 February 2026 of 0 0 */5 * *
#   croner: 03-06 03-11 03-16
#   cron-parser: 03-01 03-06 03-11
#   runs after 26 February 2026 of 0 0 1,15,30 * *
#   croner: 03-15 03-30 04-01
#   cron-parser: 03-01 03-15 03-30
#   runs after 26 February 2028 of 0 0 2,31 * *
#   croner: 03-02 03-31 04-02
#   cron-parser: 03-02 03-31 04-02
#
# Other months are not hurt: the "31st" of a month of 30 days is the first of the next. Hongbao's shows begin at
# instants, not by cron expressions. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts croner@11.0.0 cron-parser@5.10.5

cat >"$dir/march.cjs" <<'JS'
const { Cron } = require('croner');
const { CronExpressionParser } = require('cron-parser');

const days = (dates) => dates.map((date) => date.toISOString().slice(5, 10)).join(' ');

for (const [pattern, year] of [
  ['0 0 1,31 * *', 2026],
  ['0 0 */5 * *', 2026],
  ['0 0 1,15,30 * *', 2026],
  ['0 0 2,31 * *', 2028],
]) {
  const after = new Date(`${year}-02-26T12:00:00Z`);
  const cron = new Cron(pattern, { timezone: 'UTC' });
  const other = CronExpressionParser.parse(pattern, { currentDate: after, tz: 'UTC' });
  console.log(`runs after 26 February ${year} of ${pattern}`);
  console.log(`croner: ${days(cron.nextRuns(3, after))}`);
  console.log(`cron-parser: ${days([other.next(), other.next(), other.next()])}`);
  if (pattern === '0 0 1,31 * *') {
    console.log(`croner, does 1 March match: ${cron.match(new Date('2026-03-01T00:00:00Z'))}`);
    const before = cron.previousRuns(3, new Date('2026-04-02T00:00:00Z'));
    console.log(`croner, runs before 2 April, the latest first: ${days(before)}`);
  }
}
JS

seen=$(timeout 60 node "$dir/march.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "runs after 26 February 2026 of 0 0 1,31 * *
croner: 03-31 04-01 05-01
cron-parser: 03-01 03-31 04-01
croner, does 1 March match: true
croner, runs before 2 April, the latest first: 04-01 03-31 03-01
runs after 26 February 2026 of 0 0 */5 * *
croner: 03-06 03-11 03-16
cron-parser: 03-01 03-06 03-11
runs after 26 February 2026 of 0 0 1,15,30 * *
croner: 03-15 03-30 04-01
cron-parser: 03-01 03-15 03-30
runs after 26 February 2028 of 0 0 2,31 * *
croner: 03-02 03-31 04-02
cron-parser: 03-02 03-31 04-02" ] || { echo "croner does something else now"; exit 1; }
