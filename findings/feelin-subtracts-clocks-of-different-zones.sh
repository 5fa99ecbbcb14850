#!/usr/bin/env bash
# feelin, which evaluates FEEL expressions of DMN decision tables, subtracts two times by their clocks and not by their
# zones: 20:00 in Beijing and 12:00 UTC are equal to it, and lie 8 hours apart.
#
# Seen on 2026-11-30 with feelin 8.2.0 on Node.js 20. The DMN standard gives every date and time a value in seconds, and
# has a difference as that of two values. What feelin compares goes by instants, so one would guess that what it
# subtracts does too. A rule that takes claims for 30 minutes refuses one after 10 here. What it says (B is 20:00 in
# Beijing):
#
#   B = 12:00 UTC: true
#   B - 12:00 UTC: PT8H
#   12:10 UTC - B <= 30 minutes: true
#   B + 10 minutes - 12:00 UTC <= 30 minutes: false
#   B + 10 minutes <= 12:00 UTC + 30 minutes: true
#   time 20:00+08:00 - time 12:00Z: PT8H
#   noon to noon in Berlin while clocks go forward: P1D
#   the same in UTC: PT23H
#
# Hongbao's rules are of numbers alone, evaluated by cel-java. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts feelin@8.2.0

cat >"$dir/differences.mjs" <<'JS'
import { evaluate } from 'feelin';

const beijing = 'date and time("2026-02-16T20:00:00+08:00")';
const utc = 'date and time("2026-02-16T12:00:00Z")';
const later = 'date and time("2026-02-16T12:10:00Z")';
const half = 'duration("PT30M")';
const ten = 'duration("PT10M")';

function say(name, expression) {
  const { value } = evaluate(expression, {});
  console.log(`${name}: ${value?.toISO ? value.toISO() : value}`);
}

say('B = 12:00 UTC', `${beijing} = ${utc}`);
say('B - 12:00 UTC', `${beijing} - ${utc}`);
say('12:10 UTC - B <= 30 minutes', `${later} - ${beijing} <= ${half}`);
say('B + 10 minutes - 12:00 UTC <= 30 minutes', `${beijing} + ${ten} - ${utc} <= ${half}`);
say('B + 10 minutes <= 12:00 UTC + 30 minutes', `${beijing} + ${ten} <= ${utc} + ${half}`);
say('time 20:00+08:00 - time 12:00Z', 'time("20:00:00+08:00") - time("12:00:00Z")');
say(
  'noon to noon in Berlin while clocks go forward',
  'date and time("2026-03-29T12:00:00@Europe/Berlin") - date and time("2026-03-28T12:00:00@Europe/Berlin")',
);
say('the same in UTC', 'date and time("2026-03-29T10:00:00Z") - date and time("2026-03-28T11:00:00Z")');
JS

seen=$(timeout 60 node "$dir/differences.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "B = 12:00 UTC: true
B - 12:00 UTC: PT8H
12:10 UTC - B <= 30 minutes: true
B + 10 minutes - 12:00 UTC <= 30 minutes: false
B + 10 minutes <= 12:00 UTC + 30 minutes: true
time 20:00+08:00 - time 12:00Z: PT8H
noon to noon in Berlin while clocks go forward: P1D
the same in UTC: PT23H" ] || { echo "feelin does something else now"; exit 1; }
