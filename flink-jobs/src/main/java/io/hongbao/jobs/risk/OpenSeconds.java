package io.hongbao.jobs.risk;

import io.hongbao.jobs.RecordCodec;
import io.hongbao.wire.records.MalformedRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalListState;

/**
 * The records of a subtask that wait for the end of their evaluation second, by second and key
 * group. They wait on the heap. When too many are there, and at a checkpoint, all are written to
 * keyed state, in one batch for each second and key group. A batch lies under a key that stands for
 * its key group, so Flink hands it to whoever has the group.
 *
 * <p>Beside them lies up to when each key group is counted: what comes for an earlier second is
 * late, also after a restart, whose first watermark comes behind the first records. For the task's
 * thread alone.
 */
final class OpenSeconds<T> {

  /** Some 10 MB; a subtask that is given more in two seconds writes batches in between. */
  static final int MAX_ON_HEAP = 20_000;

  private static final int FORMAT = 1;

  /** Takes a second's records of one key group when the second is over. */
  interface Closer<T> {
    void close(long secondEndMillis, List<T> records) throws Exception;
  }

  /** The records of one second. */
  private static final class Second<T> {

    /** By key group; null where none are. */
    private final List<T>[] onHeap;

    /** The key groups of which there are batches. */
    private final BitSet written = new BitSet();

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private Second(int groups) {
      this.onHeap = new List[groups];
    }
  }

  private final RecordCodec<T> codec;
  private final int maxOnHeap;
  private final KeyedStateBackend<String> keys;
  private final KeyGroupRange range;
  private final int keyGroups;
  private final String[] keysOfGroups;
  private final InternalListState<String, Long, byte[]> batches;

  /** Up to when a key group is counted. */
  private final ValueState<Long> closed;

  private final long[] closedUntilMillis;
  private final boolean[] isClosedWritten;
  private final TreeMap<Long, Second<T>> open = new TreeMap<>();
  private final DataOutputSerializer batch = new DataOutputSerializer(4_096);
  private int onHeap;

