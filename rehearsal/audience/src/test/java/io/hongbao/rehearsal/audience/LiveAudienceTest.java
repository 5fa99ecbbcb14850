package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.proof.phoneevents.PhoneEventReader;
import io.hongbao.rehearsal.audience.http.ScriptedServer;
import io.hongbao.rehearsal.audience.websocket.ScriptedWebSocketServer;
import io.hongbao.rehearsal.audience.websocket.ScriptedWebSocketServer.Client;
import io.hongbao.rehearsal.audience.websocket.ScriptedWebSocketServer.Script;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phones over WebSockets, against edges whose every word a test writes. */
class LiveAudienceTest {

  private static final String ACCEPTED = "{\"accepted\":{\"shakeId\":\"first-0\"}}";
  private static final String MISS =
      "{\"answer\":{\"plan\":1,\"shakeId\":\"first-0\",\"result\":\"MISS\"}}";
  private static final String RECALLED =
      "{\"answer\":{\"shakeId\":\"first-0\",\"result\":\"MISS\"},\"recalled\":true}";
  private static final String BUSY =
      "{\"problem\":{\"call\":\"shake\",\"retryAfterMs\":1000,\"status\":503,\"title\":\"Service Unavailable\",\"detail\":\"busy\","
          + "\"result\":\"BUSY\",\"nextShakeAfterMs\":100}}";
  private static final String UNNAMED = "{\"shake\":{}}";
  private static final String NAMED = "{\"shake\":{\"shakeId\":\"first-0\"}}";

  @TempDir private Path folder;

  private final StringWriter progress = new StringWriter();
  private final List<ScriptedWebSocketServer> edges = new ArrayList<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private Audience audience;

  @AfterEach
  void closeEdges() throws IOException {
    for (ScriptedWebSocketServer edge : edges) {
      edge.close();
    }
  }

  @Test
  void shouldHearAcceptanceAndAnswerOverOneConnectionOfEachPhone() throws Exception {
    anEdge(
        (phone, message) -> {
          phone.send(ACCEPTED);
          phone.send(MISS);
        });
    Path seen = folder.resolve("seen.jsonl");

    AudienceReport report = run(aLoad(20, 20).recordedIn(seen));

    assertThat(report.errors()).isEmpty();
    assertThat(report.troubles()).isEmpty();
    assertThat(report.results()).isEqualTo(Map.of(AnswerResult.MISS, 20L));
    assertThat(report.acknowledged()).isEqualTo(20);
    assertThat(edges.get(0).upgrades()).isEqualTo(20);
    assertThat(edges.get(0).messages()).containsOnly(UNNAMED).hasSize(20);
    assertThat(edges.get(0).requests())
        .filteredOn(request -> request.startsWith("GET /v1/live "))
        .extracting(LiveAudienceTest::user)
        .contains("phone-1", "phone-20");
    List<ShakeEvent> events = new ArrayList<>();
    PhoneEventReader.read(seen, Long.MAX_VALUE, events::add);
    assertThat(events).filteredOn(ShakeEvent.Acknowledged.class::isInstance).hasSize(20);
    assertThat(events).filteredOn(ShakeEvent.Answered.class::isInstance).hasSize(20);
    LiveReport live = audience.phoneReports().live().orElseThrow();
    assertThat(live.opened()).isEqualTo(20);
    assertThat(live.open()).isEqualTo(20);
    assertThat(live.reconnects()).isZero();
    assertThat(live.closings()).isEmpty();
  }

  @Test
  void shouldTakeAnAnswerThatComesWithoutAnAcceptance() throws Exception {
    anEdge((phone, message) -> phone.send(MISS));

    AudienceReport report = run(aLoad(5, 5));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(5);
    assertThat(report.acknowledged()).isEqualTo(5);
  }

  @Test
  void shouldAskAgainAfterBusyOverTheSameConnection() throws Exception {
    anEdge((phone, message) -> phone.send(isFirst(phone, "busy") ? BUSY : MISS));

    // Who still waits after a refusal when the load ends is not answered.
    AudienceReport report = run(aLoad(5, 5).lasting(Duration.ofSeconds(3)));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(5);
    assertThat(report.repeats()).isEqualTo(5);
    assertThat(edges.get(0).upgrades()).isEqualTo(5);
  }

