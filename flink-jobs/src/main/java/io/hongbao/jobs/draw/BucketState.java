package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.DrawDecision.Change;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import io.hongbao.wire.records.SignedControl;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What Flink remembers of one bucket: the bucket of the record being processed, whichever that is.
 * From it the {@link Bucket} on the heap is made again.
 */
final class BucketState {

  /** Number to signed record, as it came. Cleared when the show's End is applied. */
  private final MapState<Long, byte[]> controls;

  /** Batch number to how many seeds of it were won. Cleared when the show's End is applied. */
  private final MapState<Long, Integer> seedsTaken;

  /**
   * Number of a Carry in force to what {@link Bucket#carry} says of it, as pairs of numbers.
   * Cleared when the show's End is applied.
   */
  private final MapState<Long, byte[]> carries;

  /**
   * User to {@link TallyCodec}; an entry for users with a passing turn only. Cleared when the
   * show's End is applied.
   */
  private final MapState<String, byte[]> tallies;

  /**
   * The End record of a show that is over. Never cleared: it is what is left of a show, about a
   * hundred bytes a bucket, and lets a late record be told from a new show.
   */
  private final ValueState<byte[]> end;

  BucketState(
      MapState<Long, byte[]> controls,
      MapState<Long, Integer> seedsTaken,
      MapState<Long, byte[]> carries,
      MapState<String, byte[]> tallies,
      ValueState<byte[]> end) {
    this.controls = controls;
    this.seedsTaken = seedsTaken;
    this.carries = carries;
    this.tallies = tallies;
    this.end = end;
  }

  static BucketState of(RuntimeContext context) {
    var bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    return new BucketState(
        context.getMapState(new MapStateDescriptor<>("controls", Types.LONG, bytes)),
        context.getMapState(new MapStateDescriptor<>("seeds-taken", Types.LONG, Types.INT)),
        context.getMapState(new MapStateDescriptor<>("carries", Types.LONG, bytes)),
        context.getMapState(new MapStateDescriptor<>("tallies", Types.STRING, bytes)),
        context.getState(new ValueStateDescriptor<>("end", bytes)));
  }

  /**
   * Makes the bucket as it was.
   *
   * @throws StateFaultException if what was kept cannot be read, such as under another sealing key
   */
  Bucket restore(BucketKey key, SealingKey sealingKey) {
    Bucket bucket = new Bucket(key.show(), key.bucket(), new DrawEngine());
    try {
      byte[] kept = end.value();
      if (kept != null) {
        bucket.restoreEnd(SignedControl.decode(key, kept).trusted(sealingKey));
        return bucket;
      }
      for (Map.Entry<Long, byte[]> carry : carries.entries()) {
        bucket.restoreCarry(carry.getKey(), decodeCarry(carry.getValue()));
      }
      for (byte[] control : controls.values()) {
        bucket.restore(SignedControl.decode(key, control).trusted(sealingKey));
      }
      for (Map.Entry<Long, Integer> taken : seedsTaken.entries()) {
        bucket.restoreSeedsTaken(taken.getKey(), taken.getValue());
      }
      return bucket;
    } catch (Exception e) {
      throw new StateFaultException("cannot restore bucket " + bucket, e);
    }
  }

  void keepControl(long number, byte[] signed) throws Exception {
    controls.put(number, signed);
  }

  /** Keeps what the Carries need that an apply has put in force. */
  void keepCarries(Bucket bucket, long appliedBefore) throws Exception {
    for (long number = appliedBefore + 1; number <= bucket.appliedUpTo(); number++) {
      Optional<Map<Long, Integer>> carry = bucket.carry(number);
      if (carry.isPresent()) {
        carries.put(number, encodeCarry(carry.get()));
      }
    }
  }

  /** Forgets the show but for its End, which may be the record that came last or a kept one. */
  void keepOnlyEnd(long endNumber) throws Exception {
    end.update(controls.get(endNumber));
    controls.clear();
    seedsTaken.clear();
    carries.clear();
    tallies.clear();
  }

  /**
   * The tally of a user.
   *
   * @throws StateFaultException if it cannot be read
   */
  UserTally tally(String user) {
    try {
      byte[] kept = tallies.get(user);
      return kept == null ? UserTally.EMPTY : TallyCodec.decode(kept);
    } catch (Exception e) {
      throw new StateFaultException("cannot read a tally", e);
    }
  }

  void keepChange(String user, Change change) throws Exception {
    tallies.put(user, TallyCodec.encode(change.tallyAfter()));
    if (change.taken().isPresent()) {
      SeedPosition taken = change.taken().get();
      seedsTaken.put(taken.batchNumber(), taken.index() + 1);
    }
  }

  private static byte[] encodeCarry(Map<Long, Integer> seedsTakenBefore) {
    RecordWriter writer = new RecordWriter(8 * seedsTakenBefore.size() + 8);
    writer.writeNumber(seedsTakenBefore.size());
    seedsTakenBefore.forEach((batch, taken) -> writer.writeNumber(batch).writeNumber(taken));
    return writer.toBytes();
  }

  private static Map<Long, Integer> decodeCarry(byte[] kept) {
    RecordReader reader = new RecordReader(kept);
    Map<Long, Integer> seedsTakenBefore = new HashMap<>();
    for (int left = reader.readInt(); left > 0; left--) {
      seedsTakenBefore.put(reader.readNumber(), reader.readInt());
    }
    reader.expectEnd();
    return seedsTakenBefore;
  }

  /**
   * The job's own state cannot be read. No record's fault: the job must fail and start again from
   * its last checkpoint.
   */
  static final class StateFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateFaultException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
