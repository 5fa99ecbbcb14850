package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import java.util.Locale;

/** A record as it stands in the log. */
public sealed interface SimulatedLogEntry {

  int partition();

  /** When the log took it, by its own clock. */
  long atMillis();

  BucketName bucket();

  /** A shake. */
  record Shaken(Shake shake) implements SimulatedLogEntry {
    @Override
    public int partition() {
      return shake.partition();
    }

    @Override
    public long atMillis() {
      return shake.appendedAtMillis();
    }

    @Override
    public BucketName bucket() {
      return new BucketName(shake.show(), shake.bucket());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d  bucket %s/%d  %s  %s-%d  plan %d  %s",
          atMillis(),
          shake.show(),
          shake.bucket(),
          shake.user(),
          shake.waveId(),
          shake.turn(),
          shake.planNumber(),
          shake.riskLevel());
    }
  }

  /** A control record. */
  record Controlled(int partition, long atMillis, ControlRecord control)
      implements SimulatedLogEntry {
    @Override
    public BucketName bucket() {
      return new BucketName(control.show(), control.bucket());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d  bucket %s/%d  control %d: %s",
          atMillis,
          control.show(),
          control.bucket(),
          control.number(),
          told(control));
    }

    private static String told(ControlRecord record) {
      if (record.control() instanceof SeedBatch batch) {
        return String.format(
            Locale.ROOT,
            "seeds of plan %d of %s for %s from %d: %s",
            batch.planNumber(),
            batch.enterpriseId(),
            batch.waveId(),
            batch.countsFromMillis(),
            batch.seeds().stream()
                .map(seed -> seed.amountFen() + " fen at " + seed.releaseOffsetMillis())
                .toList());
      }
      if (record.control() instanceof Terms terms) {
        return String.format(
            Locale.ROOT,
            "plan %d: %s %s %s",
            terms.planNumber(),
            terms.waves().stream().map(Wave::schedule).toList(),
            terms.enterpriseIds(),
            terms.limitChanges());
      }
      return record.control().toString();
    }
  }
}