  @Test
  void shouldConnectAgainAndNameTheShakeWhenTheConnectionBreaksBeforeTheAnswer() throws Exception {
    anEdge(
        (phone, message) -> {
          if (isFirst(phone, "break")) {
            phone.send(ACCEPTED);
            phone.drop();
          } else {
            phone.send(MISS);
          }
        });

    AudienceReport report = run(aLoad(5, 5));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(5);
    assertThat(report.troubles()).isEqualTo(Map.of("connection broken", 5L));
    assertThat(edges.get(0).messages()).filteredOn(NAMED::equals).hasSize(5);
    LiveReport live = audience.phoneReports().live().orElseThrow();
    assertThat(live.reconnects()).isEqualTo(5);
    assertThat(live.closings()).isEqualTo(Map.of("connection broken", 5L));
    assertThat(live.toReconnect().count()).isEqualTo(5);
  }

  @Test
  void shouldTakeTheAnswerThatIsDeliveredAfterTheReconnect() throws Exception {
    anEdge(
        new Edge() {
          @Override
          public void opened(Client phone) throws IOException {
            if (!isFirst(phone, "open")) {
              phone.send(RECALLED);
            }
          }

          @Override
          public void heard(Client phone, String message) throws IOException {
            phone.send(ACCEPTED);
            if (isFirst(phone, "break")) {
              phone.drop();
            }
          }
        });

    AudienceReport report = run(aLoad(5, 5));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(5);
  }

  @Test
  void shouldAskTheNextEdgeForAShakeWhoseEdgeIsGone() throws Exception {
    anEdge(
        (phone, message) -> {
          phone.send(ACCEPTED);
          phone.drop();
        });
    anEdge((phone, message) -> phone.send(MISS));

    AudienceReport report = run(aLoad(10, 10));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(10);
    assertThat(edges.get(1).messages()).filteredOn(NAMED::equals).hasSize(5);
    assertThat(edges.get(1).messages()).filteredOn(UNNAMED::equals).hasSize(5);
    assertThat(edges.get(1).upgrades()).as("its own phones and those of the other").isEqualTo(10);
  }

  @Test
  void shouldGoToTheNextEdgeWhenItsOwnDrains() throws Exception {
    anEdge((phone, message) -> phone.close(1001, ""));
    anEdge((phone, message) -> phone.send(MISS));

    AudienceReport report = run(aLoad(10, 10));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(10);
    assertThat(audience.phoneReports().live().orElseThrow().closings())
        .isEqualTo(Map.of("closed with 1001", 5L));
  }

  @Test
  void shouldComeBackToAnOverloadedEdgeAfterTheSecondsOfItsClose() throws Exception {
    anEdge(
        (phone, message) -> {
          if (isFirst(phone, "close")) {
            phone.close(1013, "1");
          } else {
            phone.send(MISS);
          }
        });

    AudienceReport report = run(aLoad(5, 5));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(5);
    assertThat(report.troubles()).isEqualTo(Map.of("status 503", 5L));
    LiveReport live = audience.phoneReports().live().orElseThrow();
    assertThat(live.closings()).isEqualTo(Map.of("closed with 1013", 5L));
    assertThat(live.toReconnect().p50Micros()).isGreaterThanOrEqualTo(990_000L);
  }

  @Test
  void shouldCallATicketThatIsNoGoodAnError() throws Exception {
    anEdge((phone, message) -> phone.close(1008, "ticket"));

    AudienceReport report = run(aLoad(3, 3));

    assertThat(report.errors()).isEqualTo(Map.of("status 401", 3L));
  }

