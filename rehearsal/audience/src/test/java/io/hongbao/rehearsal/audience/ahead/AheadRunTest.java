package io.hongbao.rehearsal.audience.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.Sha256;
import io.hongbao.rehearsal.audience.ahead.AheadReport.ArrivalReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import io.hongbao.rehearsal.audience.http.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Phones at an edge whose every reply a test decides on. */
class AheadRunTest {

  private static final String LOGO = "the logo of cola";
  private static final String NIGHT = "a night with many stars";
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final Map<String, Function<String, String>> scripts = new ConcurrentHashMap<>();
  private final List<String> progress = new ArrayList<>();
  private ScriptedServer edge;

  /** By {@link System#nanoTime()}; 0 if no wave comes. */
  private long opensAtNanos;

  private void start() throws IOException {
    edge =
        ScriptedServer.replying(
            request -> {
              String path = request.split(" ")[1];
              Function<String, String> script = scripts.get(path);
              return script == null ? reply("404 Not Found", "") : script.apply(request);
            });
    scripts.put("/", request -> reply("200 OK", "<html>"));
    scripts.put("/v1/show", request -> reply("200 OK", "{}"));
    scripts.put("/v1/resources", request -> reply("200 OK", manifest()));
    scripts.put(path(LOGO), request -> reply("200 OK", LOGO));
    scripts.put(path(NIGHT), request -> reply("200 OK", NIGHT));
  }

  @AfterEach
  void close() throws IOException {
    if (edge != null) {
      edge.close();
    }
  }

  private static String sha256(String content) {
    return Sha256.hex(content.getBytes(StandardCharsets.US_ASCII));
  }

  private static String path(String content) {
    return "/r/" + sha256(content);
  }

  private static String manifest() {
    return String.format(
        Locale.ROOT,
        "{\"packages\":[{\"id\":\"logo\",\"sha256\":\"%s\",\"bytes\":%d,\"waves\":[]},"
            + "{\"id\":\"night\",\"sha256\":\"%s\",\"bytes\":%d,\"waves\":[\"second\"]}],"
            + "\"fetchAfterMs\":0,\"defaults\":{}}",
        sha256(LOGO),
        LOGO.length(),
        sha256(NIGHT),
        NIGHT.length());
  }

  private static String reply(String status, String body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("Content-Length: " + body.length() + "\r\n\r\n").append(body).toString();
  }

  private AheadRun run(int phones, AheadSettings settings) {
    AheadRun run =
        new AheadRun(
            settings,
            List.of(edge.endpoint()),
            phones,
            phone -> "phone-" + (phone + 1),
            phone -> ("ticket-of-phone-" + (phone + 1)).getBytes(StandardCharsets.US_ASCII),
            1,
            show -> opensInMillis(),
            progress::add);
    run.run(() -> false);
    return run;
  }

