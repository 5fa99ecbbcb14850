#!/usr/bin/env bash
# JSONata is an hour behind in zones west of Greenwich with half hours: it writes -03:30, Newfoundland's, as -04:30,
# with the clock of that, and reads it with a picture as -02:30. Without a picture it reads it right.
#
# Seen on 2026-11-30 with jsonata 2.2.2 on Node.js 20. Its documentation gives the zone as an offset "±HHMM", and zones
# east of Greenwich, half hours or not, are right, as whole hours are in the west, so one would guess that all are. When
# it is noon UTC, and how 08:30 in Newfoundland is read, which is noon UTC:
#
#   in +0530: 17:30 +05:30
#   in -0800: 04:00 -08:00
#   in -0330: 07:30 -04:30
#   in -0930: 01:30 -10:30
#   08:30-03:30 with a picture: 2026-02-16T11:00:00.000Z
#   08:30 -0330 with a picture: 2026-02-16T11:00:00.000Z
#   08:30-03:30 without one: 2026-02-16T12:00:00.000Z
#
# Hongbao reads the times of campaigns by java.time. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts jsonata@2.2.2

cat >"$dir/zones.cjs" <<'JS'
const jsonata = require('jsonata');

const noon = Date.parse('2026-02-16T12:00:00Z');

async function read(name, time, picture) {
  const millis = await jsonata('picture ? $toMillis(time, picture) : $toMillis(time)').evaluate({ time, picture });
  console.log(`${name}: ${new Date(millis).toISOString()}`);
}

(async () => {
  for (const zone of ['+0530', '-0800', '-0330', '-0930']) {
    const clock = jsonata('$fromMillis(noon, "[H01]:[m01] [Z]", zone)');
    console.log(`in ${zone}: ${await clock.evaluate({ noon, zone })}`);
  }
  const day = '[Y0001]-[M01]-[D01]';
  await read('08:30-03:30 with a picture', '2026-02-16T08:30-03:30', `${day}T[H01]:[m01][Z]`);
  await read('08:30 -0330 with a picture', '2026-02-16 08:30 -0330', `${day} [H01]:[m01] [Z0000]`);
  await read('08:30-03:30 without one', '2026-02-16T08:30:00-03:30');
})();
JS

seen=$(timeout 60 node "$dir/zones.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "in +0530: 17:30 +05:30
in -0800: 04:00 -08:00
in -0330: 07:30 -04:30
in -0930: 01:30 -10:30
08:30-03:30 with a picture: 2026-02-16T11:00:00.000Z
08:30 -0330 with a picture: 2026-02-16T11:00:00.000Z
08:30-03:30 without one: 2026-02-16T12:00:00.000Z" ] || { echo "JSONata does something else now"; exit 1; }
