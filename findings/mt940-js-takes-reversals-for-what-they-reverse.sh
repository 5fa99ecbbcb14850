#!/usr/bin/env bash
# mt940-js takes the reversal of a credit for a credit and that of a debit for a debit: money that a bank takes back
# comes in again. An entry of January that is valued in December it puts a year too early.
#
# Seen on 2026-11-30 with mt940-js 1.0.0 on Node.js 20, and tslib, which it needs and does not name. SWIFT's MT940 marks
# a line of tag 61 by C, D, RC or RD; RC takes a credit back, so it is a debit, and RD is a credit, as
# @centrapay/swift-parser 1.0.1 beside it has them by signs. The entry's date has no year, and is near that of the
# value; the other parser too takes the value's year. Lines of 100 euros:
#
#   2602160216C100,00: isCredit true, the other 100
#   2602160216D100,00: isCredit false, the other -100
#   2602160216RC100,00: isCredit true, the other -100
#   2602160216RD100,00: isCredit false, the other 100
#   sum of C and RC by isCredit: 200, the other 0
#   2612310102C100,00: value 2026-12-31, entry 2026-01-02, the other's entry 2026-01-02
#
# Nothing in Hongbao reads statements of banks. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts mt940-js@1.0.0 tslib@2.9.1 \
  @centrapay/swift-parser@1.0.1

cat >"$dir/lines.cjs" <<'JS'
const mt940 = require('mt940-js');
const other = require('@centrapay/swift-parser');

const credit = '2602160216C100,00';
const reversed = '2602160216RC100,00';

async function read(...lines) {
  const balance = 'C260216EUR1000,00';
  const tags = lines.map((line) => `:61:${line}NTRFNONREF`);
  const head = [':20:GALA', ':25:12345678', ':28C:1/1', `:60F:${balance}`];
  const data = [...head, ...tags, `:62F:${balance}`, '-', ''].join('\r\n');
  const [statement] = await mt940.read(Buffer.from(data));
  return {
    seen: statement.transactions,
    others: other.parse({ type: 'mt940', data })[0].transactions,
  };
}

(async () => {
  for (const line of [credit, '2602160216D100,00', reversed, '2602160216RD100,00']) {
    const { seen, others } = await read(line);
    console.log(`${line}: isCredit ${seen[0].isCredit}, the other ${others[0].amount}`);
  }
  const both = await read(credit, reversed);
  const sum = both.seen.reduce((total, { isCredit, amount }) => total + (isCredit ? amount : -amount), 0);
  const otherSum = both.others.reduce((total, { amount }) => total + Number(amount), 0);
  console.log(`sum of C and RC by isCredit: ${sum}, the other ${otherSum}`);
  const newYear = '2612310102C100,00';
  const { seen, others } = await read(newYear);
  const day = others[0].entryDate.toISOString().slice(0, 10);
  console.log(`${newYear}: value ${seen[0].valueDate}, entry ${seen[0].entryDate}, the other's entry ${day}`);
})();
JS

seen=$(timeout 60 node "$dir/lines.cjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "2602160216C100,00: isCredit true, the other 100
2602160216D100,00: isCredit false, the other -100
2602160216RC100,00: isCredit true, the other -100
2602160216RD100,00: isCredit false, the other 100
sum of C and RC by isCredit: 200, the other 0
2612310102C100,00: value 2026-12-31, entry 2026-01-02, the other's entry 2026-01-02" ] || {
  echo "mt940-js does something else now"
  exit 1
}
