package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.PlanChange;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control records of one bucket, and from which offset on each counts: records are applied by
 * number, so one counts from the last place in the log of all up to its own number.
 */
final class BucketControls {

  /** A record and where it stands. */
  record Entry(ControlRecord control, RecordPosition position) {}

  /**
   * Something that is in force.
   *
   * @param byNumber the control record that put it in force
   * @param fromOffset behind which it counts
   */
  record InForce<T>(long byNumber, long fromOffset, T value) {}

  /**
   * A Carry between two waves of the terms that were in force.
   *
   * @param to the later wave
   * @param buckets of the show
   */
  record CarryInForce(Control.Carry carry, WaveSchedule to, int buckets) {

    /** When the seeds of an enterprise are released, of which so many are left in this bucket. */
    ReleaseTimes releasesOf(long left) {
      return carry.releases(to, left, buckets);
    }
  }

  private final TreeMap<Long, Entry> entries = new TreeMap<>();
  private Optional<Timeline> timeline = Optional.empty();

  /** What follows from the records, worked out when all have come. */
  private static final class Timeline {
    final List<InForce<Terms>> terms = new ArrayList<>();
    final List<InForce<Control.Pause>> pauses = new ArrayList<>();
    final List<InForce<CarryInForce>> carries = new ArrayList<>();

    /** By control number, in the order in which they came into force. */
    final Map<Long, InForce<Entry>> batches = new LinkedHashMap<>();
  }

  /** Takes a record in log order; of a number the first counts, and none behind the End. */
  void add(ControlRecord control, RecordPosition position) {
    boolean ended =
        !entries.isEmpty()
            && entries.lastEntry().getValue().control().control() instanceof Control.End;
    if (!ended || control.number() < entries.lastKey()) {
      entries.putIfAbsent(control.number(), new Entry(control, position));
      timeline = Optional.empty();
    }
  }

  /** The terms that are in force for a shake. */
  Optional<Terms> termsAt(long offset) {
    List<InForce<Terms>> all = timeline().terms;
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).fromOffset() < offset) {
        return Optional.of(all.get(i).value());
      }
    }
    return Optional.empty();
  }

  /** The pause that a turn starts in, as a shake at an offset must see it. */
  Optional<Control.Pause> pause(String waveId, long turnStartsAtMillis, long offset) {
    Control.Pause last = null;
    for (InForce<Control.Pause> change : timeline().pauses) {
      Control.Pause pause = change.value();
      if (change.fromOffset() < offset
          && pause.waveId().equals(waveId)
          && pause.atMillis() <= turnStartsAtMillis
          && (last == null || pause.atMillis() >= last.atMillis())) {
        last = pause;
      }
    }
    return Optional.ofNullable(last).filter(Control.Pause::paused);
  }

  /** The plans that came into force, in their order; the last one is in force. */
  List<Long> plansInForce() {
    return timeline().terms.stream().map(inForce -> inForce.value().planNumber()).toList();
  }

  /** Every Carry, in the order in which they came into force. */
  List<InForce<CarryInForce>> carries() {
    return timeline().carries;
  }

  /** The batches whose plan is in force, in the order in which they came into force. */
  Collection<InForce<Entry>> batches() {
    return timeline().batches.values();
  }

  /** A batch by its control number, if its plan is in force. */
  Optional<InForce<Entry>> batch(long number) {
    return Optional.ofNullable(timeline().batches.get(number));
  }

  private Timeline timeline() {
    if (timeline.isEmpty()) {
      timeline = Optional.of(workOut());
    }
    return timeline.get();
  }

  private Timeline workOut() {
    Timeline result = new Timeline();
    TreeMap<Long, Terms> stagedTerms = new TreeMap<>();
    TreeMap<Long, List<Entry>> stagedBatches = new TreeMap<>();
    Terms current = null;
    long takenUpTo = 0;
    long offset = -1;
    for (Entry entry : entries.values()) {
      long number = entry.control().number();
      offset = Math.max(offset, entry.position().offset());
      Control control = entry.control().control();
      if (control instanceof SeedBatch batch && batch.planNumber() == SeedBatch.NO_PLAN) {
        result.batches.put(number, new InForce<>(number, offset, entry));
      } else if (control instanceof SeedBatch batch && batch.planNumber() > takenUpTo) {
        stagedBatches.computeIfAbsent(batch.planNumber(), plan -> new ArrayList<>()).add(entry);
      } else if (control instanceof Terms terms && !terms.waitForActivation()) {
        current = terms;
        result.terms.add(new InForce<>(number, offset, terms));
      } else if (control instanceof Terms terms && terms.planNumber() > takenUpTo) {
        stagedTerms.putIfAbsent(terms.planNumber(), terms);
      } else if (control instanceof Control.Activate activate) {
        long plan = activate.planNumber();
        Terms next = stagedTerms.get(plan);
        if (next != null && mayFollow(current, next, activate)) {
          current = next;
          result.terms.add(new InForce<>(number, offset, next));
          for (Entry batch : stagedBatches.getOrDefault(plan, List.of())) {
            result.batches.put(batch.control().number(), new InForce<>(number, offset, batch));
          }
        }
        if (next != null) {
          // Followed or refused, neither this plan nor an older one is to come any more.
          takenUpTo = plan;
          stagedTerms.headMap(plan, true).clear();
          stagedBatches.headMap(plan, true).clear();
        }
      } else if (control instanceof Control.Pause pause) {
        result.pauses.add(new InForce<>(number, offset, pause));
      } else if (control instanceof Control.Carry carry) {
        long from = offset;
        inForce(carry, current)
            .ifPresent(found -> result.carries.add(new InForce<>(number, from, found)));
      }
    }
    return result;
  }

  private static boolean mayFollow(Terms current, Terms next, Control.Activate activate) {
    return current == null || PlanChange.problem(current, next, activate.atMillis()).isEmpty();
  }

  private static Optional<CarryInForce> inForce(Control.Carry carry, Terms terms) {
    if (terms == null) {
      return Optional.empty();
    }
    Optional<WaveSchedule> from = terms.wave(carry.fromWaveId()).map(Wave::schedule);
    return terms
        .wave(carry.toWaveId())
        .map(Wave::schedule)
        .filter(to -> from.isPresent() && to.opensAtMillis() >= from.get().closesAtMillis())
        .map(to -> new CarryInForce(carry, to, terms.buckets()));
  }
}