  @Test
  void shouldFindAnEdgeThatIsThere() throws Exception {
    anEdge((phone, message) -> phone.send(MISS));

    AudienceReport report =
        run(aLoad(10, 10, List.of(edges.get(0).endpoint(), ScriptedServer.nobodyHere())));

    assertThat(report.errors()).isEmpty();
    assertThat(report.answered()).isEqualTo(10);
    LiveReport live = audience.phoneReports().live().orElseThrow();
    assertThat(live.closings()).isEqualTo(Map.of("connection refused", 5L));
    assertThat(live.open()).isEqualTo(10);
  }

  @Test
  void shouldLookAtItsPacketsAndAskAgainOverItsConnection() throws Exception {
    anEdge(
        (phone, message) -> {
          if (message.equals("{\"packets\":{}}")) {
            phone.send(
                "{\"packets\":[{\"packetId\":\"p1\",\"wave\":\"first\",\"enterprise\":\"cola\","
                    + "\"amountFen\":188,\"state\":\"WON\"}]}");
          } else {
            phone.send(
                "{\"answer\":{\"shakeId\":\"first-0\",\"result\":\"PACKET\",\"packet\":"
                    + "{\"packetId\":\"p1\",\"enterprise\":\"cola\",\"amountFen\":188}}}");
          }
        });

    AudienceReport report =
        run(doubting(aLoad(5, 5), new RecheckSettings(1, 1, Duration.ofMillis(50))));

    assertThat(report.errors()).isEmpty();
    assertThat(report.troubles()).isEmpty();
    assertThat(report.results()).isEqualTo(Map.of(AnswerResult.PACKET, 5L));
    assertThat(edges.get(0).messages()).contains("{\"packets\":{}}", NAMED);
    assertThat(edges.get(0).upgrades()).isEqualTo(5);
  }

  @Test
  void shouldPrintOpenConnectionsBesideTheProgress() throws Exception {
    anEdge((phone, message) -> phone.send(MISS));

    audience = new Audience(aLoad(4, 4), user -> "ticket-of-" + user);
    audience.run(new ProgressPrinter(new PrintWriter(progress), true));

    assertThat(progress.toString()).contains("  4 open, 0 reconnects");
  }

  /** What an edge does, and whose show is open. */
  private interface Edge extends Script {

    @Override
    default Optional<String> replyTo(String request) {
      return request.startsWith("GET /v1/show ") ? Optional.of(show()) : Optional.empty();
    }
  }

  private void anEdge(Edge edge) throws IOException {
    edges.add(ScriptedWebSocketServer.running(edge));
  }

  /** Whether this happens to a phone for the first time. */
  private boolean isFirst(Client phone, String what) {
    return counts
            .computeIfAbsent(user(phone.request()) + what, it -> new AtomicInteger())
            .getAndIncrement()
        == 0;
  }

  private static String user(String request) {
    return request
        .lines()
        .filter(line -> line.startsWith("Authorization: Bearer ticket-of-"))
        .map(line -> line.substring("Authorization: Bearer ticket-of-".length()))
        .findFirst()
        .orElse("nobody");
  }

  /** So many shakes within half a second. */
  private AudienceSettings aLoad(int phones, int shakes) {
    return aLoad(phones, shakes, edges.stream().map(ScriptedWebSocketServer::endpoint).toList());
  }

  private static AudienceSettings aLoad(int phones, int shakes, List<Endpoint> edges) {
    return AudienceSettings.of(edges, phones, 2 * shakes, Duration.ofMillis(500))
        .over(Transport.WS);
  }

  private AudienceReport run(AudienceSettings settings) throws InterruptedException {
    audience = new Audience(settings, user -> "ticket-of-" + user);
    return audience.run(new ProgressPrinter(new PrintWriter(progress), false));
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
            rechecks)
        .over(from.transport());
  }

  private static String show() {
    long nowMillis = System.currentTimeMillis();
    String body =
        String.format(
            Locale.ROOT,
            "{\"show\":\"gala\",\"serverTimeMs\":%d,\"turnMillis\":60000,\"waves\":[{\"id\":\"first\","
                + "\"opensAtMs\":%d,\"closesAtMs\":%d,\"secretSha256\":\"00\"}]}",
            nowMillis,
            nowMillis,
            nowMillis + 600_000);
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
