package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.fixtures.TermsFixture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Instances of the draw with one fault each. */
public final class FaultyInstances {

  private static final DrawEngine ENGINE = new DrawEngine();

  private FaultyInstances() {}

  /** A batch that comes again puts its seeds back. */
  public static DrawInstance refillingRepeatedBatches(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      @Override
      protected ControlEffect takeControl(BucketName name, ControlRecord record) {
        ControlEffect effect = super.takeControl(name, record);
        if (effect == ControlEffect.REPEATED && record.control() instanceof SeedBatch) {
          state(name).seedsTaken.remove(record.number());
          forget(name);
        }
        return effect;
      }
    };
  }

  /** A record that came ahead of another is laid aside, and the bucket goes on without it. */
  public static DrawInstance ignoringGaps(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      private final Map<BucketName, TreeMap<Long, ControlRecord>> aside = new HashMap<>();

      @Override
      protected ControlEffect takeControl(BucketName name, ControlRecord record) {
        TreeMap<Long, ControlRecord> ahead =
            aside.computeIfAbsent(name, unknown -> new TreeMap<>());
        if (record.number() > bucket(name).appliedUpTo() + 1) {
          ahead.putIfAbsent(record.number(), record);
          return ControlEffect.REPEATED;
        }
        ControlEffect effect = super.takeControl(name, record);
        ControlRecord next = ahead.remove(bucket(name).appliedUpTo() + 1);
        return next == null ? effect : takeControl(name, next);
      }
    };
  }

  /** The terms that came last are everybody's, whatever bucket or show they came for. */
  public static DrawInstance holdingTermsPerOperator(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      private Terms held;

      @Override
      protected ControlEffect takeControl(BucketName name, ControlRecord record) {
        ControlEffect effect = super.takeControl(name, record);
        if (effect == ControlEffect.KEPT && record.control() instanceof Control.Activate active) {
          termsOf(name, active.planNumber()).ifPresent(terms -> held = terms);
        }
        return effect;
      }

      private Optional<Terms> termsOf(BucketName name, long planNumber) {
        return state(name).controls.values().stream()
            .map(ControlRecord::control)
            .filter(Terms.class::isInstance)
            .map(Terms.class::cast)
            .filter(terms -> terms.planNumber() == planNumber)
            .findFirst();
      }

      @Override
      protected DrawDecision decide(BucketName name, Shake shake) {
        if (held == null || state(name).ended) {
          return super.decide(name, shake);
        }
        Bucket bucket = new Bucket(name.show(), name.bucket(), ENGINE);
        state(name).carries.forEach(bucket::restoreCarry);
        state(name).controls.values().forEach(record -> bucket.restore(withHeld(record)));
        state(name).seedsTaken.forEach(bucket::restoreSeedsTaken);
        DrawDecision decision = bucket.decide(shake, state(name)::tally);
        return hasSeedOf(name, decision) ? decision : super.decide(name, shake);
      }

      /** With its own terms a bucket may still wait for the seed that it would give. */
      private boolean hasSeedOf(BucketName name, DrawDecision decision) {
        if (decision instanceof Decided decided) {
          try {
            bucket(name).accept(decided);
          } catch (IllegalArgumentException notInForce) {
            return false;
          }
        }
        return true;
      }

      private ControlRecord withHeld(ControlRecord record) {
        Control control = record.control();
        if (control instanceof Control.Activate activate) {
          control = new Control.Activate(held.planNumber(), activate.atMillis());
        } else if (control instanceof Terms) {
          control = TermsFixture.of(held).show(record.show()).build();
        } else if (control instanceof SeedBatch batch) {
          control = batch.ofPlan(SeedBatch.NO_PLAN);
        }
        return new ControlRecord(
            record.show(), record.bucket(), record.number(), record.fingerprint(), control);
      }
    };
  }

  /** Losers are drawn by a hash whose fields run together. */
  public static DrawInstance concatenatingWithoutLengths(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      @Override
      protected DrawDecision decide(BucketName name, Shake shake) {
        DrawDecision decision = super.decide(name, shake);
        TurnName turn = TurnName.of(shake);
        return waveOf(name, shake)
            .filter(
                wave ->
                    decision instanceof Decided
                        && wave.beacon().isEmpty()
                        && !ReferenceLottery.of(wave, turn, Optional.empty()).passes(wave))
            .map(wave -> ReferenceLottery.withoutLengths(wave, turn).losingOutcome(wave))
            .<DrawDecision>map(outcome -> new Decided(outcome, Optional.empty()))
            .orElse(decision);
      }

      private Optional<Wave> waveOf(BucketName name, Shake shake) {
        return state(name).controls.values().stream()
            .map(ControlRecord::control)
            .filter(Terms.class::isInstance)
            .flatMap(terms -> ((Terms) terms).wave(shake.waveId()).stream())
            .findFirst();
      }
    };
  }

  /** A shake counts as appended when its edge says so, a second later than the log. */
  public static DrawInstance trustingTheClockOfTheEdge(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      @Override
      protected DrawDecision decide(BucketName name, Shake shake) {
        return super.decide(
            name,
            new Shake(
                shake.show(),
                shake.bucket(),
                shake.user(),
                shake.waveId(),
                shake.turn(),
                shake.planNumber(),
                shake.riskLevel(),
                shake.partition(),
                shake.appendedAtMillis() + 1_000));
      }
    };
  }

  /** Seeds count as soon as they come, whatever plan they belong to. */
  public static DrawInstance givingAwayStagedSeeds(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      @Override
      protected ControlEffect takeControl(BucketName name, ControlRecord record) {
        return super.takeControl(
            name,
            record.control() instanceof SeedBatch batch
                ? new ControlRecord(
                    record.show(),
                    record.bucket(),
                    record.number(),
                    record.fingerprint(),
                    batch.ofPlan(SeedBatch.NO_PLAN))
                : record);
      }
    };
  }

  /** What is carried is counted anew, as if nothing had been given away of it. */
  public static DrawInstance refillingCarriedPools(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      @Override
      protected ControlEffect takeControl(BucketName name, ControlRecord record) {
        ControlEffect effect = super.takeControl(name, record);
        if (effect == ControlEffect.KEPT && record.control() instanceof Control.Carry) {
          state(name).seedsTaken.clear();
          state(name).carries.replaceAll((number, taken) -> Map.of());
          forget(name);
        }
        return effect;
      }
    };
  }

  /** After a crash every pool is full again. */
  public static DrawInstance forgettingSeedsInACrash(int partitions) {
    return new DrawInstance(ENGINE, partitions) {
      @Override
      protected Bucket comeBack(BucketName name) {
        state(name).seedsTaken.clear();
        return super.comeBack(name);
      }
    };
  }
}
