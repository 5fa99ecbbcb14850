package io.hongbao.jobs.packets;

import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.PacketState;
import io.hongbao.wire.records.MoneyStateCodec;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * What Flink remembers of the packet or batch of the record being processed. A fault of the state
 * or bytes that cannot be read fail the job: no record causes them.
 */
final class MoneyState {

  /** {@link MoneyStateCodec}. Kept as long as the topic, so that a repeat years later is one. */
  private final ValueState<byte[]> packet;

  /** {@link MoneyStateCodec}. Kept as long as the topic. */
  private final ValueState<byte[]> batch;

  private MoneyState(ValueState<byte[]> packet, ValueState<byte[]> batch) {
    this.packet = packet;
    this.batch = batch;
  }

  static MoneyState of(RuntimeContext context) {
    var bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    return new MoneyState(
        context.getState(new ValueStateDescriptor<>("packet", bytes)),
        context.getState(new ValueStateDescriptor<>("batch", bytes)));
  }

  PacketState packet(String packetId) throws IOException {
    byte[] kept = packet.value();
    return kept == null ? PacketState.UNKNOWN : MoneyStateCodec.decodePacket(packetId, kept);
  }

  void keep(PacketState state) throws IOException {
    packet.update(MoneyStateCodec.encode(state));
  }

  BatchState batch(String batchId) throws IOException {
    byte[] kept = batch.value();
    return kept == null ? BatchState.UNKNOWN : MoneyStateCodec.decodeBatch(batchId, kept);
  }

  void keep(BatchState state) throws IOException {
    batch.update(MoneyStateCodec.encode(state));
  }
}
