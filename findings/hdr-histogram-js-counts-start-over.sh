#!/usr/bin/env bash
# hdr-histogram-js with small counters starts over at 0 where a counter is full, while its total goes on: after 256
# equal latencies in 8 bits it reports a 99th percentile of 0.
#
# Seen on 2026-11-30 with hdr-histogram-js 3.0.1 on Node.js 20. The same class of HdrHistogram for Java throws an
# IllegalStateException at that point, so one would guess an error, or a counter that stands still at its maximum.
# bitBucketSize is offered for a smaller memory, without a word on how many values fit. The value 5 n times, in
# counters of so many bits:
#
#   8 bits, 255 times: total 255, p50 5, p99 5
#   8 bits, 256 times: total 256, p50 0, p99 0
#   8 bits, 300 times: total 300, p50 0, p99 0
#   16 bits, 65535 times: total 65535, p50 5, p99 5
#   16 bits, 65536 times: total 65536, p50 0, p99 0
#   8 bits, two histograms of 200 added: total 400, p50 0, p99 0
#   32 bits, 65536 times: total 65536, p50 5, p99 5
#
# Hongbao records in Java, where that is an error. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts hdr-histogram-js@3.0.1

cat >"$dir/counts.cjs" <<'JS'
const hdr = require('hdr-histogram-js');

function filled(bits, times) {
  const histogram = hdr.build({ bitBucketSize: bits });
  for (let i = 0; i < times; i++) {
    histogram.recordValue(5);
  }
  return histogram;
}

function report(name, histogram) {
  const [median, high] = [50, 99].map((percent) => histogram.getValueAtPercentile(percent));
  console.log(`${name}: total ${histogram.totalCount}, p50 ${median}, p99 ${high}`);
}

for (const [bits, times] of [[8, 255], [8, 256], [8, 300], [16, 65535], [16, 65536]]) {
  report(`${bits} bits, ${times} times`, filled(bits, times));
}
const sum = filled(8, 200);
sum.add(filled(8, 200));
report('8 bits, two histograms of 200 added', sum);
report('32 bits, 65536 times', filled(32, 65536));
JS

seen=$(timeout 60 node "$dir/counts.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "8 bits, 255 times: total 255, p50 5, p99 5
8 bits, 256 times: total 256, p50 0, p99 0
8 bits, 300 times: total 300, p50 0, p99 0
16 bits, 65535 times: total 65535, p50 5, p99 5
16 bits, 65536 times: total 65536, p50 0, p99 0
8 bits, two histograms of 200 added: total 400, p50 0, p99 0
32 bits, 65536 times: total 65536, p50 5, p99 5" ] || { echo "hdr-histogram-js does something else now"; exit 1; }
