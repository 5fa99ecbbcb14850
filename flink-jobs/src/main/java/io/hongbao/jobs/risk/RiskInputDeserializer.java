package io.hongbao.jobs.risk;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes every record from Kafka. It never fails. */
final class RiskInputDeserializer implements KafkaRecordDeserializationSchema<RiskInput> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RiskInput> out) {
    out.collect(RiskInput.read(record));
  }

  @Override
  public TypeInformation<RiskInput> getProducedType() {
    return RiskTypes.INPUT;
  }
}
