#!/usr/bin/env bash
# @plussub/srt-vtt-parser drops each WebVTT cue whose name has "note", "style" or "region" in it, as "keynote" and
# "freestyle" have, and takes a cue's settings for a part of its time.
#
# Seen on 2026-11-30 with @plussub/srt-vtt-parser 2.0.5 on Node.js 20. A comment is a block that begins with the word
# NOTE, and settings follow the times after a space, so one would guess that names are free and settings harmless. The
# cue ends after 2.5 seconds each time; milliseconds:
#
#   cue intro: 1 to 2500 of "Good evening"
#   cue keynote: none
#   cue freestyle 1: none
#   cue region-of-origin: none
#   00:02.500: 1 to 2500
#   00:02.500 align:start: 1 to NaN
#   00:02.500 line:0 size:80%: 1 to 120000
#   00:00:02.500 line:0 size:80%: 1 to 2500
#
# Hongbao shows no subtitles. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts @plussub/srt-vtt-parser@2.0.5

cat >"$dir/cues.mjs" <<'JS'
import { parse } from '@plussub/srt-vtt-parser';

const cues = (name, end) => parse(`WEBVTT\n\n${name}\n00:00.001 --> ${end}\nGood evening\n`).entries;

for (const name of ['intro', 'keynote', 'freestyle 1', 'region-of-origin']) {
  const [cue] = cues(name, '00:02.500');
  console.log(`cue ${name}: ${cue ? `${cue.from} to ${cue.to} of "${cue.text}"` : 'none'}`);
}
for (const end of [
  '00:02.500',
  '00:02.500 align:start',
  '00:02.500 line:0 size:80%',
  '00:00:02.500 line:0 size:80%',
]) {
  const [cue] = cues('intro', end);
  console.log(`${end}: ${cue.from} to ${cue.to}`);
}
JS

seen=$(timeout 60 node "$dir/cues.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = 'cue intro: 1 to 2500 of "Good evening"
cue keynote: none
cue freestyle 1: none
cue region-of-origin: none
00:02.500: 1 to 2500
00:02.500 align:start: 1 to NaN
00:02.500 line:0 size:80%: 1 to 120000
00:00:02.500 line:0 size:80%: 1 to 2500' ] || { echo "@plussub/srt-vtt-parser does something else now"; exit 1; }
