package io.hongbao.jobs;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record on its way to Kafka.
 *
 * @param key which also says the partition: records of one key keep their order
 */
@SuppressWarnings("ArrayRecordComponent") // carried by Flink, never compared
public record OutgoingRecord(String topic, String key, byte[] value) {

  public static final TypeInformation<OutgoingRecord> TYPE =
      RecordType.of(OutgoingRecord.class, new Form());

  private static final class Form implements RecordCodec<OutgoingRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(OutgoingRecord record, DataOutputView target) throws IOException {
      RecordCodec.writeText(record.topic(), target);
      RecordCodec.writeText(record.key(), target);
      RecordCodec.writeBytes(record.value(), target);
    }

    @Override
    public OutgoingRecord read(DataInputView source) throws IOException {
      return new OutgoingRecord(
          RecordCodec.readText(source),
          RecordCodec.readText(source),
          RecordCodec.readBytes(source));
    }
  }
}
