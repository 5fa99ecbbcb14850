package io.hongbao.jobs.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.jobs.RecordCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against both state backends, with a bound that is reached all the time. */
class OpenSecondsTest {

  private static final int MAX_ON_HEAP = 16;
  private static final int KEY_GROUPS = 32;
  private static final long SECOND = 1_000;

  private enum Backend {
    HEAP,
    ROCKSDB;

    StateBackend open() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
  }

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void shouldHaveAllRecordsOfASecondAlthoughFewFitOnTheHeap(Backend backend) throws Exception {
    var subtask = subtask(backend, 1, 0, null);
    List<String> sent = send(subtask, 500);

    subtask.processWatermark(2 * SECOND - 1);
    assertThat(subtask.extractOutputValues())
        .containsExactlyInAnyOrderElementsOf(sent.subList(0, 250));
    subtask.processWatermark(Long.MAX_VALUE);

    assertThat(subtask.extractOutputValues()).containsExactlyInAnyOrderElementsOf(sent);
    if (backend == Backend.HEAP) {
      assertThat(subtask.numKeyedStateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void shouldHandWhatWaitsToWhoeverHasItsKeyGroupAfterACheckpoint(Backend backend)
      throws Exception {
    var before = subtask(backend, 1, 0, null);
    List<String> sent = send(before, 500);
    before.processWatermark(2 * SECOND - 1);
    OperatorSubtaskState checkpoint = before.snapshot(1, 1);

    List<String> after = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      var subtask = subtask(backend, 2, index, checkpoint);
      String key = keyOf(index);
      subtask.processElement(key + "@" + SECOND, 0);
      subtask.processElement(key + "@" + 3 * SECOND, 0);
      subtask.processWatermark(3 * SECOND - 1);
      assertThat(subtask.extractOutputValues())
          .as("the second that was counted before the checkpoint")
          .doesNotContain(key + "@" + SECOND)
          .contains(key + "@" + 3 * SECOND);
      after.addAll(subtask.extractOutputValues());
      after.remove(key + "@" + 3 * SECOND);
    }

    assertThat(after).containsExactlyInAnyOrderElementsOf(sent.subList(250, 500));
  }

  /** A key that this one of two subtasks has. */
  private static String keyOf(int index) {
    for (int i = 0; ; i++) {
      if (KeyGroupRangeAssignment.assignKeyToParallelOperator("extra-" + i, KEY_GROUPS, 2)
          == index) {
        return "extra-" + i;
      }
    }
  }

  /** Half of the records are of the second that ends at 2 s, half of the one after it. */
  private static List<String> send(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask, int count)
      throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long secondEndMillis = i < count / 2 ? 2 * SECOND : 3 * SECOND;
      sent.add("u" + random.nextInt(40) + "#" + i + "@" + secondEndMillis);
    }
    for (String each : sent) {
      subtask.processElement(each, 0);
    }
    return sent;
  }

  private KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask(
      Backend backend, int parallelism, int index, OperatorSubtaskState checkpoint)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Waiting(), Waiting::keyOf, Types.STRING, KEY_GROUPS, parallelism, index);
    opened.add(harness);
    harness.setStateBackend(backend.open());
    harness.setup(StringSerializer.INSTANCE);
    if (checkpoint != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              checkpoint, KEY_GROUPS, 1, parallelism, index));
    }
    harness.open();
    return harness;
  }

  /** Has texts {@code key#number@second} wait and emits them when their second is over. */
  private static final class Waiting extends AbstractStreamOperator<String>
      implements OneInputStreamOperator<String, String> {

    private static final long serialVersionUID = 1L;

    private transient OpenSeconds<String> open;

    static String keyOf(String text) {
      return text.split("[#@]")[0];
    }

    @Override
    public void open() throws Exception {
      super.open();
      var task = getRuntimeContext().getTaskInfo();
      open =
          new OpenSeconds<>(
              new TextCodec(),
              getKeyedStateBackend(),
              KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                  KEY_GROUPS, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask()),
              KEY_GROUPS,
              MAX_ON_HEAP);
    }

    @Override
    public void processElement(StreamRecord<String> element) throws Exception {
      String text = element.getValue();
      open.add(Long.parseLong(text.substring(text.indexOf('@') + 1)), keyOf(text), text);
      assertThat(open.onHeap()).isLessThan(MAX_ON_HEAP);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      open.closeUntil(
          mark.getTimestamp(),
          (second, texts) -> texts.forEach(text -> output.collect(new StreamRecord<>(text))));
      super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      open.write();
      super.snapshotState(context);
    }
  }

  private static final class TextCodec implements RecordCodec<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(String text, DataOutputView target) throws IOException {
      RecordCodec.writeText(text, target);
    }

    @Override
    public String read(DataInputView source) throws IOException {
      return RecordCodec.readText(source);
    }
  }
}
