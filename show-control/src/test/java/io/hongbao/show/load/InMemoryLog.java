package io.hongbao.show.load;

import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SignedControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The log in memory, that of {@code shakes} and that of {@code show}, as bytes. It outlives the
 * loaders that come and go, each with a connection of its own that may be cut off.
 */
final class InMemoryLog {

  /** A record of {@code shakes}. */
  record Entry(int partition, SignedControl control) {}

  private final List<Entry> shakes = new ArrayList<>();
  private final PlanTable show = new PlanTable();
  private int plansAppended;

  List<Entry> shakes() {
    return List.copyOf(shakes);
  }

  List<PlanRecord> plans() {
    return show.plans();
  }

  int plansAppended() {
    return plansAppended;
  }

  /** A connection to {@code shakes} that is never cut off. */
  ControlLog controlLog() {
    return controlLog(CutOff.never(), control -> true);
  }

  /** A connection to {@code show} that is never cut off. */
  ShowTopic showTopic() {
    return showTopic(CutOff.never(), true);
  }

  /** A connection to {@code show} before whose first record something else happens. */
  ShowTopic showTopic(Runnable before) {
    ShowTopic connection = showTopic();
    return new ShowTopic() {
      private boolean happened;

      @Override
      public List<PlanRecord> plans() {
        return connection.plans();
      }

      @Override
      public void append(PlanRecord plan) {
        if (!happened) {
          happened = true;
          before.run();
        }
        connection.append(plan);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  /**
   * A connection to {@code shakes}.
   *
   * @param keeps which records the log still takes of those that are never acknowledged
   */
  ControlLog controlLog(CutOff cutOff, Predicate<SignedControl> keeps) {
    return new ControlLog() {
      private final List<Entry> unacknowledged = new ArrayList<>();

      @Override
      public void append(int partition, SignedControl control) {
        byte[] value = control.encode();
        BucketKey key = BucketKey.decode(control.key().encode());
        unacknowledged.add(new Entry(partition, SignedControl.decode(key, value)));
        passOrLose();
      }

      @Override
      public void awaitAcknowledgements() {
        passOrLose();
        shakes.addAll(unacknowledged);
        unacknowledged.clear();
      }

      private void passOrLose() {
        try {
          cutOff.pass();
        } catch (LogUnavailableException e) {
          unacknowledged.removeIf(entry -> !keeps.test(entry.control()));
          shakes.addAll(unacknowledged);
          throw e;
        }
      }

      @Override
      public void close() {
        unacknowledged.clear();
      }
    };
  }

  /**
   * A connection to {@code show}.
   *
   * @param keepsLast whether the log still takes a plan whose acknowledgement is cut off
   */
  ShowTopic showTopic(CutOff cutOff, boolean keepsLast) {
    return new ShowTopic() {
      @Override
      public List<PlanRecord> plans() {
        cutOff.pass();
        return show.plans();
      }

      @Override
      public void append(PlanRecord plan) {
        try {
          cutOff.pass();
        } catch (LogUnavailableException e) {
          if (keepsLast) {
            take(plan);
          }
          throw e;
        }
        take(plan);
      }

      @Override
      public void close() {
        // nothing to let go
      }
    };
  }

  private void take(PlanRecord plan) {
    plansAppended++;
    show.accept(PlanRecord.decode(plan.encode()));
  }
}
