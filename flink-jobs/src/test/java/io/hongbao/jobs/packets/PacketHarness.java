package io.hongbao.jobs.packets;

import io.hongbao.cache.PacketStanding;
import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.wire.records.DeadLetter;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One instance of the operator that decides, without a cluster, over RocksDB. */
final class PacketHarness implements AutoCloseable {

  private final KeyedOneInputStreamOperatorTestHarness<String, MoneyLogRecord, OutgoingRecord>
      operator;

  private PacketHarness(OperatorSubtaskState from) throws Exception {
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new PacketFunction()), MoneyLogRecord::id, Types.STRING);
    operator.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    operator.setup(OutgoingRecord.TYPE.createSerializer(new SerializerConfigImpl()));
    if (from != null) {
      operator.initializeState(from);
    }
    operator.open();
    operator.setProcessingTime(MoneyLog.AT);
  }

  static PacketHarness start() throws Exception {
    return new PacketHarness(null);
  }

  /** Starts an instance from what another left. */
  static PacketHarness restored(OperatorSubtaskState from) throws Exception {
    return new PacketHarness(from);
  }

  void process(List<MoneyLogRecord> records) throws Exception {
    for (MoneyLogRecord record : records) {
      operator.processElement(record, record.appendedAtMillis());
    }
  }

  /** Lets this machine's clock go on to an instant. */
  void advanceTo(long millis) throws Exception {
    operator.setProcessingTime(millis);
  }

  int timers() {
    return operator.numProcessingTimeTimers();
  }

  List<OutgoingRecord> out() {
    return operator.extractOutputValues();
  }

  List<PacketStanding> standings() {
    return side(PacketFunction.STANDINGS);
  }

  List<DeadLetter> deadLetters() {
    return side(DeadLetterFactory.TAG);
  }

  OperatorSubtaskState snapshot() throws Exception {
    return operator.snapshot(1, 1);
  }

  @Override
  public void close() {
    try {
      operator.close();
    } catch (Exception e) {
      throw new IllegalStateException("the operator does not close", e);
    }
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = operator.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }
}
