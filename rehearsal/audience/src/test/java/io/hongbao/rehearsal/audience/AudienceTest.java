package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.proof.phoneevents.PhoneEventReader;
import io.hongbao.rehearsal.audience.http.ScriptedServer;
import io.hongbao.rules.crowd.BotPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudienceTest {

  @TempDir private Path folder;

  private final StringWriter progress = new StringWriter();
  private FakeEdge edge;
  private volatile Audience stoppable;

  @AfterEach
  void closeEdge() throws IOException {
    if (edge != null) {
      edge.close();
    }
  }

  @Test
  void shouldHearTheAnswerOfEveryShake() throws Exception {
    anEdge(60_000, request -> FakeEdge.missWithNextAfter(100));

    AudienceReport report = run(aLoad(50, 100));

    assertThat(report.errors()).isEmpty();
    assertThat(report.sent()).isEqualTo(100);
    assertThat(report.acknowledged()).isEqualTo(100);
    assertThat(report.answered()).isEqualTo(100);
    assertThat(report.results()).isEqualTo(Map.of(AnswerResult.MISS, 100L));
    assertThat(report.toAnswer().count()).isEqualTo(100);
    assertThat(report.achievedPerSecond()).isPositive().isLessThan(205.0);
    assertThat(report.history().show()).isEqualTo("gala");
    assertThat(report.history().slices()).extracting(TimeSlice::planned).startsWith(100L);
    assertThat(report.history().slices().stream().mapToLong(TimeSlice::sent).sum()).isEqualTo(100);
    assertThat(report.history().slices().stream().mapToLong(TimeSlice::answered).sum())
        .isEqualTo(100);
    assertThat(AudienceReportFormatter.summary(report))
        .endsWith("every acknowledged shake answered");
    assertThat(AudienceReportFormatter.table(report)).contains("100 sent, 100 acknowledged");
  }

  @Test
  void shouldSendTheTicketOfEachPhoneAndItsWait() throws Exception {
    anEdge(60_000, request -> FakeEdge.miss());

    run(aLoad(3, 3));

    assertThat(edge.posts())
        .extracting(FakeEdge::user)
        .containsExactlyInAnyOrder("phone-1", "phone-2", "phone-3");
    assertThat(edge.posts()).allSatisfy(post -> assertThat(post).contains("\nPrefer: wait=2\n"));
  }

  @Test
  void shouldShakeInAnOrderThatFollowsFromTheSeed() throws Exception {
    anEdge(60_000, request -> FakeEdge.miss());

    run(withConnections(aLoad(30, 20), 1));
    run(withConnections(aLoad(30, 20), 1));

    List<String> users = edge.posts().stream().map(FakeEdge::user).toList();
    assertThat(users.subList(20, 40)).isEqualTo(users.subList(0, 20));
    assertThat(users.subList(0, 20)).isNotEqualTo(users.subList(0, 20).stream().sorted().toList());
  }

  @Test
  void shouldLookUpWhatIsPendingAndRecordAllThatIsHeard() throws Exception {
    anEdge(60_000, request -> FakeEdge.isLookUp(request) ? FakeEdge.miss() : FakeEdge.accepted());
    Path seen = folder.resolve("seen.jsonl");

    AudienceReport report = run(aLoad(40, 40).recordedIn(seen));

    List<ShakeEvent> events = new ArrayList<>();
    PhoneEventReader.read(seen, Long.MAX_VALUE, events::add);
    assertThat(report.errors()).isEmpty();
    assertThat(events).filteredOn(ShakeEvent.Acknowledged.class::isInstance).hasSize(40);
    assertThat(events).filteredOn(ShakeEvent.Answered.class::isInstance).hasSize(40);
    assertThat(events).extracting(ShakeEvent::show).containsOnly("gala");
    assertThat(edge.lookUps())
        .hasSize(40)
        .allSatisfy(request -> assertThat(request).contains("\nPrefer: wait=10\n"));
  }

  @Test
  void shouldFetchThePolicyThatAnAnswerNames() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger fetched = new AtomicInteger();
    anEdge(
        60_000,
        request -> {
          if (request.startsWith("GET /v1/policy ")) {
            fetched.incrementAndGet();
            return FakeEdge.policy(2);
          }
          return FakeEdge.missUnderPolicy(answers.incrementAndGet() > 1 ? 2 : 1);
        });

    AudienceSettings inOrder = withConnections(aLoad(20, 20), 1);
    Audience audience = new Audience(inOrder, user -> "ticket-of-" + user);

    AudienceReport report = audience.run(new ProgressPrinter(new PrintWriter(progress), false));

    assertThat(report.errors()).isEmpty();
    assertThat(fetched).hasValue(19);
    assertThat(audience.phoneReports().policies().changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.version()).isEqualTo(2);
              assertThat(change.followed()).isEqualTo(19);
            });
  }

  @Test
  void shouldClaimWhatWasWonAndRecordWhereItStands() throws Exception {
    AtomicInteger claims = new AtomicInteger();
    anEdge(
        60_000,
        request -> {
          if (request.startsWith("POST /v1/packets/p-phone-")) {
            return switch (claims.getAndIncrement()) {
              case 0 -> FakeEdge.problem(503);
              case 1 -> null;
              case 2 -> FakeEdge.claimAccepted("p-" + FakeEdge.user(request));
              case 3 -> FakeEdge.claimed("410 Gone", "EXPIRED");
              default -> FakeEdge.claimed("200 OK", "CLAIMED");
            };
          }
          return request.startsWith("GET /v1/packets/p-phone-")
              ? FakeEdge.claimed("200 OK", "HELD")
              : FakeEdge.packet("p-" + FakeEdge.user(request), "t-1");
        });
    Path seen = folder.resolve("seen.jsonl");
    Audience audience =
        new Audience(aLoad(20, 20).claiming(1).recordedIn(seen), user -> "ticket-of-" + user);

    AudienceReport report = audience.run(new ProgressPrinter(new PrintWriter(progress), false));

    assertThat(report.errors()).isEmpty();
    ClaimReport claimed = audience.phoneReports().claims().orElseThrow();
    assertThat(claimed.states()).isEqualTo(Map.of("HELD", 1L, "EXPIRED", 1L, "CLAIMED", 18L));
    assertThat(claimed.toDecision().count()).isEqualTo(20);
    assertThat(AudienceReportFormatter.table(claimed)).contains("CLAIMED 18, EXPIRED 1, HELD 1");
    List<PhoneEvent> events = new ArrayList<>();
    PhoneEventReader.readAll(seen, Long.MAX_VALUE, events::add);
    assertThat(events).filteredOn(PhoneEvent.ClaimEvent.class::isInstance).hasSize(20);
  }

  @Test
  void shouldClaimAPacketManyTimesAtOnceIfAskedTo() throws Exception {
    AtomicInteger claims = new AtomicInteger();
    anEdge(
        60_000,
        request -> {
          if (request.startsWith("POST /v1/packets/p-phone-")) {
            claims.incrementAndGet();
            return FakeEdge.claimed("200 OK", "CLAIMED");
          }
          return FakeEdge.packet("p-" + FakeEdge.user(request), "t-1");
        });
    Audience audience = new Audience(aLoad(1, 1).claiming(1, 300), user -> "ticket-of-" + user);

    AudienceReport report = audience.run(new ProgressPrinter(new PrintWriter(progress), false));

    assertThat(report.errors()).isEmpty();
    assertThat(claims).hasValue(300);
    assertThat(audience.phoneReports().claims().orElseThrow().states())
        .isEqualTo(Map.of("CLAIMED", 300L));
  }

  @Test
  void shouldClaimNothingUnlessItIsAskedTo() throws Exception {
    anEdge(60_000, request -> FakeEdge.packet("p-" + FakeEdge.user(request), "t-1"));
    Audience audience = new Audience(aLoad(20, 20), user -> "ticket-of-" + user);

    audience.run(new ProgressPrinter(new PrintWriter(progress), false));

    assertThat(audience.phoneReports().claims()).isEmpty();
  }

  @Test
  void shouldPostAgainByIdThroughRefusalsAndBrokenConnections() throws Exception {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    anEdge(
        60_000,
        request ->
            switch (tries
                .computeIfAbsent(FakeEdge.user(request), user -> new AtomicInteger())
                .getAndIncrement()) {
              case 0 -> FakeEdge.accepted();
              case 1 -> FakeEdge.problem(404);
              case 2 -> FakeEdge.problem(503);
              case 3 -> null;
              default -> FakeEdge.miss();
            });

    AudienceReport report = run(aLoad(20, 20));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(20);
    assertThat(report.repeats()).isEqualTo(60);
    assertThat(report.troubles())
        .isEqualTo(Map.of("status 404", 20L, "status 503", 20L, "connection broken", 20L));
    assertThat(edge.posts())
        .filteredOn(post -> post.endsWith("\n\n{\"shakeId\":\"first-0\"}"))
        .hasSize(60);
  }

  @Test
  void shouldMeasureAShakeThatWasRefusedFromThePostThatWasAccepted() throws Exception {
    anEdge(60_000, refusingTwice(FakeEdge.busy(700), 20));

    AudienceReport report = runUntilStopped(aLoad(20, 20).lasting(Duration.ofMinutes(1)));

    assertThat(report.errors()).isEmpty();
    assertThat(report.troubles()).isEmpty();
    assertThat(report.answered()).isEqualTo(20);
    assertThat(report.refusals().byKind()).isEqualTo(Map.of("BUSY", 40L));
    assertThat(report.refusals().notAccepted()).isZero();
    assertThat(report.refusals().waited().count()).isEqualTo(20);
    assertThat(report.refusals().waited().p50Micros()).isGreaterThanOrEqualTo(1_400_000L);
    assertThat(report.toAnswer().p50Micros())
        .as("without the waits")
        .isLessThan(report.refusals().waited().p50Micros());
    assertThat(edge.posts()).as("its current turn each time").noneMatch(it -> it.endsWith("}"));
    assertThat(AudienceReportFormatter.table(report))
        .containsPattern("refused     BUSY 40; 20 shakes waited p50 .* s; 0 never accepted");
  }

  @Test
  void shouldCallNobodyAnErrorWhoWaitsWhenTheLoadEnds() throws Exception {
    anEdge(60_000, request -> FakeEdge.busy(30_000));

    AudienceReport report = run(aLoad(20, 20));

    assertThat(report.isClean()).isTrue();
    assertThat(report.answered()).isZero();
    assertThat(report.refusals().notAccepted()).isEqualTo(20);
    assertThat(edge.posts()).as("nobody comes before its time").hasSize(20);
  }

  @Test
  void shouldStartNoOtherShakeWhileAPhoneWaitsAfterARefusal() throws Exception {
    anEdge(1_000, request -> FakeEdge.busy(30_000));

    // Two turns after a shake without an answer its phone would shake again.
    AudienceReport report = run(aLoad(5, 50).lasting(Duration.ofMillis(3_500)));

    assertThat(report.sent()).isEqualTo(5);
    assertThat(edge.posts()).hasSize(5);
  }

  @Test
  void shouldShakeAtItsOwnPaceIfItDoesNotCareWhatItIsTold() throws Exception {
    anEdge(60_000, refusingTwice(FakeEdge.busy(600_000), 20));

    AudienceReport report =
        runUntilStopped(aLoad(20, 20).lasting(Duration.ofMinutes(1)).disobeying());

    assertThat(report.answered()).isEqualTo(20);
    assertThat(report.refusals().byKind()).isEqualTo(Map.of("BUSY", 40L));
  }

  @Test
  void shouldTryTheNextEdgeAfterABrokenConnection() throws Exception {
    anEdge(60_000, request -> FakeEdge.miss());

    AudienceReport report =
        run(withEdges(aLoad(20, 20), List.of(edge.endpoint(), ScriptedServer.nobodyHere())));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(20);
    assertThat(report.troubles()).isEqualTo(Map.of("connection refused", 10L));
  }

  @Test
  void shouldCallAnAcknowledgedShakeWithoutAnswerAnError() throws Exception {
    anEdge(60_000, request -> FakeEdge.accepted());

    AudienceReport report = run(withGrace(aLoad(10, 10), Duration.ofSeconds(2)));

    assertThat(report.isClean()).isFalse();
    assertThat(report.acknowledged()).isEqualTo(10);
    assertThat(report.errors()).isEqualTo(Map.of("acknowledged, not answered", 10L));
    assertThat(report.examples()).hasSize(5).allMatch(example -> example.endsWith(" first-0"));
    assertThat(AudienceReportFormatter.summary(report))
        .endsWith("ERRORS: acknowledged, not answered 10");
  }

  @Test
  void shouldCallARefusalAnError() throws Exception {
    anEdge(60_000, request -> FakeEdge.problem(401));

    AudienceReport report = run(aLoad(10, 10));

    assertThat(report.errors()).isEqualTo(Map.of("status 401", 10L));
  }

  @Test
  void shouldCallAFailureOfTheEdgeAnErrorAlthoughItIsTriedAgain() throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    anEdge(
        60_000,
        request -> failed.compareAndSet(false, true) ? FakeEdge.problem(500) : FakeEdge.miss());

    AudienceReport report = run(aLoad(10, 10));

    assertThat(report.answered()).isEqualTo(10);
    assertThat(report.errors()).isEqualTo(Map.of("status 500", 1L));
  }

  @Test
  void shouldCountTheTimeThatAStalledServerHoldsUpTheLoad() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean stalled = new AtomicBoolean();
    anEdge(
        60_000,
        request -> {
          if (stalled.compareAndSet(false, true)) {
            awaitMillis(never, 800);
          }
          return FakeEdge.miss();
        });

    AudienceReport report = run(withConnections(aLoad(100, 100), 1));

    // One request stalled; all that were planned meanwhile have waited with it.
    assertThat(report.answered()).isEqualTo(100);
    assertThat(report.toAnswer().p50Micros()).isGreaterThan(300_000L);
    assertThat(report.toAnswer().maxMicros()).isGreaterThan(700_000L);
  }

  @Test
  void shouldSayThatPhonesHaveNoTurnsForTheRate() throws Exception {
    anEdge(60_000, request -> FakeEdge.miss());

    AudienceReport report = run(aLoad(5, 20));

    assertThat(report.sent()).isEqualTo(5);
    assertThat(report.withoutTurn()).isEqualTo(15);
    assertThat(report.isClean()).isTrue();
    assertThat(AudienceReportFormatter.table(report)).contains("15 shakes not sent");
  }

  @Test
  void shouldShakeAgainWhenTheAnswerSaysSo() throws Exception {
    anEdge(60_000, request -> FakeEdge.missWithNextAfter(100));

    AudienceReport report = run(aLoad(5, 20));

    assertThat(report.sent()).isGreaterThan(5);
  }

  @Test
  void shouldShakeAgainTwoTurnsAfterAShakeThatIsStillUnanswered() throws Exception {
    anEdge(100, request -> FakeEdge.accepted());

    AudienceReport report = run(withGrace(aLoad(5, 20), Duration.ZERO));

    // Due at 0, 200 and 400 ms, if this machine is quick.
    assertThat(report.sent()).isBetween(6L, 15L);
  }

  @Test
  void shouldWaitForTheOpening() throws Exception {
    long beforeMillis = System.currentTimeMillis();
    edge = new FakeEdge(60_000, 1_200, request -> FakeEdge.miss());

    AudienceReport report = run(aLoad(10, 10));

    assertThat(report.answered()).isEqualTo(10);
    assertThat(edge.firstPostAtMillis()).isGreaterThanOrEqualTo(beforeMillis + 1_200);
    assertThat(progress.toString()).containsPattern("show gala opens in [01] s");
  }

  @Test
  void shouldRefuseAShowWithoutAWaveToCome() throws Exception {
    edge = new FakeEdge(60_000, -3_600_000, request -> FakeEdge.miss());

    assertThatThrownBy(() -> run(aLoad(10, 10)))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage("show gala: no wave is open, and none comes");
  }

  @Test
  void shouldSayThatNobodyIsThere() throws Exception {
    AudienceSettings settings =
        AudienceSettings.of(List.of(ScriptedServer.nobodyHere()), 1, 1, Duration.ofSeconds(1));

    assertThatThrownBy(() -> run(withOpeningTimeout(settings, Duration.ZERO)))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("does not show the show: connection refused");
  }

  @Test
  void shouldAskAgainForAnswersAndLookAtItsPacketsWhenItDoubts() throws Exception {
    anEdge(60_000, request -> FakeEdge.isPackets(request) ? FakeEdge.packets() : FakeEdge.packet());
    Path seen = folder.resolve("seen.jsonl");
    List<Integer> decidedBy = new ArrayList<>();
    AudienceSettings settings =
        doubting(aLoad(10, 10).recordedIn(seen), new RecheckSettings(1, 0, Duration.ofMillis(100)));

    AudienceReport report =
        new Audience(
                settings,
                user -> "ticket-of-" + user,
                (edge, sentAtMillis, heardAtMillis) -> decidedBy.add(edge))
            .run(new ProgressPrinter(new PrintWriter(progress), false));

    List<PhoneEvent> events = new ArrayList<>();
    PhoneEventReader.readAll(seen, Long.MAX_VALUE, events::add);
    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).as("each counted once").isEqualTo(10);
    assertThat(decidedBy).containsExactlyElementsOf(Collections.nCopies(10, 0));
    assertThat(events).filteredOn(ShakeEvent.Answered.class::isInstance).hasSizeBetween(11, 20);
    assertThat(events)
        .filteredOn(PacketListEvent.class::isInstance)
        .hasSizeBetween(1, 10)
        .allSatisfy(
            event -> assertThat(((PacketListEvent) event).packetIds()).containsExactly("p1"));
  }

  @Test
  void shouldAskTheNextEdgeForAnAnswerThatAnEdgeDoesNotKnow() throws Exception {
    anEdge(
        60_000,
        request -> FakeEdge.isLookUp(request) ? FakeEdge.problem(404) : FakeEdge.accepted());
    try (FakeEdge knowing = new FakeEdge(60_000, 0, request -> FakeEdge.miss())) {
      AudienceReport report =
          run(withEdges(aLoad(20, 20), List.of(edge.endpoint(), knowing.endpoint())));

      assertThat(report.errors()).isEmpty();
      assertThat(report.answered()).isEqualTo(20);
      assertThat(report.troubles()).isEqualTo(Map.of("status 404", 10L));
      assertThat(knowing.posts())
          .filteredOn(post -> post.endsWith("\n\n{\"shakeId\":\"first-0\"}"))
          .hasSize(10);
    }
  }

  @Test
  void shouldNotTakeARefusalToAnswerAgainForAnAnswer() throws Exception {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    anEdge(
        60_000,
        request ->
            tries
                        .computeIfAbsent(FakeEdge.user(request), user -> new AtomicInteger())
                        .getAndIncrement()
                    == 0
                ? FakeEdge.miss()
                : FakeEdge.problem(404));
    Path seen = folder.resolve("seen.jsonl");

    AudienceReport report =
        run(
            doubting(
                aLoad(10, 10).recordedIn(seen), new RecheckSettings(1, 1, Duration.ofMillis(100))));

    List<PhoneEvent> events = new ArrayList<>();
    PhoneEventReader.readAll(seen, Long.MAX_VALUE, events::add);
    assertThat(report.errors()).isEmpty();
    assertThat(report.troubles()).containsOnlyKeys("asked again: status 404");
    assertThat(events).hasSize(20).allMatch(ShakeEvent.class::isInstance);
  }

  @Test
  void shouldLetPeopleListenAmongBotsWithTheirDevicesAndAddresses() throws Exception {
    // Given
    anEdge(1_500, request -> FakeEdge.miss());
    BotPlan plan = new BotPlan("phone", 30, 5, 3);
    AudienceSettings settings =
        AudienceSettings.of(List.of(edge.endpoint()), 25, 14, Duration.ofMillis(2_500));
    Audience audience =
        Audience.withBots(settings, identity -> "ticket-of-" + identity.user(), plan);

    // When
    AudienceReport report = audience.run(new ProgressPrinter(new PrintWriter(progress), false));

    // Then
    assertThat(report.errors()).isEmpty();
    assertThat(report.sent()).isPositive().isEqualTo(report.answered());
    assertThat(audience.phoneReports().bots().orElseThrow().posts()).isPositive();
    assertThat(edge.posts()).allSatisfy(post -> assertThat(post).contains("\nX-Forwarded-For: "));
    assertThat(edge.posts()).extracting(FakeEdge::user).contains("phone-28");
  }

  private void anEdge(long turnMillis, Function<String, String> script) throws IOException {
    edge = new FakeEdge(turnMillis, 0, script);
  }

  /** Refuses each phone twice, then answers it, and lets the load end with the last phone. */
  private Function<String, String> refusingTwice(String refusal, int phones) {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    AtomicInteger answered = new AtomicInteger();
    return request -> {
      int before =
          tries
              .computeIfAbsent(FakeEdge.user(request), user -> new AtomicInteger())
              .getAndIncrement();
      if (before < 2) {
        return refusal;
      }
      if (answered.incrementAndGet() == phones) {
        stoppable.stop();
      }
      return FakeEdge.miss();
    };
  }

  private AudienceReport runUntilStopped(AudienceSettings settings) throws InterruptedException {
    stoppable = new Audience(settings, user -> "ticket-of-" + user);
    return stoppable.run(new ProgressPrinter(new PrintWriter(progress), false));
  }

  /** So many shakes within half a second. */
  private AudienceSettings aLoad(int phones, int shakes) {
    return AudienceSettings.of(
        List.of(edge.endpoint()), phones, 2 * shakes, Duration.ofMillis(500));
  }

  private AudienceReport run(AudienceSettings settings) throws InterruptedException {
    return new Audience(settings, user -> "ticket-of-" + user)
        .run(new ProgressPrinter(new PrintWriter(progress), false));
  }

  private static AudienceSettings withEdges(AudienceSettings from, List<Endpoint> edges) {
    return with(from, edges, from.connections(), from.openWithin(), from.grace());
  }

  private static AudienceSettings withConnections(AudienceSettings from, int connections) {
    return with(from, from.edges(), connections, from.openWithin(), from.grace());
  }

  private static AudienceSettings withOpeningTimeout(AudienceSettings from, Duration openWithin) {
    return with(from, from.edges(), from.connections(), openWithin, from.grace());
  }

  private static AudienceSettings withGrace(AudienceSettings from, Duration grace) {
    return with(from, from.edges(), from.connections(), from.openWithin(), grace);
  }

  private static AudienceSettings doubting(AudienceSettings from, RecheckSettings rechecks) {
    return new AudienceSettings(
        from.edges(),
        from.userPrefix(),
        from.phones(),
        from.ratePerSecond(),
        from.duration(),
        from.waitSeconds(),
        from.connections(),
        from.openWithin(),
        from.grace(),
        from.seed(),
        from.seen(),
        rechecks);
  }

  private static AudienceSettings with(
      AudienceSettings from,
      List<Endpoint> edges,
      int connections,
      Duration openWithin,
      Duration grace) {
    return new AudienceSettings(
        edges,
        from.userPrefix(),
        from.phones(),
        from.ratePerSecond(),
        from.duration(),
        from.waitSeconds(),
        connections,
        openWithin,
        grace,
        from.seed(),
        Optional.empty());
  }

  private static void awaitMillis(CountDownLatch latch, long millis) {
    try {
      assertThat(latch.await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
