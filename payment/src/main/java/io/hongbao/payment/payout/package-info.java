/** How an instruction is paid: tries, their bounds, and what an answer means. No Kafka here. */
package io.hongbao.payment.payout;
