package io.hongbao.rehearsal.audience;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An edge whose show a test describes and whose replies to shakes and look-ups it scripts. The
 * wave's only turn is {@code first-0}; a ticket is {@code ticket-of-USER}.
 */
final class FakeEdge implements AutoCloseable {

  private static final Pattern TICKET = Pattern.compile("Authorization: Bearer ticket-of-(.+)");

  private final ScriptedServer server;
  private volatile long firstPostAtMillis;

  /**
   * An edge.
   *
   * @param opensAfterMillis when the wave opens, from now on; it is open for ten minutes
   */
  FakeEdge(long turnMillis, long opensAfterMillis, Function<String, String> script)
      throws IOException {
    this(turnMillis, System.currentTimeMillis() + opensAfterMillis, 600_000, script);
  }

  /** An edge whose wave opens when somebody asks for the show, and closes so long after that. */
  static FakeEdge closingAfter(long openMillis, Function<String, String> script)
      throws IOException {
    return new FakeEdge(200, 0, openMillis, script);
  }

  private FakeEdge(
      long turnMillis, long opensAtMillis, long openMillis, Function<String, String> script)
      throws IOException {
    AtomicLong opening = new AtomicLong(opensAtMillis);
    this.server =
        ScriptedServer.replying(
            request -> {
              if (request.startsWith("GET /v1/show ")) {
                opening.compareAndSet(0, System.currentTimeMillis());
                return show(turnMillis, opening.get(), opening.get() + openMillis);
              }
              if (firstPostAtMillis == 0) {
                firstPostAtMillis = System.currentTimeMillis();
              }
              return script.apply(request);
            });
  }

  Endpoint endpoint() {
    return server.endpoint();
  }

  List<String> posts() {
    return server.requests().stream().filter(it -> it.startsWith("POST /v1/shakes ")).toList();
  }

  List<String> packetRequests() {
    return server.requests().stream().filter(FakeEdge::isPackets).toList();
  }

  List<String> lookUps() {
    return server.requests().stream().filter(FakeEdge::isLookUp).toList();
  }

  long firstPostAtMillis() {
    return firstPostAtMillis;
  }

  static boolean isLookUp(String request) {
    return request.startsWith("GET /v1/shakes/first-0 ");
  }

  /** Whose ticket a request shows. */
  static String user(String request) {
    Matcher ticket = TICKET.matcher(request);
    return ticket.find() ? ticket.group(1) : "nobody";
  }

  static String miss() {
    return reply("200 OK", "", "{\"shakeId\":\"first-0\",\"result\":\"MISS\"}");
  }

  static String missWithNextAfter(long millis) {
    return reply(
        "200 OK",
        "",
        "{\"shakeId\":\"first-0\",\"result\":\"MISS\",\"nextShakeAfterMs\":" + millis + "}");
  }

  /** The last answer of a wave. */
  static String missWithPacketsAfter(long millis) {
    return reply(
        "200 OK",
        "",
        "{\"shakeId\":\"first-0\",\"result\":\"MISS\",\"nextShakeAfterMs\":600000,"
            + "\"packetsAfterMs\":"
            + millis
            + "}");
  }

  static String missUnderPolicy(int policy) {
    return reply(
        "200 OK",
        "",
        "{\"plan\":1,\"policy\":" + policy + ",\"shakeId\":\"first-0\",\"result\":\"MISS\"}");
  }

  static String policy(int version) {
    return reply("200 OK", "", "{\"version\":" + version + ",\"turnMillis\":0}");
  }

  static String accepted() {
    return reply("202 Accepted", "Location: /v1/shakes/first-0\r\n", "{\"shakeId\":\"first-0\"}");
  }

  static String problem(int status) {
    return problem(status, 0);
  }

  static String problem(int status, int retryAfterSeconds) {
    return reply(
        status + " Problem",
        "Content-Type: application/problem+json\r\nRetry-After: " + retryAfterSeconds + "\r\n",
        "{\"type\":\"about:blank\",\"status\":" + status + "}");
  }

  /** BUSY: nothing was logged. */
  static String busy(long nextShakeAfterMillis) {
    return reply(
        "503 Service Unavailable",
        "Content-Type: application/problem+json\r\nRetry-After: 1\r\n",
        "{\"plan\":1,\"nextShakeAfterMs\":" + nextShakeAfterMillis + ",\"result\":\"BUSY\"}");
  }

  static boolean isPackets(String request) {
    return request.startsWith("GET /v1/packets ");
  }

  static String packet() {
    return reply(
        "200 OK",
        "",
        """
        {"shakeId":"first-0","result":"PACKET",\
        "packet":{"packetId":"p1","enterprise":"cola","amountFen":188}}""");
  }

  static String packet(String packetId, String token) {
    return reply(
        "200 OK",
        "",
        String.format(
            Locale.ROOT,
            """
            {"shakeId":"first-0","result":"PACKET","packet":{"packetId":"%s",\
            "enterprise":"cola","amountFen":188,"token":"%s"}}""",
            packetId,
            token));
  }

  static String claimAccepted(String packetId) {
    return reply(
        "202 Accepted",
        "Location: /v1/packets/" + packetId + "\r\n",
        "{\"packetId\":\"" + packetId + "\"}");
  }

  static String claimed(String status, String state) {
    return reply(status, "", "{\"packetId\":\"p1\",\"state\":\"" + state + "\",\"amountFen\":188}");
  }

  static String packets() {
    return reply(
        "200 OK",
        "",
        """
        {"packets":[{"packetId":"p1","wave":"first","enterprise":"cola","amountFen":188,\
        "state":"WON"}]}""");
  }

  private static String show(long turnMillis, long opensAtMillis, long closesAtMillis) {
    return reply(
        "200 OK",
        "",
        String.format(
            Locale.ROOT,
            """
        {"show":"gala","serverTimeMs":%d,"turnMillis":%d,
        "waves":[{"id":"first","opensAtMs":%d,"closesAtMs":%d,"secretSha256":"00"}],
        "running":null,"next":null,"countdownMs":null}""",
            System.currentTimeMillis(),
            turnMillis,
            opensAtMillis,
            closesAtMillis));
  }

  private static String reply(String status, String headers, String body) {
    return String.format(
        Locale.ROOT,
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s",
        status,
        headers,
        body.length(),
        body);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