  /** Opens what the state backend has restored. */
  OpenSeconds(
      RecordCodec<T> codec,
      KeyedStateBackend<String> keys,
      KeyGroupRange range,
      int keyGroups,
      int maxOnHeap)
      throws Exception {
    this.codec = codec;
    this.keys = keys;
    this.range = range;
    this.keyGroups = keyGroups;
    this.maxOnHeap = maxOnHeap;
    this.keysOfGroups = keysOfGroups(range, keyGroups);
    this.closedUntilMillis = new long[range.getNumberOfKeyGroups()];
    this.isClosedWritten = new boolean[range.getNumberOfKeyGroups()];
    this.batches = batches(keys);
    this.closed =
        keys.getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("closed", LongSerializer.INSTANCE));
    restore();
  }

  @SuppressWarnings("unchecked") // every state backend makes such of a list
  private static InternalListState<String, Long, byte[]> batches(KeyedStateBackend<String> keys)
      throws Exception {
    return (InternalListState<String, Long, byte[]>)
        keys.getOrCreateKeyedState(
            LongSerializer.INSTANCE,
            new ListStateDescriptor<>(
                "waiting", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  /** A key of each key group. */
  private static String[] keysOfGroups(KeyGroupRange range, int keyGroups) {
    String[] found = new String[range.getNumberOfKeyGroups()];
    int missing = found.length;
    for (int i = 0; missing > 0; i++) {
      String key = Integer.toString(i);
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups);
      if (range.contains(group) && found[group - range.getStartKeyGroup()] == null) {
        found[group - range.getStartKeyGroup()] = key;
        missing--;
      }
    }
    return found;
  }

  private void restore() throws Exception {
    Arrays.fill(closedUntilMillis, Long.MIN_VALUE);
    for (int group = 0; group < keysOfGroups.length; group++) {
      keys.setCurrentKey(keysOfGroups[group]);
      Long until = closed.value();
      if (until != null) {
        closedUntilMillis[group] = until;
        isClosedWritten[group] = true;
      }
    }
    try (Stream<Tuple2<String, Long>> written = keys.getKeysAndNamespaces("waiting")) {
      written.forEach(each -> secondOf(each.f1).written.set(groupOf(each.f0)));
    }
  }

  private int groupOf(String key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups) - range.getStartKeyGroup();
  }

  private Second<T> secondOf(long secondEndMillis) {
    return open.computeIfAbsent(secondEndMillis, any -> new Second<>(keysOfGroups.length));
  }

  /** Has a record of a key wait; returns false, and does nothing, if its second was counted. */
  boolean add(long secondEndMillis, String key, T record) throws Exception {
    int group = groupOf(key);
    if (secondEndMillis <= closedUntilMillis[group]) {
      return false;
    }
    List<T>[] waiting = secondOf(secondEndMillis).onHeap;
    if (waiting[group] == null) {
      waiting[group] = new ArrayList<>();
    }
    waiting[group].add(record);
    if (++onHeap >= maxOnHeap) {
      writeWaiting();
    }
    return true;
  }

  /** Closes the seconds that a watermark shows to be over, in order, a key group at a time. */
  void closeUntil(long watermarkMillis, Closer<T> closer) throws Exception {
    long untilMillis = EvaluationTimers.closedBy(watermarkMillis);
    while (!open.isEmpty() && open.firstKey() <= untilMillis) {
      long secondEndMillis = open.firstKey();
      Second<T> second = open.remove(secondEndMillis);
      for (int group = 0; group < keysOfGroups.length; group++) {
        List<T> records = take(secondEndMillis, second, group);
        if (!records.isEmpty()) {
          closer.close(secondEndMillis, records);
        }
      }
    }
    for (int group = 0; group < closedUntilMillis.length; group++) {
      if (closedUntilMillis[group] < untilMillis) {
        closedUntilMillis[group] = untilMillis;
        isClosedWritten[group] = false;
      }
    }
  }

  private List<T> take(long secondEndMillis, Second<T> second, int group) throws Exception {
    List<T> waiting = second.onHeap[group] == null ? List.of() : second.onHeap[group];
    onHeap -= waiting.size();
    if (!second.written.get(group)) {
      return waiting;
    }
    List<T> all = new ArrayList<>(waiting);
    keys.setCurrentKey(keysOfGroups[group]);
    batches.setCurrentNamespace(secondEndMillis);
    for (byte[] each : batches.get()) {
      DataInputDeserializer in = new DataInputDeserializer(each);
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new MalformedRecordException(
            "waiting records: format " + format + ", expected " + FORMAT);
      }
      while (in.available() > 0) {
        all.add(codec.read(in));
      }
    }
    batches.clear();
    return all;
  }

  /** Writes all that waits on the heap, and up to when each key group is counted. */
  void write() throws Exception {
    writeWaiting();
    for (int group = 0; group < closedUntilMillis.length; group++) {
      if (!isClosedWritten[group] && closedUntilMillis[group] > Long.MIN_VALUE) {
        keys.setCurrentKey(keysOfGroups[group]);
        closed.update(closedUntilMillis[group]);
        isClosedWritten[group] = true;
      }
    }
  }

  private void writeWaiting() throws Exception {
    for (Map.Entry<Long, Second<T>> second : open.entrySet()) {
      write(second.getKey(), second.getValue());
    }
  }

  private void write(long secondEndMillis, Second<T> second) throws Exception {
    for (int group = 0; group < keysOfGroups.length; group++) {
      List<T> waiting = second.onHeap[group];
      if (waiting != null) {
        keys.setCurrentKey(keysOfGroups[group]);
        batches.setCurrentNamespace(secondEndMillis);
        batches.add(batchOf(waiting));
        second.written.set(group);
        onHeap -= waiting.size();
        second.onHeap[group] = null;
      }
    }
  }

  private byte[] batchOf(List<T> records) throws IOException {
    batch.clear();
    batch.writeByte(FORMAT);
    for (T each : records) {
      codec.write(each, batch);
    }
    return batch.getCopyOfBuffer();
  }

  int onHeap() {
    return onHeap;
  }
}
