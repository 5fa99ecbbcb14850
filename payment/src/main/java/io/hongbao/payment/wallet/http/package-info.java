/** The wallet's calls over HTTP, and the faults that a rehearsal may switch on. */
package io.hongbao.payment.wallet.http;