  private OptionalLong opensInMillis() {
    return opensAtNanos == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, (opensAtNanos - System.nanoTime()) / 1_000_000));
  }

  private void opensAfter(Duration wait) {
    opensAtNanos = System.nanoTime() + wait.toNanos();
  }

  private static AheadSettings arriving() {
    return new AheadSettings(Optional.of(Duration.ZERO), false, Optional.empty());
  }

  private static AheadSettings prefetching() {
    return new AheadSettings(Optional.empty(), true, Optional.of(AT_ONCE));
  }

  private static FetchReport all(AheadRun run) {
    return run.report(new BitSet(), "first").fetching().orElseThrow();
  }

  private List<String> asked(String path) {
    return edge.requests().stream().filter(it -> it.startsWith("GET " + path + " ")).toList();
  }

  @Test
  void shouldArriveOverAConnectionOfItsOwnWithTwoRequests() throws IOException {
    start();
    int ownCalls = 1; // of the show

    ArrivalReport arrival = run(4, arriving()).report(new BitSet(), "").arrival().orElseThrow();

    assertThat(arrival.arrived()).isEqualTo(4);
    assertThat(arrival.failures()).isEmpty();
    assertThat(arrival.requests()).isEqualTo(2);
    assertThat(edge.connections()).isEqualTo(ownCalls + 4);
    assertThat(asked("/")).hasSize(4).allMatch(it -> it.contains("Accept-Encoding: gzip"));
    assertThat(asked("/v1/show"))
        .filteredOn(it -> it.contains("Authorization: Bearer ticket-of-phone-"))
        .hasSize(4);
    assertThat(arrival.receivedBytes())
        .isEqualTo(4L * (reply("200 OK", "<html>").length() + reply("200 OK", "{}").length()));
  }

  @Test
  void shouldCountWhoDoesNotArrive() throws IOException {
    start();
    scripts.put("/", request -> reply("503 Service Unavailable", ""));

    ArrivalReport arrival = run(3, arriving()).report(new BitSet(), "").arrival().orElseThrow();

    assertThat(arrival.arrived()).isZero();
    assertThat(arrival.failures()).isEqualTo(Map.of("status 503", 3L));
  }

  @Test
  void shouldFetchEachPackageOnceForEachPhone() throws IOException {
    start();

    FetchReport fetching = all(run(3, prefetching()));

    assertThat(fetching.packages()).isEqualTo(2);
    assertThat(fetching.bytesEach()).isEqualTo(LOGO.length() + NIGHT.length());
    assertThat(fetching.fetched()).isEqualTo(6);
    assertThat(fetching.bytesOutsideWaves()).isEqualTo(3L * (LOGO.length() + NIGHT.length()));
    assertThat(fetching.bytesBySecond().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(fetching.bytesOutsideWaves());
    assertThat(fetching.bytesInWaves()).isZero();
    assertThat(fetching.checked()).as("of every eighth phone").isEqualTo(2);
    assertThat(fetching.judged()).isEqualTo(3);
    assertThat(fetching.hitShare()).isEqualTo(1.0);
    assertThat(fetching.quietShare()).isEqualTo(1.0);
    assertThat(asked(path(LOGO))).hasSize(3);
  }

  @Test
  void shouldSpreadOverTheWindowOfThePolicy() throws IOException {
    start();
    scripts.put(
        "/v1/policy", request -> reply("200 OK", "{\"version\":1,\"prefetch\":{\"windowMs\":1}}"));

    run(2, new AheadSettings(Optional.empty(), true, Optional.empty()));

    assertThat(asked(path(LOGO))).hasSize(2);
    assertThat(PackageList.windowMillis("{}".getBytes(StandardCharsets.US_ASCII)))
        .as("of a policy that does not say")
        .isEqualTo(10_000);
  }

  @Test
  void shouldComeAgainWhenItWasSentAway() throws IOException {
    start();
    List<String> calls = new ArrayList<>();
    scripts.put(
        path(LOGO),
        request -> {
          calls.add(request);
          return calls.size() == 1
              ? reply("429 Too Many Requests", "", "Retry-After: 1")
              : reply("200 OK", LOGO);
        });

    FetchReport fetching = all(run(1, prefetching()));

    assertThat(fetching.refused()).isEqualTo(1);
    assertThat(fetching.fetched()).isEqualTo(2);
    assertThat(fetching.hitShare()).isEqualTo(1.0);
  }

  @Test
  void shouldResumeADownloadThatBrokeOff() throws IOException {
    start();
    scripts.put(
        path(NIGHT),
        request ->
            request.contains("Range: bytes=7-")
                ? reply("206 Partial Content", NIGHT.substring(7))
                : "HTTP/1.1 200 OK\r\nContent-Length: "
                    + NIGHT.length()
                    + "\r\n\r\n"
                    + NIGHT.substring(0, 7)
                    + ScriptedServer.THEN_CLOSE);

    FetchReport fetching = all(run(1, prefetching()));

    assertThat(fetching.resumed()).isEqualTo(1);
    assertThat(fetching.failed()).isEqualTo(1);
    assertThat(fetching.damaged()).isZero();
    assertThat(fetching.fetched()).isEqualTo(2);
    assertThat(fetching.bytesOutsideWaves()).isEqualTo(LOGO.length() + NIGHT.length());
    assertThat(asked(path(NIGHT)).get(1)).contains("If-Range: \"" + sha256(NIGHT) + "\"");
  }

  @Test
  void shouldNotKeepWhatIsDamagedAndStopBeforeTheWave() throws IOException {
    start();
    opensAfter(Duration.ofSeconds(6));
    scripts.put(path(LOGO), request -> reply("200 OK", "the logo of cold"));

    AheadRun run = run(1, prefetching());

    assertThat(all(run).damaged()).isPositive();
    assertThat(all(run).fetched()).isZero();
    assertThat(all(run).hitShare()).isZero();
    assertThat(all(run).bytesInWaves()).isZero();
  }

  @Test
  void shouldCallAPhoneAHitThatHasWhatTheWaveNeeds() throws IOException {
    start();
    opensAfter(Duration.ofSeconds(6));
    scripts.put(path(NIGHT), request -> reply("429 Too Many Requests", "", "Retry-After: 9"));
    AheadRun run = run(2, prefetching());
    BitSet shook = new BitSet();
    shook.set(1);

    assertThat(run.report(shook, "first").fetching().orElseThrow().judged()).isEqualTo(1);
    assertThat(run.report(shook, "first").fetching().orElseThrow().hits()).isEqualTo(1);
    assertThat(run.report(shook, "second").fetching().orElseThrow().hits()).isZero();
  }

  @Test
  void shouldFetchNothingWhileAWaveIsOpen() throws IOException {
    start();
    opensAfter(Duration.ZERO);

    FetchReport fetching =
        run(2, new AheadSettings(Optional.of(Duration.ZERO), true, Optional.of(AT_ONCE)))
            .report(new BitSet(), "first")
            .fetching()
            .orElseThrow();

    assertThat(fetching.fetched()).isZero();
    assertThat(fetching.quietShare()).isEqualTo(1.0);
    assertThat(asked("/")).hasSize(2);
    assertThat(asked(path(LOGO))).isEmpty();
  }

  @Test
  void shouldSayThatNoManifestIsToBeHad() throws IOException {
    start();
    scripts.remove("/v1/resources");

    assertThatThrownBy(() -> run(1, prefetching()))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage(edge.endpoint() + "/v1/resources: status 404");
  }

  @Test
  void shouldRefuseWhatIsNoSpan() {
    assertThatThrownBy(() -> new AheadSettings(Optional.empty(), false, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new AheadSettings(Optional.empty(), true, Optional.of(Duration.ofMillis(999))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefetch window 0.999 s: expected 1 to 86400 s");
  }
}
