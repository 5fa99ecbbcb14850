#!/usr/bin/env bash
# @influxdata/influxdb-client rounds whole numbers beyond 2^53 in intField, a bigint and a string as well, and refuses
# the ends of the range that it checks. uintField beside it keeps every digit.
#
# Seen on 2026-11-30 with @influxdata/influxdb-client 1.35.0 on Node.js 20. A field of the line protocol has 64 bits,
# and whoever passes a bigint or digits does so to keep them. One would guess that they are written as they are. It
# reads them as a JavaScript number first, as far as it goes. The lines that Point makes:
#
#   bigint 1234567890123456789: int 1234567890123456800i, uint 1234567890123456789u
#   string 9007199254740993: int 9007199254740992i, uint 9007199254740993u
#   string 9223372036854775807: int refused, uint 9223372036854775807u
#   string -9223372036854775807: int refused, uint refused
#   string 1e3: int 1i, uint refused
#   string 12kB: int 12i, uint refused
#
# Hongbao's metrics are in the text format of Prometheus. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts @influxdata/influxdb-client@1.35.0

cat >"$dir/fields.cjs" <<'JS'
const { Point } = require('@influxdata/influxdb-client');

function written(add, value) {
  try {
    return new Point('m')[add]('n', value).timestamp('').toLineProtocol().replace(/.*n=/, '').trim();
  } catch {
    return 'refused';
  }
}

for (const value of [
  1234567890123456789n,
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775807',
  '1e3',
  '12kB',
]) {
  console.log(`${typeof value} ${value}: int ${written('intField', value)}, uint ${written('uintField', value)}`);
}
JS

seen=$(timeout 60 node "$dir/fields.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "bigint 1234567890123456789: int 1234567890123456800i, uint 1234567890123456789u
string 9007199254740993: int 9007199254740992i, uint 9007199254740993u
string 9223372036854775807: int refused, uint 9223372036854775807u
string -9223372036854775807: int refused, uint refused
string 1e3: int 1i, uint refused
string 12kB: int 12i, uint refused" ] || { echo "@influxdata/influxdb-client does something else now"; exit 1; }
