package io.hongbao.show.live;

import static io.hongbao.show.live.LiveFixture.BUCKETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.Curve;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.LiveFixture.Applied;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever command is cut off wherever it may be, the next one completes it. */
class CutOffOperationsTest {

  private static final Campaign WITH_THIRD =
      LiveFixture.CAMPAIGN.withWaves(
          List.of(
              LiveFixture.FIRST,
              LiveFixture.SECOND,
              Campaigns.wave(
                  "third",
                  Campaigns.OPENS + 1_200_000,
                  new Curve.Uniform(),
                  new Pool("bank", 12, 12_000, 100, 2_000))));

  /** In show: three operations, each begun and done; the plan staged, twice activating, active. */
  private static final int RECORDS_OF_AN_ACTIVATION = 10;

  /** Commands, by name; each is given to an operator who may be cut off. */
  private static final Map<String, Consumer<ShowOperator>> COMMANDS =
      Map.of(
          "stage and activate",
          operator -> {
            operator.stage("gala", WITH_THIRD, LiveFixture.SHA, "ada");
            operator.activate("gala", OptionalLong.empty(), false, "ada");
          },
          "cue",
          operator -> operator.cue("gala", "second", Cue.by(20_000), false, "ada"),
          "pause",
          operator -> operator.pause("gala", "first", true, OptionalLong.empty(), "ada"));

