package io.hongbao.edge.health;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.OutcomeListener;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What an edge knows of the parts behind it. Watchers tell it, requests ask it; thread-safe, and
 * asking takes no lock.
 *
 * <p>A reason is why this edge must not log shakes: the log is not the one of the plan. A warning
 * is what an operator has to mend and what taking edges away would not: without a draw job shakes
 * are still taken, and decided when it is back.
 */
public final class Health {

  private final InstantSource clock;
  private final Supplier<OptionalInt> plannedPartitions;
  private final JobSilence draw;
  private final JobSilence risk;
  private final Map<String, TopicFacts> firstFacts = new HashMap<>();
  private List<String> topicReasons = List.of("the log's topics have not been looked at yet");
  private List<String> topicWarnings = List.of();
  private Optional<String> kafkaTrouble = Optional.empty();
  private Optional<String> cacheTrouble = Optional.empty();
  private volatile boolean outcomeHeard;
  private volatile View view;

  /** What requests ask for. */
  private record View(
      List<String> reasons,
      List<String> warnings,
      long drawSilentMillis,
      long riskSilentMillis,
      boolean deciding) {}

  /**
   * Nothing is known yet.
   *
   * @param plannedPartitions of {@code shakes}, by the plan that is in force; empty without one
   */
  public Health(InstantSource clock, Supplier<OptionalInt> plannedPartitions) {
    this.clock = clock;
    this.plannedPartitions = plannedPartitions;
    this.draw =
        new JobSilence(
            GroupProgress.DRAW,
            "shakes are still taken, and decided when it goes on",
            clock.millis());
    this.risk =
        new JobSilence(
            GroupProgress.RISK,
            "verdicts stand as they were, and no new ones come",
            clock.millis());
    refresh();
  }

  /** What keeps this edge from logging shakes. */
  public List<String> reasons() {
    return view.reasons();
  }

  /** Whether the log is the one that the plan was made for. */
  public boolean isLogAsPlanned() {
    return view.reasons().isEmpty();
  }

  /** What somebody has to mend, a sentence each. */
  public List<String> warnings() {
    return view.warnings();
  }

  /** False while the draw job shows no sign of going on. */
  public boolean isDeciding() {
    return view.deciding();
  }

  public long drawSilentSeconds() {
    return view.drawSilentMillis() / 1_000;
  }

  public long riskSilentSeconds() {
    return view.riskSilentMillis() / 1_000;
  }

  /** A listener that passes everything on, and by which a decision is a sign of the draw job. */
  public OutcomeListener hearing(OutcomeListener next) {
    return new OutcomeListener() {
      @Override
      public void decided(AnswerKey key, Outcome outcome) {
        hear();
        next.decided(key, outcome);
      }

      @Override
      public void closedForNow(AnswerKey key) {
        hear();
        next.closedForNow(key);
      }
    };
  }

  private void hear() {
    if (!outcomeHeard) {
      outcomeHeard = true;
    }
  }

  /** The offsets that each job has committed; none of one that never did. */
  public synchronized void committed(
      Map<TopicPartition, Long> byDraw, Map<TopicPartition, Long> byRisk) {
    boolean heard = outcomeHeard;
    outcomeHeard = false;
    draw.look(byDraw, heard, clock.millis());
    risk.look(byRisk, false, clock.millis());
    kafkaTrouble = Optional.empty();
    refresh();
  }

  /** Kafka did not say how the log and the jobs are. */
  public synchronized void kafkaSilent(String why) {
    draw.lookFailed(clock.millis());
    risk.lookFailed(clock.millis());
    kafkaTrouble = Optional.of("Kafka does not say how the log and the jobs are: " + why);
    refresh();
  }

  /** The topics that are there, of those that the system needs. */
  public synchronized void topics(Collection<TopicFacts> there) {
    Map<String, TopicFacts> byName = new HashMap<>();
    there.forEach(facts -> byName.put(facts.name(), facts));
    List<String> reasons = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Topics.Topic topic : Topics.forBrokers(1, 1).all()) {
      boolean isLog = topic.name().equals(Topics.SHAKES);
      TopicFacts now = byName.get(topic.name());
      if (now == null) {
        (isLog ? reasons : warnings)
            .add(
                String.format(
                    Locale.ROOT,
                    "topic %s is not there: it was deleted, or never made; ./hongbao up makes what is missing, and so does the container topics",
                    topic.name()));
        continue;
      }
      TopicFacts first = firstFacts.computeIfAbsent(topic.name(), unused -> now);
      (isLog && !now.isSameLogAs(first) ? reasons : warnings).addAll(now.changesSince(first));
      if (isLog) {
        planMismatch(now).ifPresent(reasons::add);
      }
    }
    topicReasons = List.copyOf(reasons);
    topicWarnings = List.copyOf(warnings);
    refresh();
  }

  private Optional<String> planMismatch(TopicFacts shakes) {
    OptionalInt planned = plannedPartitions.get();
    return planned.isEmpty() || planned.getAsInt() == shakes.partitions()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "topic shakes has %d partitions, expected the %d of the plan: this edge logs no shake, as their number is fixed for a show; give the show a log of %d partitions, in another cluster or data folder",
                shakes.partitions(),
                planned.getAsInt(),
                planned.getAsInt()));
  }

  /** How the cache is; empty if well. */
  public synchronized void cache(Optional<String> trouble) {
    cacheTrouble = trouble;
    refresh();
  }

  private synchronized void refresh() {
    List<String> warnings = new ArrayList<>();
    draw.warning().ifPresent(warnings::add);
    risk.warning().ifPresent(warnings::add);
    kafkaTrouble.ifPresent(warnings::add);
    cacheTrouble.ifPresent(warnings::add);
    warnings.addAll(topicWarnings);
    view =
        new View(
            topicReasons,
            List.copyOf(warnings),
            draw.silentMillis(),
            risk.silentMillis(),
            !draw.isSilent());
  }
}
