#!/usr/bin/env bash
# json-2-csv keeps the line break that ends a CSV file: the last field of the last record ends in it, or a record of
# nothing comes after.
#
# Seen on 2026-11-30 with json-2-csv 5.6.0 on Node.js 20. RFC 4180 lets the last record have a line break, and
# spreadsheets write one, so one would guess that it ends the record as it ends all others. Quotes, numbers and an
# empty field hide it. What csv2json makes of a list:
#
#   "id,user\n1,ann\n2,bo": [{"id":1,"user":"ann"},{"id":2,"user":"bo"}]
#   "id,user\n1,ann\n2,bo\n": [{"id":1,"user":"ann"},{"id":2,"user":"bo\n"}]
#   "id,user\n1,ann\n2,\"bo\"\n": [{"id":1,"user":"ann"},{"id":2,"user":"bo"}]
#   "user,id\nann,1\nbo,2\n": [{"user":"ann","id":1},{"user":"bo","id":2}]
#   "id,user\r\n1,ann\r\n2,bo\r\n": [{"id":1,"user":"ann"},{"id":2,"user":"bo"},{"id":""}]
#
# The last one is read with "\r\n" for the option delimiter.eol. Hongbao reads lists by code of its own. Exits 1 if
# this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts json-2-csv@5.6.0

cat >"$dir/lists.mjs" <<'JS'
import { csv2json } from 'json-2-csv';

for (const list of [
  'id,user\n1,ann\n2,bo',
  'id,user\n1,ann\n2,bo\n',
  'id,user\n1,ann\n2,"bo"\n',
  'user,id\nann,1\nbo,2\n',
  'id,user\r\n1,ann\r\n2,bo\r\n',
]) {
  const eol = list.includes('\r') ? '\r\n' : '\n';
  console.log(`${JSON.stringify(list)}: ${JSON.stringify(csv2json(list, { delimiter: { eol } }))}`);
}
JS

seen=$(timeout 60 node "$dir/lists.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = '"id,user\n1,ann\n2,bo": [{"id":1,"user":"ann"},{"id":2,"user":"bo"}]
"id,user\n1,ann\n2,bo\n": [{"id":1,"user":"ann"},{"id":2,"user":"bo\n"}]
"id,user\n1,ann\n2,\"bo\"\n": [{"id":1,"user":"ann"},{"id":2,"user":"bo"}]
"user,id\nann,1\nbo,2\n": [{"user":"ann","id":1},{"user":"bo","id":2}]
"id,user\r\n1,ann\r\n2,bo\r\n": [{"id":1,"user":"ann"},{"id":2,"user":"bo"},{"id":""}]' ] || { echo "json-2-csv does something else now"; exit 1; }
