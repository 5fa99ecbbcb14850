#!/usr/bin/env bash
# Express refuses whoever asks for more of a file's end than there is, "the last 200 bytes" of a file of 100, with 416,
# though it shortens any other range.
#
# Seen on 2026-11-30 with express 5.3.0, send 1.2.1 and range-parser 1.3.0 on Node.js 20. By RFC 9110 (14.1.2) such a
# range is the whole file, so one would guess 206 with all of it: who looks at the end of a log, or reads the
# directory of a ZIP from afar, asks for a length that it cannot know. What express.static says of a file of 100 bytes:
#
#   bytes=-50: 206 bytes 50-99/100
#   bytes=-100: 206 bytes 0-99/100
#   bytes=-101: 416 bytes */100
#   bytes=-200: 416 bytes */100
#   bytes=0-199: 206 bytes 0-99/100
#   bytes=0-1,-200: 206 bytes 0-1/100
#
# range-parser 2.0.0 has it right, but send is content with 1.x. Undertow's ranges, which the edge goes by, do too.
# Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts \
  express@5.3.0 send@1.2.1 range-parser@1.3.0

mkdir "$dir/files"
printf '%0100d' 0 >"$dir/files/a.log"
cat >"$dir/ends.cjs" <<'JS'
const express = require('express');
const path = require('path');

const files = express.static(path.join(__dirname, 'files'));
const server = express().use(files).listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}/a.log`;
  for (const range of ['bytes=-50', 'bytes=-100', 'bytes=-101', 'bytes=-200', 'bytes=0-199', 'bytes=0-1,-200']) {
    const reply = await fetch(url, { headers: { range, connection: 'close' } });
    await reply.arrayBuffer();
    console.log(`${range}: ${reply.status} ${reply.headers.get('content-range')}`);
  }
  server.close();
});
JS

seen=$(timeout 60 node "$dir/ends.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "bytes=-50: 206 bytes 50-99/100
bytes=-100: 206 bytes 0-99/100
bytes=-101: 416 bytes */100
bytes=-200: 416 bytes */100
bytes=0-199: 206 bytes 0-99/100
bytes=0-1,-200: 206 bytes 0-1/100" ] || { echo "Express does something else now"; exit 1; }
