/** Paying out: the payout adapter, and a wallet to pay into. */
package io.hongbao.payment;
