#!/usr/bin/env bash
# A Summary of prom-client smears values that repeat: where 9,999 requests took a millisecond each and one took 5
# seconds, it gives 4 seconds for the 90th percentile. Its median of 99 ones and a thousand is 10.99.
#
# Seen on 2026-11-30 with prom-client 15.1.3 and tdigest 0.1.3, which it counts with, on Node.js 20. The README says
# that summaries calculate percentiles of observed values. A t-digest bounds how much one centroid may hold, so one
# would guess that what most requests took comes out as it is, or close to it, as com.tdunning:t-digest has it. Here all
# equal values are one centroid, and whatever lies between two centroids is on a straight line. 50th, 90th and 99th
# percentile:
#
#   9999 x 0.001, 1 x 5: 0.0015 4.0007 4.9005
#   99 x 1, 1 x 1000: 10.9900 810.1900 990.0100
#   900 x 5, 90 x 6, 10 x 2000: 5.1010 5.9091 1800.6000
#   the same by rank: 5 5 6
#
# Hongbao's benches record times in HdrHistogram. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts prom-client@15.1.3 tdigest@0.1.3

cat >"$dir/quantiles.cjs" <<'JS'
const { Summary } = require('prom-client');

const PERCENTILES = [0.5, 0.9, 0.99];

async function percentiles(name, values) {
  const summary = new Summary({ name, help: name, percentiles: PERCENTILES });
  values.forEach((value) => summary.observe(value));
  const metric = await summary.get();
  return PERCENTILES.map((p) => metric.values.find((value) => value.labels.quantile === p).value.toFixed(4));
}

function repeated(...pairs) {
  return pairs.flatMap(([count, value]) => Array(count).fill(value));
}

(async () => {
  const mixed = [[900, 5], [90, 6], [10, 2000]];
  console.log('9999 x 0.001, 1 x 5:', ...(await percentiles('most', repeated([9999, 0.001], [1, 5]))));
  console.log('99 x 1, 1 x 1000:', ...(await percentiles('hundred', repeated([99, 1], [1, 1000]))));
  console.log('900 x 5, 90 x 6, 10 x 2000:', ...(await percentiles('mixed', repeated(...mixed))));
  const sorted = repeated(...mixed);
  console.log('the same by rank:', ...PERCENTILES.map((p) => sorted[Math.ceil(p * sorted.length) - 1]));
})();
JS

seen=$(timeout 60 node "$dir/quantiles.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "9999 x 0.001, 1 x 5: 0.0015 4.0007 4.9005
99 x 1, 1 x 1000: 10.9900 810.1900 990.0100
900 x 5, 90 x 6, 10 x 2000: 5.1010 5.9091 1800.6000
the same by rank: 5 5 6" ] || { echo "prom-client does something else now"; exit 1; }
