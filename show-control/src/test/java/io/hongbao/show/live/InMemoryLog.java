package io.hongbao.show.live;

import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.SignedControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The log in memory, that of {@code shakes}, of {@code show} and of {@code show-acks}, as bytes. It
 * outlives the operators that come and go, each with a connection of its own that may be cut off.
 */
public final class InMemoryLog {

  /** A record of {@code shakes}. */
  public record Entry(int partition, SignedControl control) {}

  private static final SigningKey.Pair KEYS = SigningKey.generate();

  private final List<Entry> shakes = new ArrayList<>();
  private final List<ShowRecord> show = new ArrayList<>();
  private final Map<String, AckRecord> acks = new TreeMap<>();
  private final List<Consumer<ShowRecord>> followers = new ArrayList<>();
  private LongSupplier clock = () -> 0;

  /** What stamps the records. */
  public void setClock(LongSupplier millis) {
    this.clock = millis;
  }

  /** Tells each record of {@code show} that comes from now on. */
  public void follow(Consumer<ShowRecord> follower) {
    followers.add(follower);
  }

  public List<Entry> shakes() {
    return List.copyOf(shakes);
  }

  public ShowTable show() {
    return showOf(show);
  }

  /** The topic as it is once compaction has kept the last record of each key. */
  public ShowTable showCompacted() {
    Map<String, ShowRecord> last = new LinkedHashMap<>();
    for (ShowRecord record : show) {
      last.remove(record.key());
      last.put(record.key(), record);
    }
    return showOf(List.copyOf(last.values()));
  }

  private static ShowTable showOf(List<ShowRecord> records) {
    ShowTable table = new ShowTable();
    records.forEach(table::accept);
    return table;
  }

  /** Every plan of every show, by number, in its newest state. */
  public List<PlanRecord> plans() {
    return show().shows().stream().flatMap(state -> state.plans().stream()).toList();
  }

  /** How many records {@code show} has. */
  public int showRecords() {
    return show.size();
  }

  /** The topic {@code show-acks}. */
  public AckTopic ackTopic() {
    return acks::values;
  }

  /** Appends to {@code show-acks}. */
  public void acknowledge(AckRecord ack) {
    acks.put(ack.node(), AckRecord.decode(ack.encode()));
  }

  /** A connection to {@code shakes} that is never cut off. */
  public ControlLog controlLog() {
    return controlLog(CutOff.never(), control -> true);
  }

  /** A connection to {@code show} that is never cut off. */
  public ShowTopic showTopic() {
    return showTopic(CutOff.never(), true);
  }

  /** A connection to {@code show} before whose first record something else happens. */
  public ShowTopic showTopic(Runnable before) {
    ShowTopic connection = showTopic();
    return new ShowTopic() {
      private boolean happened;

      @Override
      public ShowTable read() {
        return connection.read();
      }

      @Override
      public void append(ShowRecord record) {
        if (!happened) {
          happened = true;
          before.run();
        }
        connection.append(record);
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
  public ControlLog controlLog(CutOff cutOff, Predicate<SignedControl> keeps) {
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
      public Map<Integer, Long> awaitAcknowledgements() {
        passOrLose();
        Map<Integer, Long> appended = new HashMap<>();
        unacknowledged.forEach(
            entry -> appended.put(entry.control().key().bucket(), clock.getAsLong()));
        shakes.addAll(unacknowledged);
        unacknowledged.clear();
        return appended;
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
   * @param keepsLast whether the log still takes a record whose acknowledgement is cut off
   */
  public ShowTopic showTopic(CutOff cutOff, boolean keepsLast) {
    return new ShowTopic() {
      @Override
      public ShowTable read() {
        cutOff.pass();
        return show();
      }

      @Override
      public void append(ShowRecord record) {
        try {
          cutOff.pass();
        } catch (LogUnavailableException e) {
          if (keepsLast) {
            take(record);
          }
          throw e;
        }
        take(record);
      }

      @Override
      public void close() {
        // nothing to let go
      }
    };
  }

  private void take(ShowRecord record) {
    show.add(ShowRecord.verify(record.sign(KEYS.signingKey()), KEYS.verifyingKey()));
    List.copyOf(followers).forEach(follower -> follower.accept(record));
  }
}
