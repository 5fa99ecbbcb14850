#!/usr/bin/env bash
# money-math rounds amounts below zero the wrong way: minus two thirds come out as -0.65, half a per cent of -1.00 as a
# gain of 0.01, and -0.03 to the next 5 cents as 0.05.
#
# Seen on 2026-11-30 with money-math 2.6.3 on Node.js 20. Its README has amounts such as "-42.10", promises that all
# results are amounts again, and that they are rounded to the whole cent, so one would guess those of the amounts above
# zero with a minus, but for a half. An amount, and the same one below zero:
#
#   div by 3.00: 2.00 is 0.67, -2.00 is -0.65
#   div by 10.00: 0.06 is 0.01, -0.06 is 0.01
#   mul by 0.05: 0.10 is 0.01, -0.10 is 0.01
#   percent of 0.50: 1.00 is 0.01, -1.00 is 0.01
#   roundTo5Cents: 42.03 is 42.05, -42.03 is -41.95
#   roundTo5Cents: 0.03 is 0.05, -0.03 is 0.05
#   roundUpTo5Cents: 42.03 is 42.05, -42.03 is -42.01
#
# Hongbao's money is whole fen, of Java's long. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts money-math@2.6.3

cat >"$dir/below.cjs" <<'JS'
const money = require('money-math');

function say(name, amount, operation) {
  console.log(`${name}: ${amount} is ${operation(amount)}, -${amount} is ${operation(`-${amount}`)}`);
}

say('div by 3.00', '2.00', (amount) => money.div(amount, '3.00'));
say('div by 10.00', '0.06', (amount) => money.div(amount, '10.00'));
say('mul by 0.05', '0.10', (amount) => money.mul(amount, '0.05'));
say('percent of 0.50', '1.00', (amount) => money.percent(amount, '0.50'));
say('roundTo5Cents', '42.03', money.roundTo5Cents);
say('roundTo5Cents', '0.03', money.roundTo5Cents);
say('roundUpTo5Cents', '42.03', money.roundUpTo5Cents);
JS

seen=$(timeout 60 node "$dir/below.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "div by 3.00: 2.00 is 0.67, -2.00 is -0.65
div by 10.00: 0.06 is 0.01, -0.06 is 0.01
mul by 0.05: 0.10 is 0.01, -0.10 is 0.01
percent of 0.50: 1.00 is 0.01, -1.00 is 0.01
roundTo5Cents: 42.03 is 42.05, -42.03 is -41.95
roundTo5Cents: 0.03 is 0.05, -0.03 is 0.05
roundUpTo5Cents: 42.03 is 42.05, -42.03 is -42.01" ] || { echo "money-math does something else now"; exit 1; }
