package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.verdict.VerdictScheduler.Subject;
import io.hongbao.rules.verdict.VerdictState;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * What stands against the current key's entity, in Flink's state: the version of the rule set under
 * which it was looked at last, the alarm that is set, and the judge's own.
 */
final class VerdictStateStore {

  static final ValueStateDescriptor<byte[]> KEPT =
      new ValueStateDescriptor<>("judge", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Cleared as soon as nothing stands. */
  private final ValueState<byte[]> kept;

  private VerdictStateStore(ValueState<byte[]> kept) {
    this.kept = kept;
  }

  static VerdictStateStore of(RuntimeContext context) {
    return new VerdictStateStore(context.getState(KEPT));
  }

  boolean isKept() throws IOException {
    return kept.value() != null;
  }

  /** Whether something is kept and was looked at last under a rule set before this version. */
  boolean isOlderThan(int version) throws IOException {
    byte[] bytes = kept.value();
    return bytes != null && new RecordReader(bytes).readInt() < version;
  }

  /** The state of the current entity; an entity without one has no verdict. */
  Subject load(Entity entity) throws IOException {
    byte[] bytes = kept.value();
    if (bytes == null) {
      return new Subject(entity);
    }
    RecordReader reader = new RecordReader(bytes);
    reader.readInt();
    long alarmAtMillis = reader.readNumber();
    return new Subject(entity, VerdictState.decode(reader.readBytes(), entity), alarmAtMillis);
  }

  void save(int version, Subject subject) throws IOException {
    kept.update(
        new RecordWriter(256)
            .writeNumber(version)
            .writeNumber(subject.alarmAtMillis())
            .writeBytes(subject.state().encode())
            .toBytes());
  }

  void clear() {
    kept.clear();
  }
}
