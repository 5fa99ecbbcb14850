package io.hongbao.payment.payout.kafka;

/**
 * Where instructions are taken from and where those go that can never be paid.
 *
 * @param bootstrapServers of Kafka
 * @param group the consumer group
 */
public record PayoutTopics(
    String bootstrapServers, String group, String instructions, String deadLetters) {}
