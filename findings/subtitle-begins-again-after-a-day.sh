#!/usr/bin/env bash
# subtitle for Node.js reads the time of a cue beyond 24 hours and writes it as one of the first day, with the whole
# days in its milliseconds. It cannot read what it wrote.
#
# Seen on 2026-11-30 with subtitle 4.2.2 on Node.js 20. Hours of WebVTT and SubRip have no upper limit, and the
# clock of a channel that never stops passes 24 within a day. A file with one cue, parsed and written again:
#
#   23:59:59.500 --> 23:59:59.900 is written as 23:59:59.500 --> 23:59:59.900
#   23:59:59.500 --> 24:00:01.500 is written as 23:59:59.500 --> 00:00:01.86400500
#   24:00:00.000 --> 24:00:01.500 is written as 00:00:00.86400000 --> 00:00:01.86400500
#   49:00:00.250 --> 49:00:01.500 is written as 01:00:00.172800250 --> 01:00:01.172800500
#
# Hongbao has no subtitles; its shows count milliseconds. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts subtitle@4.2.2

cat >"$dir/day.cjs" <<'JS'
const { parseSync, stringifySync } = require('subtitle');

for (const times of [
  '23:59:59.500 --> 23:59:59.900',
  '23:59:59.500 --> 24:00:01.500',
  '24:00:00.000 --> 24:00:01.500',
  '49:00:00.250 --> 49:00:01.500',
]) {
  const written = stringifySync(parseSync(`WEBVTT\n\n${times}\nx\n`), { format: 'WebVTT' });
  console.log(`${times} is written as ${written.split('\n').find((line) => line.includes('-->'))}`);
}
JS

seen=$(timeout 60 node "$dir/day.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "23:59:59.500 --> 23:59:59.900 is written as 23:59:59.500 --> 23:59:59.900
23:59:59.500 --> 24:00:01.500 is written as 23:59:59.500 --> 00:00:01.86400500
24:00:00.000 --> 24:00:01.500 is written as 00:00:00.86400000 --> 00:00:01.86400500
49:00:00.250 --> 49:00:01.500 is written as 01:00:00.172800250 --> 01:00:01.172800500" ] || { echo "subtitle does something else now"; exit 1; }
