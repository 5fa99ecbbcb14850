#!/usr/bin/env bash
# epg-parser for Node.js takes the hours of a zone for seconds, and its minutes for hours, where a time of XMLTV has
# no seconds: 20:00 in Beijing becomes eight seconds past 20:00 UTC.
#
# Seen on 2026-11-30 with epg-parser 0.5.0 on Node.js 20. XMLTV's DTD lets a time stop anywhere after its year, and
# takes it for UTC without a zone; "200007281733 BST" is an example of its own. One would guess the right instant or
# an error. The start of a programme, and what the parser makes of it:
#
#   20260216200000 +0800: 2026-02-16T12:00:00.000Z
#   202602162000 +0800: 2026-02-16T20:00:08.000Z
#   202602162000 +0545: 2026-02-14T23:00:05.000Z
#   202602162000 -0500: 2026-02-16T20:00:05.000Z
#   20260216200000: null
#
# Hongbao reads no programme guides; a show says its instants itself. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts epg-parser@0.5.0

cat >"$dir/guide.mjs" <<'JS'
import { parse } from 'epg-parser';

for (const start of [
  '20260216200000 +0800',
  '202602162000 +0800',
  '202602162000 +0545',
  '202602162000 -0500',
  '20260216200000',
]) {
  const guide = parse(
    `<?xml version="1.0"?><tv><programme start="${start}" channel="one"><title>Gala</title></programme></tv>`,
  );
  console.log(`${start}: ${JSON.stringify(guide.programs[0].start).replaceAll('"', '')}`);
}
JS

seen=$(timeout 60 node "$dir/guide.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "20260216200000 +0800: 2026-02-16T12:00:00.000Z
202602162000 +0800: 2026-02-16T20:00:08.000Z
202602162000 +0545: 2026-02-14T23:00:05.000Z
202602162000 -0500: 2026-02-16T20:00:05.000Z
20260216200000: null" ] || { echo "epg-parser does something else now"; exit 1; }
