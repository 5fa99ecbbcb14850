package io.hongbao.jobs.risk;

import io.hongbao.jobs.RecordCodec;
import io.hongbao.rules.signal.SignalVector;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A signal vector on its way from counter to counter, and while it waits there. */
final class SignalVectorCodec implements RecordCodec<VersionedSignalVector> {

  private static final long serialVersionUID = 1L;

  @Override
  public void write(VersionedSignalVector versioned, DataOutputView target) throws IOException {
    SignalVector vector = versioned.vector();
    target.writeInt(versioned.ruleSetVersion());
    target.writeLong(vector.beatEndMillis());
    target.writeLong(vector.stampMillis());
    RecordCodec.writeText(vector.user(), target);
    RecordCodec.writeText(vector.device(), target);
    RecordCodec.writeText(vector.address(), target);
    target.writeInt(vector.requests());
    target.writeInt(vector.shakes());
    target.writeInt(vector.packets());
    target.writeLong(vector.amountFen());
    target.writeInt(vector.values().length);
    for (double value : vector.values()) {
      target.writeDouble(value);
    }
  }

  @Override
  public VersionedSignalVector read(DataInputView source) throws IOException {
    int ruleSetVersion = source.readInt();
    SignalVector vector =
        new SignalVector(
            source.readLong(),
            source.readLong(),
            RecordCodec.readText(source),
            RecordCodec.readText(source),
            RecordCodec.readText(source),
            source.readInt(),
            source.readInt(),
            source.readInt(),
            source.readLong(),
            values(source));
    return new VersionedSignalVector(ruleSetVersion, vector);
  }

  private static double[] values(DataInputView source) throws IOException {
    double[] values = new double[source.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.readDouble();
    }
    return values;
  }
}
