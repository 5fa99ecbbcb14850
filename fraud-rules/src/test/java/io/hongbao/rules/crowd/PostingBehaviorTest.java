package io.hongbao.rules.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rules.crowd.PostingBehavior.PhonePost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostingBehaviorTest {

  private static final long T0 = 1_802_003_400_000L;
  private static final int TURN_MILLIS = 5_000;
  private static final long WAVE_MILLIS = 300_000;
  private static final WaveSchedule WAVE =
      new WaveSchedule("first", T0, T0 + WAVE_MILLIS, TURN_MILLIS);
  private static final ShowTurns SHOW = new ShowTurns(List.of(WAVE));

  /** Ten of each kind behind four hundred people. */
  private static final BotPlan PLAN = new BotPlan("phone", 470, 70, 11);

  @Test
  void shouldPostTheSameForTheSameSeedAlone() {
    BotPlan other = new BotPlan("phone", 470, 70, 12);

    for (int phone : new int[] {0, 399, 400, 410, 420, 430, 440, 450, 460}) {
      assertThat(presses(PLAN, phone)).isEqualTo(presses(PLAN, phone));
      assertThat(presses(PLAN, phone)).isNotEqualTo(presses(other, phone));
    }
  }

  @Test
  void shouldLetPeopleUseAsManyTurnsAsWasAskedFor() {
    double used =
        IntStream.range(0, PLAN.humans()).mapToLong(phone -> turnsUsed(PLAN, phone)).sum();

    assertThat(used / PLAN.humans() / (WAVE_MILLIS / TURN_MILLIS)).isCloseTo(0.3, within(0.04));
  }

  @Test
  void shouldPressAgainInATurnAlreadyUsedAlone() {
    int again = 0;
    for (int phone = 0; phone < PLAN.humans(); phone++) {
      Set<Integer> used = new HashSet<>();
      for (PhonePost press : presses(PLAN, phone)) {
        boolean isNew = used.add(WAVE.turnAt(press.atMillis(), hashOf(phone)));
        assertThat(press.again()).isEqualTo(!isNew);
        again += isNew ? 0 : 1;
      }
    }
    assertThat(again).isPositive();
  }

  @ParameterizedTest
  @EnumSource(BotKind.class)
  void shouldActAsItsKindForTheWholeShow(BotKind kind) {
    for (int phone : phonesOf(kind)) {
      List<PhonePost> presses = presses(PLAN, phone);
      LongSummaryStatistics pauses = pauses(presses);
      long used = turnsUsed(PLAN, phone);
      switch (kind) {
        case HAMMER -> {
          assertThat(presses.size()).isGreaterThan(3 * 300);
          assertThat(pauses.getMax()).isBetween(4_000L, 16_000L);
        }
        case METRONOME -> {
          assertThat(pauses.getMax() - pauses.getMin()).isLessThan(250);
          assertThat(used).isGreaterThanOrEqualTo(56);
        }
        case DEVICE_FARM, DEVICE_RING -> assertThat(used).isBetween(25L, 58L);
        case QUICK_ASKER -> {
          assertThat(used).isBetween(20L, 58L);
          assertThat(presses.size()).isBetween((int) (1.9 * used), (int) (2 * used));
          assertThat(pauses.getMin()).isBetween(400L, 2_000L);
        }
        case ADDRESS_SWARM -> assertThat(used).isBetween(50L, 60L);
        case SLOW_MIMIC -> {
          assertThat(used).isGreaterThanOrEqualTo(59);
          assertThat(pauses.getMax() - pauses.getMin()).isGreaterThan(300);
        }
      }
    }
  }

  @Test
  void shouldRestBetweenWavesAndGoOnInTheNext() {
    // Given
    long secondOpens = T0 + WAVE_MILLIS + 60_000;
    ShowTurns two =
        new ShowTurns(
            List.of(
                WAVE, new WaveSchedule("second", secondOpens, secondOpens + 60_000, TURN_MILLIS)));

    // When
    PostingBehavior mimic = PLAN.habit(449, two, 0.3, T0);
    List<Long> times = new ArrayList<>();
    for (var press = mimic.next(); press.isPresent(); press = mimic.next()) {
      times.add(press.get().atMillis());
    }

    // Then
    assertThat(times).allMatch(atMillis -> two.openAt(atMillis).isPresent()).isSorted();
    assertThat(times).filteredOn(atMillis -> atMillis >= secondOpens).hasSizeBetween(11, 12);
  }

  private static List<Integer> phonesOf(BotKind kind) {
    return IntStream.range(0, PLAN.bots())
        .filter(bot -> PLAN.kindOf(bot) == kind)
        .mapToObj(bot -> PLAN.humans() + bot)
        .toList();
  }

  private static long hashOf(int phone) {
    return UserHash.of("phone-" + (phone + 1));
  }

  private static long turnsUsed(BotPlan plan, int phone) {
    return presses(plan, phone).stream()
        .map(press -> WAVE.turnAt(press.atMillis(), hashOf(phone)))
        .distinct()
        .count();
  }

  private static List<PhonePost> presses(BotPlan plan, int phone) {
    List<PhonePost> presses = new ArrayList<>();
    PostingBehavior behavior = plan.habit(phone, SHOW, 0.3, T0);
    for (var press = behavior.next(); press.isPresent(); press = behavior.next()) {
      presses.add(press.get());
    }
    return presses;
  }

  private static LongSummaryStatistics pauses(List<PhonePost> presses) {
    return LongStream.range(1, presses.size())
        .map(i -> presses.get((int) i).atMillis() - presses.get((int) i - 1).atMillis())
        .summaryStatistics();
  }
}
