#!/usr/bin/env bash
# iso20022.js takes amounts for hundredths of a currency, whichever it is: a payment of 1,000 yen, which have no parts,
# is written as one of 10, and one of 1,000 fils, a dinar of Bahrain, as 10 dinars. What it reads are no whole
# hundredths.
#
# Seen on 2026-11-30 with iso20022.js 0.0.15 on Node.js 20. An amount has to be an integer, so one would guess the
# smallest unit of its currency by ISO 4217, as payment providers have it. What pain.001 says of an amount of 1000, and
# what is read of an entry of camt.053:
#
#   1000 USD: <InstdAmt Ccy="USD">10
#   1000 JPY: <InstdAmt Ccy="JPY">10
#   1000 BHD: <InstdAmt Ccy="BHD">10
#   entry of 1000 JPY: 100000
#   entry of 4.35 EUR: 434.99999999999994
#   paid again: You must provide an integer.
#
# Hongbao counts fen, in whole numbers, and pays by its own wallet. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts iso20022.js@0.0.15

cat >"$dir/amounts.mjs" <<'JS'
import { CashManagementEndOfDayReport, ISO20022 } from 'iso20022.js';

const iban = 'DE89370400440532013000';
const messages = new ISO20022({
  initiatingParty: {
    name: 'Gala',
    id: 'GALA',
    account: { accountNumber: '123456789012' },
    agent: { bic: 'CHASUS33', bankAddress: { country: 'US' } },
  },
});

function written(amount, currency) {
  const payment = messages.createSWIFTCreditPaymentInitiation([
    {
      type: 'swift',
      direction: 'credit',
      amount,
      currency,
      creditor: {
        name: 'Jane',
        account: { iban },
        agent: { bic: 'DEUTDEFF' },
        address: { streetName: 'Main Street', townName: 'Town', postalCode: '12345', country: 'DE' },
      },
    },
  ]);
  return payment.toString().match(/<InstdAmt[^>]*>[^<]*/)[0];
}

function read(amount, currency) {
  const amt = `<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
  const day = '<Dt>2026-02-16</Dt>';
  const report = CashManagementEndOfDayReport.fromXML(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
       <GrpHdr><MsgId>1</MsgId><CreDtTm>2026-02-16T20:00:00+08:00</CreDtTm></GrpHdr>
       <Stmt><Id>1</Id><ElctrncSeqNb>1</ElctrncSeqNb><LglSeqNb>1</LglSeqNb>
         <CreDtTm>2026-02-16T20:00:00+08:00</CreDtTm>
         <FrToDt><FrDtTm>2026-02-16T00:00:00</FrDtTm><ToDtTm>2026-02-16T23:59:59</ToDtTm></FrToDt>
         <Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy>
           <Svcr><FinInstnId><BIC>DEUTDEFF</BIC></FinInstnId></Svcr></Acct>
         <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>${amt}<Dt>${day}</Dt></Bal>
         <Ntry>${amt}<Sts>BOOK</Sts><BookgDt>${day}</BookgDt><ValDt>${day}</ValDt>
           <BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
           <NtryDtls><TxDtls><Refs><EndToEndId>1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
       </Stmt>
     </BkToCstmrStmt></Document>`,
  );
  return report.statements[0].entries[0].amount;
}

for (const currency of ['USD', 'JPY', 'BHD']) {
  console.log(`1000 ${currency}: ${written(1000, currency)}`);
}
console.log(`entry of 1000 JPY: ${read('1000', 'JPY')}`);
console.log(`entry of 4.35 EUR: ${read('4.35', 'EUR')}`);
try {
  console.log(`paid again: ${written(read('4.35', 'EUR'), 'EUR')}`);
} catch (error) {
  console.log(`paid again: ${error.message}`);
}
JS

seen=$(timeout 60 node "$dir/amounts.mjs" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = '1000 USD: <InstdAmt Ccy="USD">10
1000 JPY: <InstdAmt Ccy="JPY">10
1000 BHD: <InstdAmt Ccy="BHD">10
entry of 1000 JPY: 100000
entry of 4.35 EUR: 434.99999999999994
paid again: You must provide an integer.' ] || { echo "iso20022.js does something else now"; exit 1; }
