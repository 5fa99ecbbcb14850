package io.hongbao.jobs.risk;

import io.hongbao.jobs.RecordCodec;
import io.hongbao.rules.signal.RiskEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An event on its way to its user, and while it waits there. */
final class RiskEventCodec implements RecordCodec<RiskEvent> {

  private static final long serialVersionUID = 1L;

  @Override
  public void write(RiskEvent event, DataOutputView target) throws IOException {
    target.writeLong(event.atMillis());
    target.writeLong(event.stampMillis());
    RecordCodec.writeText(event.user(), target);
    RecordCodec.writeText(event.device(), target);
    RecordCodec.writeText(event.address(), target);
    RecordCodec.writeText(event.turn(), target);
    target.writeInt(event.requests());
    RecordCodec.writeText(event.packetId(), target);
    target.writeLong(event.amountFen());
  }

  @Override
  public RiskEvent read(DataInputView source) throws IOException {
    return new RiskEvent(
        source.readLong(),
        source.readLong(),
        RecordCodec.readText(source),
        RecordCodec.readText(source),
        RecordCodec.readText(source),
        RecordCodec.readText(source),
        source.readInt(),
        RecordCodec.readText(source),
        source.readLong());
  }
}
