package io.hongbao.jobs.draw;

import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One instance of the draw operator, without a cluster. */
final class DrawHarness implements AutoCloseable {

  private final KeyedOneInputStreamOperatorTestHarness<String, LogRecord, DecidedShake> operator;

  private DrawHarness(
      KeyedOneInputStreamOperatorTestHarness<String, LogRecord, DecidedShake> operator) {
    this.operator = operator;
  }

  static DrawHarness start(DrawFunction function) throws Exception {
    return start(function, new HashMapStateBackend(), null);
  }

  /** Starts an instance from what another left, or from nothing. */
  static DrawHarness start(DrawFunction function, StateBackend backend, OperatorSubtaskState from)
      throws Exception {
    var operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), LogRecord::bucket, Types.STRING);
    operator.setStateBackend(backend);
    operator.setup(DrawTypes.DECIDED.createSerializer(new SerializerConfigImpl()));
    if (from != null) {
      operator.initializeState(from);
    }
    operator.open();
    return new DrawHarness(operator);
  }

  void process(LogRecord... records) throws Exception {
    process(List.of(records));
  }

  void process(List<LogRecord> records) throws Exception {
    for (LogRecord record : records) {
      operator.processElement(record, record.appendedAtMillis());
    }
  }

  /** For how long the answers so far can be looked up, in their order. */
  List<Long> keptMillis() {
    return operator.extractOutputValues().stream().map(DecidedShake::keptMillis).toList();
  }

  List<DecisionSummary> answers() {
    return operator.extractOutputValues().stream().map(DecisionSummary::of).toList();
  }

  List<WonRecord> won() {
    return side(DrawFunction.PACKETS).stream()
        .flatMap(record -> MoneyCodec.findWon(record.value()).stream())
        .toList();
  }

  /** Returns the Funded and Unissued records that the draw has written. */
  List<MoneyRecord> batches() {
    return side(DrawFunction.PACKETS).stream()
        .filter(record -> !MoneyCodec.isWon(record.value()))
        .map(record -> MoneyCodec.decode(record.value()))
        .toList();
  }

  List<DeadLetter> deadLetters() {
    return side(DeadLetterFactory.TAG);
  }

  List<String> whyDeadLetters() {
    return deadLetters().stream().map(DeadLetter::why).toList();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return operator.snapshot(1, 1);
  }

  /** How many states hold something, over all buckets. */
  int filledStates() {
    return operator.numKeyedStateEntries();
  }

  @Override
  public void close() {
    try {
      operator.close();
    } catch (Exception e) {
      throw new IllegalStateException("the draw does not close", e);
    }
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = operator.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }
}
