package io.hongbao.jobs.draw;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records from Kafka with all that the draw needs to know of them. It never fails. */
final class LogRecordDeserializer implements KafkaRecordDeserializationSchema<LogRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
    LogRecord.read(
            record.key(), record.value(), record.partition(), record.offset(), record.timestamp())
        .ifPresent(out::collect);
  }

  @Override
  public TypeInformation<LogRecord> getProducedType() {
    return DrawTypes.LOG_RECORD;
  }
}
