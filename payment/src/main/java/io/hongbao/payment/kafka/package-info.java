/** Where instructions come from: a consumer group of Kafka. */
package io.hongbao.payment.kafka;
