package io.hongbao.rules.window;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * A HyperLogLog sketch of each slice. Only the open slice's is unpacked; the others stay bytes.
 *
 * <p>With 2^10 registers a slice takes at most about 600 bytes and an estimate has a standard error
 * of some 3 %. Estimates are made of the registers alone (DataSketches calls it composite), for the
 * usual ones depend on the order in which a sketch was filled.
 */
final class SketchSlices {

  static final int LG_REGISTERS = 10;

  private static final TgtHllType TYPE = TgtHllType.HLL_4;

  /** A closed slice. */
  private static final class Closed {
    private final long slice;
    private final byte[] sketch;

    Closed(long slice, byte[] sketch) {
      this.slice = slice;
      this.sketch = sketch;
    }
  }

  private final Deque<Closed> closed = new ArrayDeque<>();
  private long openSlice;
  private HllSketch open;

  void add(long slice, long hash) {
    if (open != null && slice < openSlice) {
      throw new IllegalArgumentException("slice " + slice + ": " + openSlice + " has begun");
    }
    if (open != null && slice > openSlice) {
      closed.addLast(new Closed(openSlice, open.toCompactByteArray()));
      open = null;
    }
    if (open == null) {
      openSlice = slice;
      open = new HllSketch(LG_REGISTERS, TYPE);
    }
    open.update(hash);
  }

  double estimateFrom(long firstSlice) {
    Union union = new Union(LG_REGISTERS);
    for (Closed each : closed) {
      if (each.slice >= firstSlice) {
        union.update(heapify(each.sketch));
      }
    }
    if (open != null && openSlice >= firstSlice) {
      union.update(open);
    }
    return Math.rint(union.getCompositeEstimate());
  }

  void dropBefore(long firstSlice) {
    while (!closed.isEmpty() && closed.getFirst().slice < firstSlice) {
      closed.removeFirst();
    }
    if (open != null && openSlice < firstSlice) {
      open = null;
    }
  }

  boolean isEmpty() {
    return open == null && closed.isEmpty();
  }

  long latest() {
    return open != null ? openSlice : closed.isEmpty() ? Long.MIN_VALUE : closed.getLast().slice;
  }

  void write(RecordWriter writer, long base) {
    List<Closed> all = new ArrayList<>(closed);
    if (open != null) {
      all.add(new Closed(openSlice, open.toCompactByteArray()));
    }
    writer.writeNumber(all.size());
    for (Closed each : all) {
      writer.writeNumber(base - each.slice).writeBytes(each.sketch);
    }
  }

  void read(RecordReader reader, long base) {
    int count = reader.readInt();
    if (count > SliceTable.MAX_ROWS) {
      throw new MalformedRecordException(count + " sketches");
    }
    for (int i = 0; i < count; i++) {
      long slice = base - reader.readNumber();
      byte[] sketch = reader.readBytes();
      if (i < count - 1) {
        closed.addLast(new Closed(slice, sketch));
      } else {
        openSlice = slice;
        open = heapify(sketch);
      }
    }
  }

  private static HllSketch heapify(byte[] sketch) {
    try {
      return HllSketch.heapify(sketch);
    } catch (SketchesArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedRecordException("sketch: " + e.getMessage(), e);
    }
  }
}
