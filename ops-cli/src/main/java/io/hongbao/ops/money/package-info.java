/** What commands of finance read and write: packets, ledger, payouts, and the wallet over HTTP. */
package io.hongbao.ops.money;
