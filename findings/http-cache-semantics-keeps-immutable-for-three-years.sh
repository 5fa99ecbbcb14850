#!/usr/bin/env bash
# http-cache-semantics takes the milliseconds of immutableMinTimeToLive for seconds: what is immutable and names no
# time of its own is fresh for almost three years instead of a day.
#
# Seen on 2026-11-30 with http-cache-semantics 4.3.0 on Node.js 20. Its README calls the option a number of
# milliseconds, a day unless one sets it, so one would guess that a reply of "immutable" alone is fresh for a day, and
# for a minute where the option is 60,000. maxAge() counts seconds, timeToLive() milliseconds:
#
#   immutable, as it comes: maxAge 86400000, timeToLive 1000 days
#   immutable, a minute: maxAge 60000, timeToLive 16.7 hours
#   immutable, 30 days old: fresh true
#   immutable, max-age=60: maxAge 60, timeToLive 0 days
#   no directive: maxAge 0, timeToLive 0 days
#
# The edge's "immutable" always comes with a max-age. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts http-cache-semantics@4.3.0

cat >"$dir/fresh.cjs" <<'JS'
const CachePolicy = require('http-cache-semantics');

const DAY = 86_400_000;
const request = { url: '/r/picture', method: 'GET', headers: {} };
const policy = (headers, options) => new CachePolicy(request, { status: 200, headers }, options);
const lifetime = (name, one, unit, millis) =>
  console.log(`${name}: maxAge ${one.maxAge()}, timeToLive ${+(one.timeToLive() / millis).toFixed(1)} ${unit}`);

const immutable = { 'cache-control': 'immutable' };
lifetime('immutable, as it comes', policy(immutable), 'days', DAY);
lifetime('immutable, a minute', policy(immutable, { immutableMinTimeToLive: 60_000 }), 'hours', DAY / 24);
const old = policy({ ...immutable, age: String(30 * 86_400) });
console.log(`immutable, 30 days old: fresh ${old.satisfiesWithoutRevalidation(request)}`);
lifetime('immutable, max-age=60', policy({ 'cache-control': 'immutable, max-age=60' }), 'days', DAY);
lifetime('no directive', policy({}), 'days', DAY);
JS

seen=$(timeout 60 node "$dir/fresh.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "immutable, as it comes: maxAge 86400000, timeToLive 1000 days
immutable, a minute: maxAge 60000, timeToLive 16.7 hours
immutable, 30 days old: fresh true
immutable, max-age=60: maxAge 60, timeToLive 0 days
no directive: maxAge 0, timeToLive 0 days" ] || { echo "http-cache-semantics does something else now"; exit 1; }
