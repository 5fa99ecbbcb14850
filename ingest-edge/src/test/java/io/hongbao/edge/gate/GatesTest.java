package io.hongbao.edge.gate;

import static io.hongbao.edge.fixtures.PlanFixture.OPENS_AT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.SharedTurns;
import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.admission.AdmissionSettings;
import io.hongbao.edge.admission.QueueingDelay;
import io.hongbao.edge.fixtures.FakeClock;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.gate.Gate.GateResult;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.shake.AnswerPoller;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.shake.ShakeSubmission;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import io.hongbao.tickets.TicketTimes;
import io.hongbao.tickets.TicketVerifier;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatesTest {

  private static final long NOW_MILLIS = OPENS_AT_MILLIS + 88_000;
  private static final int MAX_BODY_BYTES = 4_096;
  private static final int TARGET_MILLIS = 500;
  private static final TicketKeys KEYS = TicketKeys.generate("k1");
  private static final String TICKET =
      "Bearer "
          + new TicketMint(KEYS).mint("alice", "phone-1", Duration.ofHours(1), NOW_MILLIS).text();

  private final FakeClock clock = new FakeClock(NOW_MILLIS);
  private final EdgeMetrics metrics = new EdgeMetrics();
  private final InMemoryAnswers answers = new InMemoryAnswers();
  private final AnswerPoller poller = new AnswerPoller(answers, clock, metrics, "poller");
  private long nowNanos;
  private final QueueingDelay delay = new QueueingDelay(nowNanos, TARGET_MILLIS);
  private final Admission admission =
      new Admission(new AdmissionSettings(TARGET_MILLIS, 200), delay, OPENS_AT_MILLIS, nowNanos);
  private final ShakeService shakeService =
      new ShakeService(
          new InMemoryShakeLog(), poller, "edge-1", clock, metrics, delay, show -> false, 100, 100);
  private final ShowPlanTable shows = new ShowPlanTable(PlanFixture.VERIFYING_KEY, () -> {});
  private final VerdictTable verdicts = new VerdictTable(100, () -> {});
  private long modes;
  private final Load load = new Load(1, 1, () -> true);
  private final Gates gates =
      new Gates(
          new TicketVerifier(KEYS, TicketTimes.DEFAULT, 100),
          MAX_BODY_BYTES,
          shows,
          new AddressBudgets(AddressSettings.DEFAULT, List.of()),
          verdicts,
          admission,
          load,
          shakeService);

  GatesTest() {
    accept(PlanFixture.aPlan().toRecord());
  }

  private void accept(ShowRecord record) {
    shows.accept(
        record.key().getBytes(StandardCharsets.UTF_8), record.sign(PlanFixture.SIGNING_KEY));
  }

  @AfterEach
  void close() {
    poller.close();
    answers.close();
  }

  private static ShakeRequest requestAt(long nowMillis) {
    return new ShakeRequest(TICKET, 0, "10.0.0.1", nowMillis);
  }

  /** Where a request stops and why; passing is "passed". */
  private String walk(ShakeRequest request) {
    for (Gate gate : gates.inOrder()) {
      GateResult result = gate.check(request);
      if (result instanceof GateResult.Refused refused) {
        return gate.name() + ": " + refused.reason();
      }
      if (result instanceof GateResult.Busy) {
        return gate.name() + ": BUSY";
      }
      if (result instanceof GateResult.BadTicket badTicket) {
        return gate.name() + ": " + badTicket.refusal().reason();
      }
      if (result != GateResult.PASS) {
        return gate.name() + ": " + result;
      }
    }
    return "passed";
  }

  private Gate gate(String name) {
    return gates.inOrder().stream()
        .filter(gate -> gate.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldStandInTheOrderOfTheDesign() {
    assertThat(gates.inOrder())
        .extracting(Gate::name)
        .containsExactly(
            "ticket", "size", "open wave", "pace", "verdict", "mode", "admission", "load");
  }

  @Test
  void shouldNeedTheBodyOnlyAfterTicketAndSize() {
    assertThat(gates.inOrder())
        .extracting(Gate::needsBody)
        .containsExactly(false, false, true, false, false, false, false, false);
  }

  @Test
  void shouldFindOutAllThatTheLogNeeds() {
    ShakeRequest request = requestAt(NOW_MILLIS);
    verdicts.accept(
        null,
        new VerdictRecord(
                EntityKind.DEVICE, "phone-1", RiskLevel.WATCH, NOW_MILLIS + 1, "too-fast", 1)
            .encode());

    assertThat(walk(request)).isEqualTo("passed");

    long userHash = request.ticket().userHash();
    int turn = PlanFixture.FIRST.turnAt(NOW_MILLIS, userHash);
    assertThat(request.isLookupOnly()).isFalse();
    assertThat(request.toUse())
        .isEqualTo(
            new ShakeSubmission(
                new AnswerKey(PlanFixture.SHOW, "alice", new ShakeId("first", turn)),
                request.plan().placeOf(userHash),
                1,
                NOW_MILLIS,
                "phone-1",
                "10.0.0.1",
                RiskLevel.WATCH,
                PlanFixture.FIRST.lastNamedAtMillis(turn, userHash)));
  }

  @Test
  void shouldStopStrangersFirst() {
    ShakeRequest stranger = new ShakeRequest(null, 1_000_000, "10.0.0.1", 0);

    assertThat(walk(stranger)).isEqualTo("ticket: MISSING");
  }

  @Test
  void shouldStopLargeBodiesByWhatTheyAnnounce() {
    assertThat(walk(new ShakeRequest(TICKET, MAX_BODY_BYTES, "10.0.0.1", NOW_MILLIS)))
        .isEqualTo("passed");
    assertThat(walk(new ShakeRequest(TICKET, MAX_BODY_BYTES + 1, "10.0.0.1", NOW_MILLIS)))
        .isEqualTo("size: BODY_TOO_LARGE");
  }

  @Test
  void shouldStopWhenNoWaveIsOpen() {
    assertThat(walk(requestAt(OPENS_AT_MILLIS - 1)))
        .isEqualTo("open wave: " + new GateResult.Closed(OptionalLong.of(1)));
  }

  @Test
  void shouldStopWhileThePlanIsNotActiveThoughItsWaveWouldBeOpen() {
    PlanRecord later = PlanFixture.aPlan().ofShow("later").activeFrom(NOW_MILLIS + 1).toRecord();
    PlanRecord now = PlanFixture.aPlan().toRecord();
    shows.accept(now.key().getBytes(StandardCharsets.UTF_8), null);
    accept(later);
    ShakeRequest named = requestAt(NOW_MILLIS);
    named.nameShake(new ShakeId("first", 16));

    assertThat(walk(requestAt(NOW_MILLIS))).startsWith("open wave: Closed");
    assertThat(walk(named)).startsWith("open wave: Closed");
    assertThat(walk(requestAt(NOW_MILLIS + 1))).isEqualTo("passed");
  }

  @Test
  void shouldMarkAnOldTurnAsALookupOnly() {
    ShakeRequest old = requestAt(NOW_MILLIS);
    old.nameShake(new ShakeId("first", 3));

    assertThat(walk(old)).isEqualTo("passed");
    assertThat(old.isLookupOnly()).isTrue();
  }

  @Test
  void shouldStopWhoIsBlockedByAddress() {
    verdicts.accept(
        null,
        new VerdictRecord(
                EntityKind.ADDRESS, "10.0.0.1", RiskLevel.BLOCK, NOW_MILLIS + 1, "flood", 1)
            .encode());

    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("verdict: BLOCKED");
    assertThat(walk(requestAt(NOW_MILLIS + 1))).isEqualTo("passed");
  }

  private void setMode(Mode mode) {
    accept(new ModeRecord(PlanFixture.SHOW, ++modes, mode, "a test"));
  }

  @Test
  void shouldLetHalfOfTheTurnsThroughInModeShare() {
    setMode(Mode.SHARE);
    List<Boolean> taken = new ArrayList<>();

    for (int turn = 2; turn < 12; turn++) {
      ShakeRequest request = requestAt(OPENS_AT_MILLIS + 5_000L * (turn + 1) - 1);
      String result = walk(request);
      int chosen = request.turn().shakeId().turn();
      taken.add(result.equals("passed"));
      assertThat(result.equals("passed"))
          .isEqualTo(SharedTurns.mayUse(chosen, request.ticket().userHash()));
      assertThat(result).isIn("passed", "mode: BUSY");
    }

    assertThat(taken).contains(true, false);
  }

  @Test
  void shouldSayWhenTheNextTurnThatIsTakenBegins() {
    setMode(Mode.SHARE);
    ShakeRequest request = requestAt(NOW_MILLIS);
    long now = NOW_MILLIS;
    while (walk(request).equals("passed")) {
      now += 5_000;
      request = requestAt(now);
    }

    GateResult result = gate("mode").check(request);

    assertThat(result).isInstanceOf(GateResult.Busy.class);
    long waitMillis = ((GateResult.Busy) result).waitMillis().orElseThrow();
    assertThat(walk(requestAt(now + waitMillis - 1))).isEqualTo("mode: BUSY");
    assertThat(walk(requestAt(now + waitMillis))).isEqualTo("passed");
  }

  @Test
  void shouldTakeNoNewShakeInModeCalm() {
    setMode(Mode.CALM);
    ShakeRequest request = requestAt(NOW_MILLIS);

    assertThat(walk(request)).isEqualTo("mode: BUSY");
    GateResult.Busy busy = (GateResult.Busy) gate("mode").check(request);
    assertThat(busy.waitMillis().orElseThrow()).isBetween(10_000L, 19_999L);
    setMode(Mode.NORMAL);
    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("passed");
  }

  @Test
  void shouldCloseAShowThatIsBeingEnded() {
    setMode(Mode.ENDING);

    assertThat(walk(requestAt(NOW_MILLIS)))
        .isEqualTo("mode: " + new GateResult.Closed(OptionalLong.empty()));
  }

  @Test
  void shouldTakeEveryShakeInModeLongerTurns() {
    setMode(Mode.LONGER_TURNS);

    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("passed");
    assertThat(walk(requestAt(NOW_MILLIS + 5_000))).isEqualTo("passed");
  }

  @Test
  void shouldDoWhatTheModeOfTheShowOnAirSaysAndNotOfAnother() {
    accept(new ModeRecord("another", 1, Mode.CALM, ""));

    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("passed");
  }

  @ParameterizedTest
  @EnumSource
  void shouldLetThroughWhatIsKnownInEveryMode(Mode mode) {
    ShakeRequest first = requestAt(NOW_MILLIS);
    assertThat(walk(first)).isEqualTo("passed");
    shakeService.decided(first.answerKey(), Outcome.MISS);
    ShakeRequest old = requestAt(NOW_MILLIS);
    old.nameShake(new ShakeId("first", 3));

    setMode(mode);

    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("passed");
    assertThat(walk(old)).as("a look-up").isEqualTo("passed");
  }

  @Test
  void shouldCloseAWaveForAMomentThatAPlanOnItsWayMoves() {
    WaveSchedule later =
        new WaveSchedule(
            "first", NOW_MILLIS + 60_000, NOW_MILLIS + 120_000, PlanFixture.TURN_MILLIS);
    PlanFixture next = PlanFixture.aPlan().numbered(2).withWaves(later, PlanFixture.SECOND);
    accept(next.toRecord().activatingAt(NOW_MILLIS + 2_000));
    ShakeRequest named = requestAt(NOW_MILLIS);
    named.nameShake(new ShakeId("first", 16));
    String closed =
        "open wave: "
            + new GateResult.Closed(
                OptionalLong.of(PlanFixture.SECOND.opensAtMillis() - NOW_MILLIS),
                OptionalLong.of(1_000));

    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo(closed);
    assertThat(walk(named)).isEqualTo(closed);
  }

  /** A hundred shakes have waited for two seconds, and a few more than those are taken. */
  private void letNewShakesWait() {
    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("passed");
    for (int i = 0; i < 100; i++) {
      delay.sent(nowNanos);
    }
    nowNanos = TimeUnit.SECONDS.toNanos(2);
    admission.tick(nowNanos, 0);
  }

  /** How many requests of a turn pass before one is stopped by this. */
  private int passedBefore(String stop, Supplier<ShakeRequest> requests) {
    int passed = 0;
    String result = walk(requests.get());
    while (result.equals("passed")) {
      passed++;
      result = walk(requests.get());
    }
    assertThat(result).isEqualTo(stop);
    return passed;
  }

  private static ShakeRequest lateRequest() {
    ShakeRequest late = requestAt(NOW_MILLIS);
    late.nameShake(new ShakeId("first", 16));
    return late;
  }

  @Test
  void shouldStopNewShakesThatWouldWaitForLongAndLateOnesFirst() {
    letNewShakesWait();

    int late = passedBefore("admission: BUSY", GatesTest::lateRequest);
    int current = passedBefore("admission: BUSY", () -> requestAt(NOW_MILLIS));

    assertThat(late).isEqualTo(16);
    assertThat(current).isEqualTo(48);
  }

  @Test
  void shouldLetThroughWhatIsKnownWhateverNewShakesWait() {
    ShakeRequest first = requestAt(NOW_MILLIS);
    assertThat(walk(first)).isEqualTo("passed");
    letNewShakesWait();
    passedBefore("admission: BUSY", () -> requestAt(NOW_MILLIS));
    shakeService.decided(first.answerKey(), Outcome.MISS);
    ShakeRequest old = requestAt(NOW_MILLIS);
    old.nameShake(new ShakeId("first", 3));

    assertThat(walk(requestAt(NOW_MILLIS))).as("a repeat").isEqualTo("passed");
    assertThat(walk(old)).as("a look-up").isEqualTo("passed");
    assertThat(walk(lateRequest())).as("a late turn").isEqualTo("admission: BUSY");
  }

  @Test
  void shouldSayWhenTheUsersNextCallIs() {
    letNewShakesWait();
    passedBefore("admission: BUSY", () -> requestAt(NOW_MILLIS));
    ShakeRequest request = requestAt(NOW_MILLIS);
    gates.inOrder().subList(0, 5).forEach(gate -> gate.check(request));

    GateResult result = gate("admission").check(request);

    long userHash = request.ticket().userHash();
    int next = PlanFixture.FIRST.turnAt(NOW_MILLIS, userHash) + 1;
    assertThat(result)
        .isEqualTo(
            new GateResult.Busy(
                OptionalLong.of(
                    PlanFixture.FIRST.turnStartsAtMillis(next, userHash) - NOW_MILLIS)));
  }

  @Test
  void shouldRefuseWithoutMuchGarbage() {
    int refusals = 10_000;
    letNewShakesWait();
    passedBefore("admission: BUSY", () -> requestAt(NOW_MILLIS));
    ShakeRequest request = requestAt(NOW_MILLIS);
    gates.inOrder().subList(0, 5).forEach(gate -> gate.check(request));
    Gate gate = gate("admission");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int passed = 0;
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

    for (int i = 0; i < refusals; i++) {
      passed += gate.check(request) == GateResult.PASS ? 1 : 0;
    }

    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(passed).isZero();
    assertThat(bytes / refusals).as("bytes of a refusal").isLessThan(1_000);
  }

  @Test
  void shouldStopWhenTooManyWait() {
    load.enter();

    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("load: BUSY");
    load.leave();
    assertThat(walk(requestAt(NOW_MILLIS))).isEqualTo("passed");
  }

  @Test
  void shouldNotSayBusyToALookup() {
    load.enter();
    ShakeRequest old = requestAt(NOW_MILLIS);
    old.nameShake(new ShakeId("first", 3));
    gates.inOrder().subList(0, 6).forEach(gate -> gate.check(old));

    GateResult result = gate("load").check(old);

    assertThat(result).isEqualTo(new GateResult.Refused(GateResult.Reason.TOO_MANY_WAIT));
  }
}
