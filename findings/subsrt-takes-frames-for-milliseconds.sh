#!/usr/bin/env bash
# subsrt and subsrt-ts take the frames a second of MicroDVD subtitles for frames a millisecond: a cue that begins with
# frame 25 of 25 a second is at 0.001 s, and one at 1 s is written as frame 25,000.
#
# Seen on 2026-11-30 with subsrt 1.1.1 and subsrt-ts 2.1.2 on Node.js 20. Their option is called fps. From there and
# back again is right, so that only a player or another program shows it:
#
#   subsrt: {25}{50} is 00:00:00,001 --> 00:00:00,002
#   subsrt: 00:00:01,000 --> 00:00:02,000 is {25000}{50000}
#   subsrt-ts: {25}{50} is 00:00:00,001 --> 00:00:00,002
#   subsrt-ts: 00:00:01,000 --> 00:00:02,000 is {25000}{50000}
#
# Nothing in Hongbao has subtitles. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts subsrt@1.1.1 subsrt-ts@2.1.2

cat >"$dir/frames.mjs" <<'JS'
import { createRequire } from 'node:module';
import newer from 'subsrt-ts';

const older = createRequire(import.meta.url)('subsrt');
for (const [name, library] of [['subsrt', older], ['subsrt-ts', newer]]) {
  const srt = library.convert('{25}{50}hello\r\n', { format: 'srt', fps: 25 });
  console.log(`${name}: {25}{50} is ${srt.split(/\r?\n/)[1]}`);
  const times = '00:00:01,000 --> 00:00:02,000';
  const sub = library.convert(`1\n${times}\nhello\n`, { format: 'sub', fps: 25 });
  console.log(`${name}: ${times} is ${sub.slice(0, sub.indexOf('hello'))}`);
}
JS

seen=$(timeout 60 node "$dir/frames.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "subsrt: {25}{50} is 00:00:00,001 --> 00:00:00,002
subsrt: 00:00:01,000 --> 00:00:02,000 is {25000}{50000}
subsrt-ts: {25}{50} is 00:00:00,001 --> 00:00:00,002
subsrt-ts: 00:00:01,000 --> 00:00:02,000 is {25000}{50000}" ] || { echo "subsrt does something else now"; exit 1; }