  static Iterable<String> commands() {
    return COMMANDS.keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldLeaveNothingHalfDoneBehindTheNextCommand(String name) {
    int operations = operations(name);
    assertThat(operations).isGreaterThan(2 + 3 + BUCKETS);
    for (int cutAt = 0; cutAt < operations; cutAt++) {
      for (boolean kept : new boolean[] {false, true}) {
        // Given
        LiveFixture show = LiveFixture.onAir();
        assertThat(isCutOff(show, name, cutAt, kept)).isTrue();

        // When
        Map<Integer, Long> before = lastNumbers(show);
        show.operator.pause("gala", "second", true, OptionalLong.empty(), "bob");

        // Then
        String what = name + " cut at " + cutAt + (kept ? ", kept" : ", lost");
        ShowState state = show.state();
        assertThat(state.ops()).as(what).allMatch(OpRecord::isDone);
        assertThat(show.applied())
            .as(what)
            .extracting(Applied::effect)
            .isSubsetOf(ControlEffect.KEPT, ControlEffect.REPEATED);
        assertThat(lastNumbers(show)).as(what).isEqualTo(numbers(state)).isNotEqualTo(before);
        assertThat(show.log.showCompacted().show("gala").ops()).as(what).isEqualTo(state.ops());
        state.inForce().ifPresent(plan -> assertThat(plan.isActive()).as(what).isTrue());
      }
    }
  }

  /** Edges follow only what every bucket has, and nothing of a plan can be won before. */
  @Test
  void shouldNotBeActiveBeforeEveryBucketHasItsActivate() {
    int operations = operations("stage and activate");
    int halves = 0;
    for (int cutAt = 0; cutAt < operations; cutAt++) {
      LiveFixture show = LiveFixture.onAir();
      isCutOff(show, "stage and activate", cutAt, true);
      long told =
          show.applied().stream()
              .map(applied -> applied.record().control())
              .filter(control -> control instanceof Control.Activate a && a.planNumber() == 2)
              .count();
      PlanRecord plan = show.state().plan(2).orElse(null);
      if (told > 0 && told < BUCKETS) {
        halves++;
        assertThat(plan.isActivating()).as("cut at %d", cutAt).isTrue();
      }
      if (plan != null && plan.isActive()) {
        assertThat(told).as("cut at %d", cutAt).isEqualTo(BUCKETS);
      }
    }
    assertThat(halves).isPositive();
  }

  /**
   * A wave that a plan moves must not open by the old plan while it is open whether the plan will
   * come: whoever completes the operation may do so much later.
   */
  @Test
  void shouldTellEdgesOfAnActivationBeforeItsOperationStands() {
    int operations = operations("cue");
    int between = 0;
    for (int cutAt = 0; cutAt < operations; cutAt++) {
      LiveFixture show = LiveFixture.onAir();
      AtomicReference<PlanRecord> heard = new AtomicReference<>();
      show.log.follow(
          record -> {
            if (record instanceof PlanRecord plan && plan.number() == 2) {
              heard.set(plan);
            }
          });
      isCutOff(show, "cue", cutAt, true);

      boolean isTold = show.state().inForce().orElseThrow().number() == 2;
      if (isTold) {
        assertThat(heard.get().isActivating() || heard.get().isActive())
            .as("cut at %d", cutAt)
            .isTrue();
      } else if (heard.get() != null && heard.get().isActivating()) {
        between++;
        show.operator.complete("gala");
        assertThat(heard.get()).as("taken back").isEqualTo(heard.get().staged());
      }
    }
    assertThat(between).isPositive();
  }

  /** Fifty times two operators act in the same moment, at every place where they may meet. */
  @Test
  void shouldDoWhatBothOfTwoOperatorsSay() {
    for (int at = 0; at < 50; at++) {
      // Given: bob pauses the wave while ada's records are on their way
      LiveFixture show = LiveFixture.onAir();
      int meetsAt = at % RECORDS_OF_AN_ACTIVATION;
      ShowOperator bob = show.operator(show.log.showTopic(), show.log.controlLog(), 3);
      ShowTopic met = meeting(show.log.showTopic(), meetsAt, () -> pause(bob, "first"));
      ShowOperator ada = show.operator(met, show.log.controlLog(), 4);

      // When
      try {
        ada.stage("gala", WITH_THIRD, LiveFixture.SHA, "ada");
        ada.activate("gala", OptionalLong.empty(), false, "ada");
      } catch (ShowRefusedException e) {
        assertThat(e).hasMessageContaining("try again");
      }

      // Then
      String what = "meets at " + meetsAt;
      ShowState state = show.operator.complete("gala");
      assertThat(show.applied())
          .as(what)
          .extracting(Applied::effect)
          .isSubsetOf(ControlEffect.KEPT, ControlEffect.REPEATED);
      assertThat(state.isPausedAt("first", Campaigns.OPENS)).as(what).isTrue();
      assertThat(state.inForce().orElseThrow().number()).as(what).isEqualTo(2);
      assertThat(lastNumbers(show)).as(what).isEqualTo(numbers(state));
      assertThat(show.log.showCompacted().show("gala").ops()).as(what).isEqualTo(state.ops());
    }
  }

  private static void pause(ShowOperator operator, String wave) {
    operator.pause("gala", wave, true, OptionalLong.of(Campaigns.OPENS - 1), "bob");
  }

  /** A connection at whose record n, counted from 0, something else happens first. */
  private static ShowTopic meeting(ShowTopic connection, int record, Runnable other) {
    return new ShowTopic() {
      private int appended;

      @Override
      public ShowTable read() {
        return connection.read();
      }

      @Override
      public void append(ShowRecord next) {
        if (appended++ == record) {
          other.run();
        }
        connection.append(next);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  private static int operations(String name) {
    int operations = 0;
    while (isCutOff(LiveFixture.onAir(), name, operations, true)) {
      operations++;
    }
    return operations;
  }

  private static boolean isCutOff(LiveFixture show, String name, int operations, boolean kept) {
    try {
      COMMANDS.get(name).accept(show.cutOff(new CutOff(operations), kept));
      return false;
    } catch (LogUnavailableException e) {
      return true;
    }
  }

  /** Of each bucket, as the topic says. */
  private static Map<Integer, Long> numbers(ShowState state) {
    List<Long> numbers = state.lastControlsBefore(Long.MAX_VALUE, BUCKETS);
    return IntStream.range(0, numbers.size())
        .boxed()
        .collect(Collectors.toMap(bucket -> bucket, numbers::get));
  }

  /** Of each bucket, as the log has them. */
  private static Map<Integer, Long> lastNumbers(LiveFixture show) {
    return show.applied().stream()
        .collect(Collectors.toMap(Applied::bucket, told -> told.record().number(), Math::max));
  }
}
