package io.hongbao.jobs.draw;

import static io.hongbao.jobs.RecordCodec.readBytes;
import static io.hongbao.jobs.RecordCodec.readText;
import static io.hongbao.jobs.RecordCodec.writeBytes;
import static io.hongbao.jobs.RecordCodec.writeText;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.jobs.RecordCodec;
import io.hongbao.jobs.RecordType;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.OutcomeCodec;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the records of the draw job travel between its operators. */
final class DrawTypes {

  static final TypeInformation<LogRecord> LOG_RECORD =
      RecordType.of(LogRecord.class, new LogRecordForm());

  static final TypeInformation<DecidedShake> DECIDED =
      RecordType.of(DecidedShake.class, new DecidedForm());

  private DrawTypes() {}

  private static final class LogRecordForm implements RecordCodec<LogRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(LogRecord record, DataOutputView target) throws IOException {
      writeText(record.bucket(), target);
      writeBytes(record.key(), target);
      writeBytes(record.value(), target);
      target.writeInt(record.partition());
      target.writeLong(record.offset());
      target.writeLong(record.appendedAtMillis());
      writeText(record.damage(), target);
    }

    @Override
    public LogRecord read(DataInputView source) throws IOException {
      return new LogRecord(
          readText(source),
          readBytes(source),
          readBytes(source),
          source.readInt(),
          source.readLong(),
          source.readLong(),
          readText(source));
    }
  }

  private static final class DecidedForm implements RecordCodec<DecidedShake> {

    private static final long serialVersionUID = 1L;

    private static final byte[] CLOSED = {};

    @Override
    public void write(DecidedShake decided, DataOutputView target) throws IOException {
      writeText(decided.show(), target);
      writeText(decided.user(), target);
      writeText(decided.shakeId().waveId(), target);
      target.writeInt(decided.shakeId().turn());
      writeText(decided.edge(), target);
      target.writeBoolean(decided.ownRepeat());
      target.writeLong(decided.appendedAtMillis());
      writeBytes(decided.outcome().map(OutcomeCodec::encode).orElse(CLOSED), target);
      target.writeBoolean(decided.isPractice());
      target.writeLong(decided.keptMillis());
    }

    @Override
    public DecidedShake read(DataInputView source) throws IOException {
      return new DecidedShake(
          readText(source),
          readText(source),
          new ShakeId(readText(source), source.readInt()),
          readText(source),
          source.readBoolean(),
          source.readLong(),
          Optional.of(readBytes(source))
              .filter(outcome -> outcome.length > 0)
              .map(OutcomeCodec::decode),
          source.readBoolean(),
          source.readLong());
    }
  }
}
