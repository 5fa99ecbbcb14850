package io.hongbao.jobs.risk;

import io.hongbao.jobs.RecordCodec;
import io.hongbao.rules.signal.SignalVector;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A signal vector on its way from counter to counter, and while it waits there. Its number of
 * values is written as the complement, which is below 0, if lists of sharers stand behind them; so
 * one without such lists takes no room for them.
 */
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
    boolean hasSharers = vector.sharers().length > 0;
    int values = vector.values().length;
    target.writeInt(hasSharers ? ~values : values);
    for (double value : vector.values()) {
      target.writeDouble(value);
    }
    if (hasSharers) {
      writeSharers(vector.sharers(), target);
    }
  }

  private static void writeSharers(long[][] sharers, DataOutputView target) throws IOException {
    target.writeByte(sharers.length);
    for (long[] list : sharers) {
      target.writeShort(list.length);
      for (long each : list) {
        target.writeLong(each);
      }
    }
  }

  @Override
  public VersionedSignalVector read(DataInputView source) throws IOException {
    int ruleSetVersion = source.readInt();
    long beatEndMillis = source.readLong();
    long stampMillis = source.readLong();
    String user = RecordCodec.readText(source);
    String device = RecordCodec.readText(source);
    String address = RecordCodec.readText(source);
    int requests = source.readInt();
    int shakes = source.readInt();
    int packets = source.readInt();
    long amountFen = source.readLong();
    int count = source.readInt();
    double[] values = readValues(count < 0 ? ~count : count, source);
    SignalVector vector =
        new SignalVector(
            beatEndMillis,
            stampMillis,
            user,
            device,
            address,
            requests,
            shakes,
            packets,
            amountFen,
            values,
            count < 0 ? readSharers(source) : SignalVector.NO_SHARERS);
    return new VersionedSignalVector(ruleSetVersion, vector);
  }

  private static double[] readValues(int count, DataInputView source) throws IOException {
    double[] values = new double[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.readDouble();
    }
    return values;
  }

  private static long[][] readSharers(DataInputView source) throws IOException {
    long[][] sharers = new long[source.readUnsignedByte()][];
    for (int i = 0; i < sharers.length; i++) {
      sharers[i] = new long[source.readUnsignedShort()];
      for (int j = 0; j < sharers[i].length; j++) {
        sharers[i][j] = source.readLong();
      }
    }
    return sharers;
  }
}
