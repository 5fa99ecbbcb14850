package io.hongbao.proof.export;

import io.hongbao.proof.audit.LogReplay;
import io.hongbao.proof.audit.ReplayedRecord;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import java.util.Optional;

/**
 * Makes rows of records. It draws again if it is given a replay, which then needs every record of
 * the log from its beginning. Not thread-safe.
 */
final class RowMaker {

  private final Optional<LogReplay> replay;
  private long unreadable;

  /** Without a replay rows have no outcome. */
  RowMaker(Optional<LogReplay> replay) {
    this.replay = replay;
  }

  /**
   * Takes the next record of a partition of {@code shakes}; no bytes make it throw.
   *
   * @param key may be null
   * @param value may be null
   * @return empty if it is no shake, or one of a practice show
   */
  Optional<LogRow> shakes(int partition, long offset, long atMillis, byte[] key, byte[] value) {
    Optional<ReplayedRecord> drawn = replay.map(it -> it.take(partition, atMillis, key, value));
    try {
      return ShakesRecord.decode(key, value) instanceof ShakeRecord shake && !shake.isPractice()
          ? Optional.of(LogRow.of(shake, partition, offset, atMillis, prize(drawn)))
          : Optional.empty();
    } catch (MalformedRecordException e) {
      // The draw job has put it into the dead letters; here it is only counted.
      unreadable++;
      return Optional.empty();
    }
  }

  /** Takes a record of {@code packets}; empty if it is no win. */
  Optional<LogRow> packets(int partition, long offset, long atMillis, byte[] value) {
    try {
      return MoneyCodec.findWon(value).map(won -> LogRow.of(won, partition, offset, atMillis));
    } catch (MalformedRecordException e) {
      // The audit names it; here it is only counted.
      unreadable++;
      return Optional.empty();
    }
  }

  /** Records that are none. */
  long unreadable() {
    return unreadable;
  }

  private static RowOutcome prize(Optional<ReplayedRecord> drawn) {
    if (drawn.isEmpty()) {
      return RowOutcome.UNKNOWN;
    }
    return drawn.get() instanceof ReplayedRecord.Drawn shake
        ? RowOutcome.of(shake.decision())
        : RowOutcome.REFUSED;
  }
}
