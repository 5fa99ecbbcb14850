#!/usr/bin/env bash
# parse-prometheus-text-format for Node.js makes one series of all series of a histogram, or of a summary with
# quantiles: it drops their labels, keeps the buckets of whichever comes last, and loses sum and count.
#
# Seen on 2026-11-30 with parse-prometheus-text-format 1.1.1 and prom-client 15.1.3 on Node.js 20. Counters and gauges
# keep their labels, so one would guess that these do. What prom-client writes for two rooms, and what is read back:
#
#   written: wait_seconds_bucket{le="1",room="hall"} 1
#   written: wait_seconds_bucket{le="1",room="yard"} 0
#   written: wait_seconds_count{room="hall"} 2
#   written: wait_seconds_count{room="yard"} 1
#   counter: [{"value":"2","labels":{"room":"hall"}},{"value":"1","labels":{"room":"yard"}}]
#   histogram: [{"buckets":{"1":"0","+Inf":"1"}}]
#   summary: [{"quantiles":{"0.5":"4"}}]
#   histogram without labels: [{"buckets":{"1":"1","+Inf":"2"},"count":"2","sum":"3.5"}]
#
# Nothing in Hongbao reads metrics that way. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts \
  parse-prometheus-text-format@1.1.1 prom-client@15.1.3

cat >"$dir/series.mjs" <<'JS'
import parse from 'parse-prometheus-text-format';
import { Counter, Histogram, Registry, Summary } from 'prom-client';

const registers = [new Registry()];
const labelNames = ['room'];
const counter = new Counter({ name: 'entries_total', help: 'entries', labelNames, registers });
const histogram = new Histogram({ name: 'wait_seconds', help: 'wait', labelNames, buckets: [1], registers });
const summary = new Summary({ name: 'stay_seconds', help: 'stay', labelNames, percentiles: [0.5], registers });
const plain = new Histogram({ name: 'plain_seconds', help: 'plain', buckets: [1], registers });
for (const [room, seconds] of [['hall', 0.5], ['hall', 3], ['yard', 4]]) {
  counter.inc({ room });
  histogram.observe({ room }, seconds);
  summary.observe({ room }, seconds);
}
plain.observe(0.5);
plain.observe(3);

const text = await registers[0].metrics();
for (const line of text.split('\n').filter((one) => /^wait_seconds_(count|bucket.*le="1")/.test(one)).sort()) {
  console.log(`written: ${line}`);
}
const read = (name) => JSON.stringify(parse(text).find((family) => family.name === name).metrics);
console.log(`counter: ${read('entries_total')}`);
console.log(`histogram: ${read('wait_seconds')}`);
console.log(`summary: ${read('stay_seconds')}`);
console.log(`histogram without labels: ${read('plain_seconds')}`);
JS

seen=$(timeout 60 node "$dir/series.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = 'written: wait_seconds_bucket{le="1",room="hall"} 1
written: wait_seconds_bucket{le="1",room="yard"} 0
written: wait_seconds_count{room="hall"} 2
written: wait_seconds_count{room="yard"} 1
counter: [{"value":"2","labels":{"room":"hall"}},{"value":"1","labels":{"room":"yard"}}]
histogram: [{"buckets":{"1":"0","+Inf":"1"}}]
summary: [{"quantiles":{"0.5":"4"}}]
histogram without labels: [{"buckets":{"1":"1","+Inf":"2"},"count":"2","sum":"3.5"}]' ] || { echo "parse-prometheus-text-format does something else now"; exit 1; }
