#!/usr/bin/env bash
# @bufbuild/cel says that a map lacks a key whose value is null, and gives that value when it is asked for it.
#
# Seen on 2026-11-30 with @bufbuild/cel 0.6.1 on Node.js 20. CEL's specification has a map tested for its keys, whatever
# their values are; cel-java 0.14.0 says true and true. A field that came as null in JSON, by a map of JavaScript:
#
#   has(m.prize): false
#   'prize' in m: false
#   m.exists(k, k == 'prize'): true
#   size(m): 1
#   m.prize == null: true
#   has(m.amount): true
#   m.nothing == null: field not found: nothing
#
# So a guard of has() takes the wrong branch for null, and the right one for 0. Hongbao evaluates rules by cel-java, of
# numbers alone. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts @bufbuild/cel@0.6.1

cat >"$dir/null.mjs" <<'JS'
import { run } from '@bufbuild/cel';

const m = JSON.parse('{"prize": null}');
for (const [expression, map] of [
  ['has(m.prize)', m],
  ["'prize' in m", m],
  ["m.exists(k, k == 'prize')", m],
  ['size(m)', m],
  ['m.prize == null', m],
  ['has(m.amount)', { amount: 0 }],
  ['m.nothing == null', m],
]) {
  const result = run(expression, { m: map });
  console.log(`${expression}: ${result?.message ?? result}`);
}
JS

seen=$(timeout 60 node "$dir/null.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "has(m.prize): false
'prize' in m: false
m.exists(k, k == 'prize'): true
size(m): 1
m.prize == null: true
has(m.amount): true
m.nothing == null: field not found: nothing" ] || { echo "@bufbuild/cel does something else now"; exit 1; }
