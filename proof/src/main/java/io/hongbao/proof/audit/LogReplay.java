package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code shakes} record by record and draws it again. A bucket needs all of its own records
 * in their order, and those of no other. Not thread-safe.
 */
public final class LogReplay {

  private static final ReplayedRecord TICKED = new ReplayedRecord.Ticked();

  private final VerifyingKey verifyingKey;
  private final SealingKey sealingKey;
  private final int partitions;
  private final InMemoryDraw draw = new InMemoryDraw();

  /**
   * A replay from the beginning.
   *
   * @param partitions of the log
   */
  public LogReplay(VerifyingKey verifyingKey, SealingKey sealingKey, int partitions) {
    this.verifyingKey = verifyingKey;
    this.sealingKey = sealingKey;
    this.partitions = partitions;
  }

  /**
   * Takes the next record of a partition; no bytes make it throw.
   *
   * @param key may be null
   * @param value may be null
   */
  public ReplayedRecord take(int partition, long appendedAtMillis, byte[] key, byte[] value) {
    ShakesRecord record;
    try {
      record = decode(key, value);
    } catch (RuntimeException e) {
      return new ReplayedRecord.Unusable(String.valueOf(e.getMessage()));
    }
    if (record instanceof ShakeRecord shake) {
      return draw(shake, partition, appendedAtMillis);
    }
    return record instanceof SignedControl control ? apply(control, partition) : TICKED;
  }

  /** What the show of a bucket is played for, by the terms that were followed last. */
  ShowKind kind(BucketKey key) {
    return draw.kind(key);
  }

  /** The terms of a bucket that are in force. */
  Optional<Terms> terms(BucketKey key) {
    return draw.terms(key);
  }

  private static ShakesRecord decode(byte[] key, byte[] value) {
    if (key != null) {
      BucketKey.decode(key);
    }
    return ShakesRecord.decode(key, value);
  }

  private ReplayedRecord draw(ShakeRecord shake, int partition, long appendedAtMillis) {
    DrawDecision decision;
    try {
      decision = draw.decide(shake, partition, appendedAtMillis);
    } catch (RuntimeException e) {
      return new ReplayedRecord.Unusable("cannot be decided: " + e);
    }
    if (decision instanceof DrawDecision.Refused refused) {
      return new ReplayedRecord.Unusable(refused.why());
    }
    draw.keep(shake, decision);
    return new ReplayedRecord.Drawn(shake, decision);
  }

  private ReplayedRecord apply(SignedControl signed, int partition) {
    if (!signed.livesIn(partition, partitions)) {
      return new ReplayedRecord.Unusable(signed + ": its bucket does not live in this partition");
    }
    ControlRecord control;
    try {
      control = signed.verify(verifyingKey, sealingKey);
    } catch (RuntimeException e) {
      return new ReplayedRecord.Unusable(String.valueOf(e.getMessage()));
    }
    ControlEffect effect = draw.apply(control);
    return new ReplayedRecord.Controlled(
        control,
        effect,
        effect == ControlEffect.REFUSED ? draw.refusals(control) : List.of(),
        effect.isKept() ? draw.moneyRecords(control) : List.of());
  }
}
