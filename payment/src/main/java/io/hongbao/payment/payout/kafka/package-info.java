/** Where instructions come from and results go: a consumer group and a producer of Kafka. */
package io.hongbao.payment.payout.kafka;
