package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.OutcomeListener;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.ack.AckLog;
import io.hongbao.edge.admission.AdmissionSettings;
import io.hongbao.edge.fixtures.FakeClock;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryPacketLog;
import io.hongbao.edge.fixtures.InMemoryPlanLog;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.LogFacts;
import io.hongbao.edge.fixtures.OpenApi;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.log.PacketLog;
import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.planfile.PlanLog;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.ShowRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An edge on free ports of loopback, with a log and a cache in memory and a clock that stands still
 * in the middle of a wave.
 */
public final class TestEdge implements AutoCloseable {

  /** In the 18th turn of wave first, or the 17th, depending on the user. */
  public static final long NOW_MILLIS = PlanFixture.OPENS_AT_MILLIS + 88_000;

  static final byte[] SECRET =
      "a secret of thirty-two bytes: 32".getBytes(StandardCharsets.US_ASCII);

  public static final TicketKeys KEYS = new TicketKeys(Map.of("k1", SECRET));

  private static final OpenApi CONTRACT = OpenApi.read();

  public final InMemoryShakeLog log = new InMemoryShakeLog();
  public final InMemoryAnswers answers = new InMemoryAnswers();
  public final InMemoryPacketLog packetLog = new InMemoryPacketLog(answers::stand);
  final InMemoryPlanLog planLog;
  public final FakeClock clock = new FakeClock(NOW_MILLIS);
  public final List<AckRecord> acks = new CopyOnWriteArrayList<>();
  final Edge edge;
  OpenApi contract = CONTRACT;
  volatile List<String> notCaughtUp = List.of();
  volatile List<String> cacheProblems = List.of();
  ShowPlanTable shows;
  VerdictTable verdicts;
  Health health;
  private final int adminPort;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public TestEdge() {
    this(EdgeBounds.DEFAULT);
  }

  TestEdge(EdgeBounds bounds) {
    this(settings("edge-1").withDevMode(true).withBounds(bounds));
  }

  public TestEdge(EdgeSettings settings) {
    this(settings, List.of());
  }

  TestEdge(EdgeSettings settings, List<String> topicsNotRead) {
    this(settings, topicsNotRead, new InMemoryPlanLog());
  }

  /** One of several edges at one log. */
  TestEdge(EdgeSettings settings, InMemoryPlanLog planLog) {
    this(settings, List.of(), planLog);
  }

  private TestEdge(EdgeSettings settings, List<String> topicsNotRead, InMemoryPlanLog planLog) {
    this.planLog = planLog;
    notCaughtUp = topicsNotRead;
    edge = Edge.start(settings, new InMemory());
    adminPort = edge.adminPort();
    follow(PlanFixture.aPlan());
  }

  /**
   * Of an edge on free ports, outside development. As it starts in an open wave, its ramp begins
   * above what a test sends.
   */
  public static EdgeSettings settings(String edgeId) {
    return EdgeSettings.local(edgeId, 0, 0, "unused", "unused", KEYS, PlanFixture.VERIFYING_KEY)
        .withAdmission(
            new AdmissionSettings(AdmissionSettings.DEFAULT.targetDelayMillis(), 100_000));
  }

  private final class InMemory implements EdgeDependencies {
    @Override
    public InstantSource clock() {
      return clock;
    }

    @Override
    public ShakeLog openLog() {
      return log;
    }

    @Override
    public AnswerReader openCache() {
      return answers;
    }

    @Override
    public PacketLog openPacketLog() {
      return packetLog;
    }

    @Override
    public PacketStandingReader openStandings() {
      return answers;
    }

    @Override
    public AutoCloseable openOutcomeFeed(OutcomeListener listener) {
      answers.follow(listener);
      log.readBy(answers::decide);
      return () -> {};
    }

