package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldAnswersTest {

  private static final List<Outcome> OUTCOMES =
      List.of(
          Outcome.MISS,
          Outcome.LIMITED_USER,
          Outcome.LIMITED_ENTERPRISE,
          new Outcome.Greeting("good-luck"),
          new Outcome.Packet("gala-7-1-12", "enterprise-1", 8_888));

  private static AnswerKey key(String show, String wave, int turn, String user) {
    return new AnswerKey(show, user, new ShakeId(wave, turn));
  }

  @Test
  void shouldHoldEveryOutcome() {
    HeldAnswers held = new HeldAnswers(100);
    for (int turn = 0; turn < OUTCOMES.size(); turn++) {
      held.put(key("gala", "first", turn, "alice"), OUTCOMES.get(turn));
    }

    for (int turn = 0; turn < OUTCOMES.size(); turn++) {
      assertThat(held.get(key("gala", "first", turn, "alice"))).isEqualTo(OUTCOMES.get(turn));
    }
    assertThat(held.get(key("gala", "first", OUTCOMES.size(), "alice"))).isNull();
  }

  @Test
  void shouldNotTakeOneKeyForAnotherThatIsWrittenAlike() {
    HeldAnswers held = new HeldAnswers(100);
    held.put(key("gala", "first-1", 2, "alice"), Outcome.MISS);

    assertThat(held.get(key("gala", "first", 12, "alice"))).isNull();
    assertThat(held.get(key("gala-first", "1", 2, "alice"))).isNull();
    assertThat(held.get(key("gala", "first-1", 2, "alic"))).isNull();
    assertThat(held.get(key("gala", "first-1", 2, "\u0002alice"))).isNull();
    assertThat(held.get(key("gala", "first-1", 2, "alice"))).isEqualTo(Outcome.MISS);
  }

  @Test
  void shouldShowOfEachTurnItsOwnOutcomeOrNone() {
    Random random = new Random(11);
    HeldAnswers held = new HeldAnswers(2_000);
    Map<AnswerKey, Outcome> all = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      AnswerKey key =
          key(
              "show-" + random.nextInt(2),
              "wave-" + random.nextInt(3),
              random.nextInt(300),
              (random.nextBoolean() ? "用户" : "user-") + random.nextInt(20));
      Outcome outcome =
          all.computeIfAbsent(key, any -> OUTCOMES.get(random.nextInt(OUTCOMES.size())));
      held.put(key, outcome);
      assertThat(held.get(key)).isEqualTo(outcome);
    }

    Map<AnswerKey, Outcome> found = new HashMap<>();
    for (AnswerKey key : all.keySet()) {
      Outcome outcome = held.get(key);
      if (outcome != null) {
        found.put(key, outcome);
      }
    }

    assertThat(all).containsAllEntriesOf(found);
    assertThat(found.size()).isLessThanOrEqualTo(2_000);
  }

  @Test
  void shouldForgetTheOldestOfMany() {
    HeldAnswers held = new HeldAnswers(100_000);
    for (int turn = 0; turn < 200_000; turn++) {
      held.put(key("gala", "first", turn, "alice"), Outcome.MISS);
    }

    assertThat(countHeld(held, 0, 90_000)).isZero();
    assertThat(countHeld(held, 155_000, 200_000)).isEqualTo(45_000);
  }

  private static long countHeld(HeldAnswers held, int from, int to) {
    return IntStream.range(from, to)
        .filter(turn -> held.get(key("gala", "first", turn, "alice")) != null)
        .count();
  }
}
