package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.fixtures.FakeWallet;
import io.hongbao.edge.fixtures.OpenApi;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.resource.ResourceSettings;
import io.hongbao.edge.wallet.WalletAddress;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePacker;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The file tells what the edge says. {@link TestEdge} holds every reply of every test against it;
 * here are the calls that it shows, and the proof that the check can fail.
 */
class OpenApiTest {

  /** Words of a shell's line: in quotes or between spaces. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static final Pattern TICKET = Pattern.compile("\\$\\(./hongbao ticket --user (\\w+)\\)");

  private static TestEdge edge;
  private static FakeWallet wallet;

  @TempDir private static Path packed;

  @BeforeAll
  static void start() throws IOException {
    wallet = FakeWallet.start();
    ResourcePacker.pack(
        ResourceFolder.read(
            Path.of("..", "campaigns", "resources"), ResourceNeeds.none(), 1_000_000),
        packed,
        PlanFixture.SIGNING_KEY::sign);
    edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withDevMode(true)
                .withWallet(Optional.of(WalletAddress.of(wallet.address(), Optional.empty())))
                .withResources(ResourceSettings.NONE.withFolder(packed)));
    edge.answers.putForAll(new Outcome.Packet("test.0.1.0", "cola", 188));
    edge.packetLog.put(
        new Won(
            "test.0.1.0",
            "u1",
            "cola",
            List.of(100L, 88L),
            Long.MAX_VALUE,
            ClaimTerms.DEFAULT,
            false),
        0);
    edge.packetLog.put(
        new Claim("test.0.1.0", "u1", RiskLevel.NONE, new Origin("edge-1", "", "", 0)), 0);
    edge.answers.hold("u1", new HeldPacket("test.0.1.0", "first", "cola", 188));
  }

  @AfterAll
  static void stop() {
    edge.close();
    wallet.close();
  }

  static List<String> samples() {
    return OpenApi.read().samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldAnswerEveryCallThatTheFileShows(String sample) {
    HttpResponse<String> reply = edge.send(request(sample));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  @Test
  void shouldShowACallOfEveryPath() {
    List<String> untried = new ArrayList<>(OpenApi.read().paths());
    untried.remove("/v1/live"); // No WebSocket comes of a call of curl.
    untried.removeIf(
        path ->
            samples().stream().anyMatch(it -> pathOf(it).matches(path.replaceAll("[{].*", ".*"))));

    assertThat(untried).isEmpty();
  }

  @Test
  void shouldAllowTheRefusalOfWhatIsNoUpgrade() {
    assertThat(edge.send(edge.request("/v1/live")).statusCode()).isEqualTo(426);
  }

  @Test
  void shouldServeItself() {
    assertThat(edge.send(edge.request("/openapi.yaml")).body()).startsWith("openapi: 3.1.0");
  }

  @Test
  void shouldFindAReplyThatTheFileDoesNotAllow() {
    try (TestEdge other = new TestEdge()) {
      other.contract =
          OpenApi.of(
              """
              paths:
                /v1/show:
                  get:
                    responses:
                      "200":
                        content:
                          application/json:
                            schema: {type: object, required: [colour]}
                /v1/packets:
                  get: {responses: {"200": {}}}
                /livez:
                  servers: []
                  get: {responses: {"200": {content: {text/html: {}}}}}
              """);

      assertThatThrownBy(() -> other.send(other.request("/v1/show")))
          .hasMessageContaining("GET /v1/show → 200: ")
          .hasMessageContaining("'colour'");
      assertThatThrownBy(() -> other.send(other.request("/v1/packets")))
          .hasMessageContaining("GET /v1/packets → 401: not a status of this call");
      assertThatThrownBy(() -> other.admin("/livez"))
          .hasMessageContaining("content type 'text/plain' is none of this status");
    }
  }

  private static String pathOf(String sample) {
    return URI.create(sample.substring(sample.indexOf("http://"))).getPath();
  }

  /** What curl would send, to the edge under test. */
  private static HttpRequest.Builder request(String sample) {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    String method = "GET";
    BodyPublisher body = BodyPublishers.noBody();
    Iterator<String> words = words(sample).iterator();
    assertThat(words.next()).isEqualTo("curl");
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "-s" -> {}
        case "-X" -> method = words.next();
        case "-d" -> body = BodyPublishers.ofString(words.next());
        case "--data-binary" -> {
          assertThat(words.next()).isEqualTo("@gala.plan");
          body =
              BodyPublishers.ofByteArray(
                  PlanFileCallTest.file(5, PlanFileCallTest.mode(5, Mode.NORMAL)).toBytes());
        }
        case "-H" -> {
          String[] header = words.next().split(": ", 2);
          request.header(header[0], header[1]);
        }
        default ->
            request.uri(
                URI.create(
                    word.replace("127.0.0.1:8080", "127.0.0.1:" + edge.edge.port())
                        .replace("127.0.0.1:8090", "127.0.0.1:" + edge.edge.adminPort())
                        .replace(
                            "SHARE-TOKEN",
                            new ClaimTokens(TestEdge.KEYS).ofShare("test", "test.0.1.0", 1))
                        .replace("first-0", TestEdge.currentTurnOf("u1").toString())));
      }
    }
    return request.method(method, body);
  }

  private static List<String> words(String line) {
    Matcher ticket = TICKET.matcher(line);
    Matcher word = WORD.matcher(ticket.replaceAll(user -> TestEdge.ticketOf(user.group(1))));
    List<String> words = new ArrayList<>();
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }
}
