package io.hongbao.jobs.packets;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.RecordCodec;
import io.hongbao.jobs.RecordType;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record of the topic {@code packets} on its way to its packet or batch, read no further than
 * needed for that.
 *
 * @param id of the packet or batch, the key in Flink; empty if the record is too damaged to say it
 * @param key as it stands in the log; empty if there is none
 * @param value as it stands in the log; empty if there is none
 * @param appendedAtMillis by the log's clock
 */
@SuppressWarnings("ArrayRecordComponent") // carried by Flink, never compared
record MoneyLogRecord(
    String id, byte[] key, byte[] value, int partition, long offset, long appendedAtMillis) {

  static final TypeInformation<MoneyLogRecord> TYPE =
      RecordType.of(MoneyLogRecord.class, new Form());

  private static final byte[] NOTHING = {};

  /**
   * Reads which packet or batch a record is about; never fails.
   *
   * @param key null if there is none
   * @param value null if there is none
   */
  static MoneyLogRecord read(
      byte[] key, byte[] value, int partition, long offset, long appendedAtMillis) {
    return new MoneyLogRecord(
        idOf(value),
        key == null ? NOTHING : key,
        value == null ? NOTHING : value,
        partition,
        offset,
        appendedAtMillis);
  }

  private static String idOf(byte[] value) {
    try {
      return MoneyCodec.readKey(value);
    } catch (MalformedRecordException e) {
      // Whoever decodes the value says what is wrong with it.
      return "";
    }
  }

  /** A dead letter that holds this record and says why it could not be used. */
  DeadLetter asDeadLetter(String why) {
    return DeadLetterFactory.of(
        Topics.PACKETS, partition, offset, appendedAtMillis, key, value, why);
  }

  private static final class Form implements RecordCodec<MoneyLogRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(MoneyLogRecord record, DataOutputView target) throws IOException {
      RecordCodec.writeText(record.id(), target);
      RecordCodec.writeBytes(record.key(), target);
      RecordCodec.writeBytes(record.value(), target);
      target.writeInt(record.partition());
      target.writeLong(record.offset());
      target.writeLong(record.appendedAtMillis());
    }

    @Override
    public MoneyLogRecord read(DataInputView source) throws IOException {
      return new MoneyLogRecord(
          RecordCodec.readText(source),
          RecordCodec.readBytes(source),
          RecordCodec.readBytes(source),
          source.readInt(),
          source.readLong(),
          source.readLong());
    }
  }
}
