package io.hongbao.rules.replay;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static io.hongbao.rules.fixtures.RuleSetFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.replay.RuleReplay.RuleReplayTotals;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.wire.records.VerdictRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReplayTest {

  private static final long LATENESS_MILLIS = 3_000;

  private static final RuleSet SET =
      set(
          rule("fast", "requests_10s > 12"),
          rule("farm", "users_on_device_1m > 3 && requests_10s / shakes_10s > 1.2"),
          rule("swarm", "users_on_address_1m > 10 || users_on_block_1m > 25"),
          rule("steady", "active", "rhythm_1m < 400", "{on: device, level: slow, for: 5s}"),
          rule("rich", "shadow", "won_1m > 3000", "{on: address, level: hold, for: 2m}"));

  private static final RuleSet ONE = set(rule("fast", "requests_10s > 12"));

  /** Everything that a replay says, as text. */
  private static final class Transcript implements RuleReplayListener {
    private final List<String> lines = new ArrayList<>();
    private int hits;

    @Override
    public void evaluated(SignalVector vector, List<Hit> hitsOfVector) {
      hits += hitsOfVector.size();
      lines.add(
          vector.beatEndMillis()
              + vector.user()
              + vector.device()
              + Arrays.toString(vector.values()));
    }

    @Override
    public void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {
      lines.add(secondEndMillis + " " + entity + update);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldSayTheSameInWhateverOrderEventsArrive(long seed) {
    List<RiskEvent> inOrder = randomEvents(new SplittableRandom(seed));
    Transcript expected = transcript(inOrder);

    assertThat(expected.hits).isGreaterThan(100);
    for (int shuffle = 0; shuffle < 4; shuffle++) {
      List<RiskEvent> arrived = late(inOrder, new SplittableRandom(seed * 31 + shuffle));
      assertThat(arrived).isNotEqualTo(inOrder);
      assertThat(transcript(arrived).lines).isEqualTo(expected.lines);
    }
  }

  private static Transcript transcript(List<RiskEvent> events) {
    Transcript transcript = new Transcript();
    RuleReplay replay = new RuleReplay(timeline(SET), LATENESS_MILLIS, transcript);
    events.forEach(replay::take);
    replay.finish(T0 + 600_000);
    assertThat(replay.totals().lateEvents()).isZero();
    return transcript;
  }

  /** Each event arrives up to the allowed lateness after its turn. */
  private static List<RiskEvent> late(List<RiskEvent> events, SplittableRandom random) {
    record Arrival(long atMillis, RiskEvent event) {}
    return events.stream()
        .map(event -> new Arrival(event.atMillis() + random.nextLong(LATENESS_MILLIS), event))
        .sorted(Comparator.comparingLong(Arrival::atMillis))
        .map(Arrival::event)
        .toList();
  }

  private static List<RiskEvent> randomEvents(SplittableRandom random) {
    List<RiskEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      long at = T0 + random.nextLong(120_000);
      String user = "u" + random.nextInt(30);
      events.add(
          random.nextInt(20) == 0
              ? new RiskEvent(at, at, user, "", "", "", 0, "p" + random.nextInt(100), 200)
              : new RiskEvent(
                  at,
                  at - random.nextLong(40),
                  user,
                  "d" + random.nextInt(8),
                  "203.0.113." + random.nextInt(3),
                  "gala/first-" + (at - T0) / 5_000,
                  random.nextInt(3),
                  "",
                  0));
    }
    events.sort(Comparator.comparingLong(RiskEvent::atMillis));
    return events;
  }

  @Test
  void shouldCountALateEventAndNothingElseOfIt() {
    Transcript transcript = new Transcript();
    RuleReplay replay = new RuleReplay(timeline(SET), LATENESS_MILLIS, transcript);
    replay.take(shake(0, "u1"));
    replay.take(shake(10_000, "u2"));
    replay.take(shake(500, "u3"));
    replay.finish(T0 + 20_000);

    assertThat(replay.totals()).isEqualTo(new RuleReplayTotals(3, 0, 1, 2, 2, Map.of()));
    assertThat(transcript.lines).noneMatch(line -> line.contains("u3"));
  }

  @Test
  void shouldSetAsideWhoHasNoValidNameAndJudgeAllOthers() {
    // Given: lists in use, a user of spaces, and a script whose device has a name of spaces
    RuleSet set =
        set(
            rule("fast", "requests_10s > 15"),
            new RuleText("lists.yaml", "{allow: {users: [u9]}, deny: {devices: [rack]}}"));
    List<Verdict> told = new ArrayList<>();
    RuleReplay replay =
        new RuleReplay(timeline(set), LATENESS_MILLIS, tellsTo(told, new ArrayList<>()));

    // When
    replay.take(of("   ", "d1"));
    replay.take(of(" u1", "d1"));
    for (int i = 0; i < 20; i++) {
      replay.take(of("u1", "  "));
    }
    replay.finish(T0 + 10_000);

    // Then
    assertThat(replay.totals().namelessEvents()).isEqualTo(2);
    assertThat(replay.totals().events()).isEqualTo(22);
    assertThat(told).extracting(verdict -> verdict.entity().name()).containsExactly("u1");
  }

  private static RiskEvent of(String user, String device) {
    return new RiskEvent(T0, T0, user, device, "203.0.113.1", "gala/first-0", 1, "", 0);
  }

  @Test
  void shouldJudgeABurstThatIsFollowedBySilence() {
    List<Verdict> told = new ArrayList<>();
    RuleReplay replay =
        new RuleReplay(timeline(ONE), LATENESS_MILLIS, tellsTo(told, new ArrayList<>()));
    for (int i = 0; i < 20; i++) {
      replay.take(shake(10L * i, "u1"));
    }
    assertThat(told).isEmpty();

    replay.tick(T0 + 1_000 + LATENESS_MILLIS);

    assertThat(told).extracting(Verdict::ruleId).containsExactly("fast");
    assertThat(told.get(0).firstMillis()).isEqualTo(T0 + 1_000);
  }

  @Test
  void shouldFollowANewVersionAtItsSecondAndKeepTheOthersWindows() {
    RuleSet second =
        ONE.next(List.of(rule("fast", "requests_10s > 7")), "bob", "sharper", T0 + 2_000);
    List<Verdict> told = new ArrayList<>();
    List<VerdictRecord> effective = new ArrayList<>();
    RuleReplay replay = new RuleReplay(timeline(ONE, second), 0, tellsTo(told, effective));
    for (int i = 0; i < 8; i++) {
      replay.take(shake(500L * i, "u1"));
    }
    replay.take(shake(4_600, "u1"));
    replay.finish(T0 + 60_000);

    assertThat(told).extracting(Verdict::firstMillis).containsExactly(T0 + 5_000);
    assertThat(told.get(0).ruleVersion()).isEqualTo(2);
    assertThat(told.get(0).windowNotFull()).isFalse();
    assertThat(effective).extracting(VerdictRecord::level).containsExactly(RiskLevel.EMPTY);
  }

  @Test
  void shouldMarkAVerdictOfAWindowThatIsNotFull() {
    RuleSet first = RuleSet.first(List.of(rule("fast", "requests_10s > 7")), "ann", "", T0 - 4_000);
    List<Verdict> told = new ArrayList<>();
    RuleReplay replay = new RuleReplay(timeline(first), 0, tellsTo(told, new ArrayList<>()));
    for (int i = 0; i < 20; i++) {
      replay.take(shake(100L * i, "u1"));
    }
    replay.finish(T0 + 60_000);

    assertThat(told).isNotEmpty().allMatch(Verdict::windowNotFull);
  }

  @Test
  void shouldTakeBackVerdictsWhenTheirRuleIsRolledBack() {
    RuleSet wild = SET.next(List.of(rule("fast", "requests_10s > 0")), "bob", "oops", T0 - 60_000);
    RuleSet back = wild.next(List.of(rule("fast", "requests_10s > 12")), "ann", "back", T0 + 5_000);
    List<VerdictRecord> effective = new ArrayList<>();
    RuleReplay replay =
        new RuleReplay(timeline(SET, wild, back), 0, tellsTo(new ArrayList<>(), effective));
    replay.take(shake(100, "u1"));
    replay.take(shake(200, "u2"));
    replay.finish(T0 + 20_000);

    assertThat(effective)
        .extracting(VerdictRecord::entity, VerdictRecord::level, VerdictRecord::untilMillis)
        .containsExactly(
            tuple("u1", RiskLevel.EMPTY, T0 + 31_000),
            tuple("u2", RiskLevel.EMPTY, T0 + 31_000),
            tuple("u1", RiskLevel.NONE, T0 + 8_000),
            tuple("u2", RiskLevel.NONE, T0 + 8_000));
  }

  private static RuleReplayListener tellsTo(List<Verdict> told, List<VerdictRecord> effective) {
    return new RuleReplayListener() {
      @Override
      public void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {
        told.addAll(update.told());
        update.effective().ifPresent(effective::add);
      }
    };
  }

  private static RiskEvent shake(long afterMillis, String user) {
    long at = T0 + afterMillis;
    return new RiskEvent(
        at, at, user, "d-" + user, "203.0.113.7", "gala/first-" + afterMillis / 100, 1, "", 0);
  }
}
