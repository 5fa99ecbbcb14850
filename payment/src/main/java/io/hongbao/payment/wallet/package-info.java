/** The wallet as a process: settings, start and stop. */
package io.hongbao.payment.wallet;
