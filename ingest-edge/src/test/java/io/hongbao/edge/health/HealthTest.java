package io.hongbao.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.OutcomeListener;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.fixtures.FakeClock;
import io.hongbao.edge.fixtures.LogFacts;
import io.hongbao.edge.fixtures.PlanFixture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {

  private static final long T0 = 1_802_003_400_000L;
  private static final long LOOK_MILLIS = 3_000;

  private final FakeClock clock = new FakeClock(T0);
  private OptionalInt planned = OptionalInt.of(PlanFixture.PARTITIONS);
  private final Health health = new Health(clock, () -> planned);

  @Test
  void shouldSayNothingWhileBothJobsGoOn() {
    for (int look = 1; look <= 20; look++) {
      committed(look, look);
    }

    assertThat(health.warnings()).isEmpty();
    assertThat(health.isDeciding()).isTrue();
    assertThat(health.drawSilentSeconds()).isZero();
  }

  @Test
  void shouldWarnOfADrawJobThatStandsStillAndForgetItWhenItGoesOn() {
    committed(7, 1);
    for (int look = 2; look <= 5; look++) {
      committed(7, look);
    }
    assertThat(health.isDeciding()).as("12 s: it may be on its way back").isTrue();

    committed(7, 6);

    assertThat(health.isDeciding()).isFalse();
    assertThat(health.drawSilentSeconds()).isEqualTo(15);
    assertThat(health.riskSilentSeconds()).isZero();
    assertThat(health.warnings())
        .singleElement()
        .asString()
        .contains("the draw job has passed nothing of the log since 2027-02-07T12:30:03Z")
        .contains("shakes are still taken")
        .contains("docs/operations.md");

    committed(8, 7);

    assertThat(health.isDeciding()).isTrue();
    assertThat(health.warnings()).isEmpty();
  }

  @Test
  void shouldWarnOfARiskJobThatStandsStillWithoutDoubtingTheDraw() {
    for (int look = 0; look <= 5; look++) {
      committed(look, 7);
    }

    assertThat(health.isDeciding()).isTrue();
    assertThat(health.warnings())
        .singleElement()
        .asString()
        .contains("the risk job has passed nothing", "verdicts stand as they were");
  }

  @Test
  void shouldWarnOfADrawJobThatWasNeverSubmitted() {
    for (int look = 1; look <= 5; look++) {
      clock.moveTo(clock.millis() + LOOK_MILLIS);
      health.committed(Map.of(), Map.of(partition(), (long) look));
    }

    assertThat(health.isDeciding()).isFalse();
    assertThat(health.warnings())
        .singleElement()
        .asString()
        .contains("the draw job has not passed anything of this log yet");
  }

  /** Its checkpoints may fail, say, with a full disk. */
  @Test
  void shouldTakeAnOutcomeForASignOfTheDrawJob() {
    OutcomeListener listener = health.hearing(new Deaf());
    for (int look = 1; look <= 20; look++) {
      listener.decided(new AnswerKey("gala", "u1", new ShakeId("first", look)), Outcome.MISS);
      committed(7, look);
    }

    assertThat(health.isDeciding()).isTrue();
  }

  @Test
  void shouldNotHoldTheSilenceOfKafkaAgainstTheDrawJob() {
    committed(7, 1);
    for (int look = 0; look < 20; look++) {
      clock.moveTo(clock.millis() + LOOK_MILLIS);
      health.kafkaSilent("no answer within 5 s");
    }
    assertThat(health.warnings()).singleElement().asString().contains("Kafka does not say");

    committed(7, 2);

    assertThat(health.isDeciding()).isTrue();
    assertThat(health.warnings()).isEmpty();
  }

  @Test
  void shouldNotTakeTheTimeThatTheEdgeItselfSleptForSilence() {
    committed(7, 1);

    clock.moveTo(T0 + 600_000);
    committed(7, 2);

    assertThat(health.isDeciding()).isTrue();
  }

  @Test
  void shouldLogNothingBeforeTheTopicsWereLookedAt() {
    assertThat(health.isLogAsPlanned()).isFalse();

    health.topics(LogFacts.asMade());

    assertThat(health.isLogAsPlanned()).isTrue();
    assertThat(health.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {PlanFixture.PARTITIONS + 1, PlanFixture.PARTITIONS - 1})
  void shouldLogNothingIntoALogOfAnotherPartitionCountThanThePlans(int partitions) {
    health.topics(LogFacts.with("shakes", it -> LogFacts.withPartitions(it, partitions)));

    assertThat(health.reasons())
        .singleElement()
        .asString()
        .contains(
            String.format(
                Locale.ROOT,
                "topic shakes has %d partitions, expected the 8 of the plan",
                partitions));
  }

  @Test
  void shouldLogNothingOncePartitionsWereAddedThoughNoPlanIsThere() {
    planned = OptionalInt.empty();
    health.topics(LogFacts.asMade());

    health.topics(LogFacts.with("shakes", it -> LogFacts.withPartitions(it, 9)));

    assertThat(health.reasons()).singleElement().asString().contains("has 9 partitions, and had 8");
  }

  @Test
  void shouldLogNothingIntoALogThatIsGoneOrWasMadeAgain() {
    health.topics(LogFacts.asMade());

    health.topics(LogFacts.without("shakes"));
    List<String> gone = health.reasons();
    health.topics(LogFacts.with("shakes", LogFacts::madeAgain));

    assertThat(gone).singleElement().asString().contains("topic shakes is not there");
    assertThat(health.reasons()).singleElement().asString().contains("deleted and made again");
  }

  @Test
  void shouldWarnOfEveryOtherTopicThatIsNotWhatItWas() {
    assertThat(warningOf("verdicts", it -> LogFacts.withPartitions(it, 9)))
        .contains("topic verdicts has 9 partitions, and had 8");
    assertThat(warningOf("show", it -> LogFacts.withPartitions(it, 3)))
        .contains("topic show has 3 partitions, and had 1");
    assertThat(warningOf("packets", LogFacts::madeAgain)).contains("packets was deleted and made");
    assertThat(warningOf("packets", it -> LogFacts.withReplicas(it, 1)))
        .contains("topic packets has 1 replicas, and had 3");
    assertThat(warningOf("shakes", it -> LogFacts.withSetting(it, "retention.ms", "1000")))
        .contains("retention.ms is 1000, and was -1", "--add-config retention.ms=-1");
    assertThat(warningOf("rules", it -> LogFacts.withSetting(it, "cleanup.policy", "delete")))
        .contains("cleanup.policy is delete, and was compact");
  }

  @Test
  void shouldSayWhatIsWrongWithTheCacheUntilItIsMended() {
    health.cache(Optional.of("Redis does not answer"));
    List<String> away = health.warnings();
    health.cache(Optional.empty());

    assertThat(away).containsExactly("Redis does not answer");
    assertThat(health.warnings()).isEmpty();
  }

  private String warningOf(String topic, UnaryOperator<TopicFacts> change) {
    health.topics(LogFacts.asMade());
    health.topics(LogFacts.with(topic, change));
    assertThat(health.isLogAsPlanned()).isTrue();
    assertThat(health.warnings()).hasSize(1);
    return health.warnings().get(0);
  }

  private void committed(long byDraw, long byRisk) {
    clock.moveTo(clock.millis() + LOOK_MILLIS);
    health.committed(Map.of(partition(), byDraw), Map.of(partition(), byRisk));
  }

  private static TopicPartition partition() {
    return new TopicPartition("shakes", 0);
  }

  /** Hears, and does nothing about it. */
  private static final class Deaf implements OutcomeListener {
    @Override
    public void decided(AnswerKey key, Outcome outcome) {}

    @Override
    public void closedForNow(AnswerKey key) {}
  }
}
