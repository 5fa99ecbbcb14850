#!/usr/bin/env bash
# human-interval, by which Agenda and Bree read how often a job runs, drops the thousand of "one thousand minutes", and
# takes half an hour for no time at all.
#
# Seen on 2026-11-30 with human-interval 2.0.1 on Node.js 20. It reads numbers in English words, millions among them,
# and says NaN of a unit that it does not know, so one would guess that it knows these, or says NaN of them too.
# Minutes:
#
#   one hundred minutes: 100
#   one thousand minutes: 1
#   one thousand and five minutes: 15
#   one thousand two hundred minutes: 200
#   one million minutes: 1000000
#   one hour: 60
#   an hour: 0
#   half an hour: 0
#   one and a half hours: 60
#   three quarters of an hour: 180
#   5 mins: NaN
#
# Nothing in Hongbao uses it. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts human-interval@2.0.1

cat >"$dir/words.cjs" <<'JS'
const humanInterval = require('human-interval');

for (const words of [
  'one hundred minutes',
  'one thousand minutes',
  'one thousand and five minutes',
  'one thousand two hundred minutes',
  'one million minutes',
  'one hour',
  'an hour',
  'half an hour',
  'one and a half hours',
  'three quarters of an hour',
  '5 mins',
]) {
  console.log(`${words}: ${humanInterval(words) / 60_000}`);
}
JS

seen=$(timeout 60 node "$dir/words.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "one hundred minutes: 100
one thousand minutes: 1
one thousand and five minutes: 15
one thousand two hundred minutes: 200
one million minutes: 1000000
one hour: 60
an hour: 0
half an hour: 0
one and a half hours: 60
three quarters of an hour: 180
5 mins: NaN" ] || { echo "human-interval does something else now"; exit 1; }