    @Override
    public AckLog openAckLog() {
      return new AckLog() {
        @Override
        public void append(AckRecord ack) {
          acks.add(ack);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public PlanLog openPlanLog() {
      return planLog.open();
    }

    @Override
    public CacheKeeper openPacketsKeeper(Health openedHealth) {
      return new CacheKeeper() {
        @Override
        public List<String> problems() {
          return cacheProblems;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public AutoCloseable openHealthWatch(Health openedHealth) {
      health = openedHealth;
      health.topics(LogFacts.asMade());
      return () -> {};
    }

    @Override
    public Feeds openFeeds(ShowPlanTable openedShows, VerdictTable openedVerdicts) {
      shows = openedShows;
      planLog.readBy(openedShows::accept);
      verdicts = openedVerdicts;
      return new Feeds() {
        @Override
        public List<String> notCaughtUp() {
          return notCaughtUp;
        }

        @Override
        public void close() {}
      };
    }
  }

  /** The edge goes by this plan from its activation on. */
  public void follow(PlanFixture plan) {
    follow(plan.toRecord());
  }

  /** The edge reads a record that the operators have signed. */
  public void follow(ShowRecord record) {
    shows.accept(
        record.key().getBytes(StandardCharsets.UTF_8), record.sign(PlanFixture.SIGNING_KEY));
  }

  /** The edge forgets a plan. */
  public void forget(PlanFixture plan) {
    shows.accept(plan.toRecord().key().getBytes(StandardCharsets.UTF_8), null);
  }

  /** Where the public calls are, and the page. */
  public String address() {
    return "http://127.0.0.1:" + edge.port();
  }

  public int port() {
    return edge.port();
  }

  public int adminPort() {
    return adminPort;
  }

  /** What the edge counts, in Prometheus' form. */
  public String metrics() {
    return admin("/metrics").body();
  }

  /** Waits until the edge counts so. */
  public void awaitMetric(String line) {
    await().untilAsserted(() -> assertThat(metrics()).contains(line));
  }

  /** Moves the clock to the n-th time from the start that long connections are looked after. */
  public void moveToSweep(int number) {
    clock.moveTo(NOW_MILLIS + 30_000L * number);
  }

  public static String ticketOf(String user) {
    return ticketOf(user, NOW_MILLIS);
  }

  /** A ticket that is minted at a time. */
  public static String ticketOf(String user, long nowMillis) {
    return new TicketMint(KEYS).mint(user, "", Duration.ofHours(1), nowMillis).text();
  }

  /** The token by which a user claims a packet of the show. */
  public static String tokenOf(String user, String packetId, long amountFen) {
    return new ClaimTokens(KEYS).ofPacket(PlanFixture.SHOW, packetId, user, amountFen);
  }

  /** The turn that a user is in now. */
  public static ShakeId currentTurnOf(String user) {
    return new ShakeId("first", PlanFixture.FIRST.turnAt(NOW_MILLIS, UserHash.of(user)));
  }

  public static AnswerKey currentKeyOf(String user) {
    return new AnswerKey(PlanFixture.SHOW, user, currentTurnOf(user));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Patience.LIMIT);
  }

  HttpRequest.Builder requestOf(String user, String path) {
    return request(path).header("Authorization", "Bearer " + ticketOf(user));
  }

  /** A shake of the current turn. */
  HttpRequest.Builder shakeOf(String user) {
    return requestOf(user, "/v1/shakes").POST(BodyPublishers.noBody());
  }

  /** A shake that names its turn. */
  HttpRequest.Builder shakeOf(String user, String shakeId) {
    return requestOf(user, "/v1/shakes")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"shakeId\":\"" + shakeId + "\"}"));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return allowed(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  /** A reply that need not be a text, of a path that the OpenAPI file does not have. */
  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(this::allowed);
  }

  /** Whatever the test is about: no reply may be other than the OpenAPI file says. */
  private HttpResponse<String> allowed(HttpResponse<String> reply) {
    contract
        .complaint(reply, reply.request().uri().getPort() == adminPort)
        .ifPresent(
            complaint -> {
              throw new AssertionError(complaint);
            });
    return reply;
  }

  HttpResponse<String> admin(String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.adminPort() + path)));
  }

  @Override
  public void close() {
    log.releaseAll();
    answers.setMode(InMemoryAnswers.Mode.FAIL);
    edge.close();
  }
}
