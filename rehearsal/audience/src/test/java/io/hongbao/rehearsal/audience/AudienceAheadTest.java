package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.Sha256;
import io.hongbao.rehearsal.audience.ahead.AheadReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import io.hongbao.rehearsal.audience.ahead.AheadSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Phones that arrive, fetch a picture, and then shake. */
class AudienceAheadTest {

  private static final String PICTURE = "a picture";
  private static final String SHA256 = Sha256.hex(PICTURE.getBytes(StandardCharsets.US_ASCII));
  private static final String MANIFEST =
      "{\"packages\":[{\"id\":\"p\",\"sha256\":\""
          + SHA256
          + "\",\"bytes\":9,\"waves\":[]}],\"fetchAfterMs\":0,\"defaults\":{}}";

  private final StringWriter progress = new StringWriter();

  private static String script(String request) {
    if (request.startsWith("GET / ")) {
      return ok("<html>");
    } else if (request.startsWith("GET /v1/resources ")) {
      return ok(MANIFEST);
    } else if (request.startsWith("GET /r/" + SHA256 + " ")) {
      return ok(PICTURE);
    }
    return request.startsWith("POST ") ? FakeEdge.miss() : FakeEdge.problem(404);
  }

  private static String ok(String body) {
    return String.format(
        Locale.ROOT, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", body.length(), body);
  }

  private Audience audience(FakeEdge edge) {
    return new Audience(
            AudienceSettings.of(List.of(edge.endpoint()), 20, 20, Duration.ofSeconds(1)),
            user -> "ticket-of-" + user)
        .ahead(
            new AheadSettings(
                Optional.of(Duration.ofMillis(200)), true, Optional.of(Duration.ofSeconds(1))));
  }

  private ProgressPrinter printer() {
    return new ProgressPrinter(new PrintWriter(progress), false);
  }

  @Test
  void shouldShakeWithWhatWasFetchedBefore() throws Exception {
    try (FakeEdge edge = new FakeEdge(60_000, 10_000, AudienceAheadTest::script)) {
      Audience audience = audience(edge);

      AudienceReport report = audience.run(printer());

      assertThat(report.errors()).isEmpty();
      assertThat(report.sent()).isEqualTo(20);
      FetchReport fetching = audience.aheadReport().flatMap(AheadReport::fetching).orElseThrow();
      assertThat(fetching.fetched()).isEqualTo(20);
      assertThat(fetching.judged()).isEqualTo(20);
      assertThat(fetching.hits()).isEqualTo(20);
      assertThat(fetching.quiet()).isEqualTo(20);
      assertThat(progress.toString()).contains("20 of 20 phones arrived, no failure");
    }
  }

  @Test
  void shouldArriveAndFetchWithoutShaking() throws Exception {
    try (FakeEdge edge = new FakeEdge(60_000, 60_000, AudienceAheadTest::script)) {
      AheadReport report = audience(edge).runAhead(printer());

      assertThat(report.arrival().orElseThrow().arrived()).isEqualTo(20);
      assertThat(report.fetching().orElseThrow().hits()).isEqualTo(20);
      assertThat(edge.posts()).isEmpty();
    }
  }
}
