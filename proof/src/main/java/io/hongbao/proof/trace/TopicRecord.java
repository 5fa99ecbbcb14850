package io.hongbao.proof.trace;

import io.hongbao.proof.audit.RecordPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as it stands in a topic.
 *
 * @param key may be null
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record TopicRecord(RecordPosition at, long appendedAtMillis, byte[] key, byte[] value) {

  static TopicRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new TopicRecord(
        new RecordPosition(record.topic(), record.partition(), record.offset()),
        record.timestamp(),
        record.key(),
        record.value());
  }
}
