package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEventReader;
import io.hongbao.rehearsal.audience.report.ExitSection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What phones do when the wave has closed, over real HTTP. */
class ExitBehaviorTest {

  private static final int PHONES = 20;

  @TempDir private Path folder;

  private FakeEdge edge;
  private Audience audience;

  @AfterEach
  void closeEdge() throws IOException {
    edge.close();
  }

  private AudienceReport run(ExitPace pace, Function<String, String> script) throws Exception {
    edge =
        FakeEdge.closingAfter(
            1_000,
            request -> FakeEdge.isPackets(request) ? FakeEdge.packets() : script.apply(request));
    return run(pace);
  }

  private AudienceReport run(ExitPace pace) throws InterruptedException {
    AudienceSettings settings =
        AudienceSettings.of(List.of(edge.endpoint()), PHONES, 200, Duration.ofMillis(300))
            .recordedIn(folder.resolve("seen.jsonl"));
    audience = new Audience(settings, user -> "ticket-of-" + user).leavingAt(pace);
    return audience.run(new ProgressPrinter(new PrintWriter(new StringWriter()), false));
  }

  @Test
  void shouldLookWhenItIsTold() throws Exception {
    AudienceReport report = run(ExitPace.OBEY, request -> FakeEdge.missWithPacketsAfter(500));

    ExitReport exit = audience.phoneReports().exit().orElseThrow();
    assertThat(report.errors()).isEmpty();
    assertThat(exit.pace()).isEqualTo(ExitPace.OBEY);
    assertThat(exit.told()).isEqualTo(PHONES);
    assertThat(exit.looked()).isEqualTo(PHONES);
    assertThat(exit.maxAskedPerSecond()).isBetween(1, PHONES);
    assertThat(exit.maxListedPerSecond()).isBetween(1, PHONES);
    assertThat(exit.toList().count()).isEqualTo(PHONES);
    assertThat(edge.packetRequests())
        .extracting(FakeEdge::user)
        .doesNotHaveDuplicates()
        .hasSize(PHONES);
    List<PacketListEvent> lists = new ArrayList<>();
    PhoneEventReader.readAll(
        folder.resolve("seen.jsonl"),
        Long.MAX_VALUE,
        event -> {
          if (event instanceof PacketListEvent list) {
            lists.add(list);
          }
        });
    assertThat(lists).hasSize(PHONES);
  }

  @Test
  void shouldLookAtOnceWhateverItIsTold() throws Exception {
    run(ExitPace.AT_ONCE, request -> FakeEdge.missWithPacketsAfter(3_600_000));

    ExitReport exit = audience.phoneReports().exit().orElseThrow();
    assertThat(exit.told()).isEqualTo(PHONES);
    assertThat(exit.looked()).isEqualTo(PHONES);
    assertThat(edge.packetRequests()).hasSize(PHONES);
  }

  @Test
  void shouldLookThoughNobodySaidWhen() throws Exception {
    run(ExitPace.OBEY, request -> FakeEdge.missWithNextAfter(600_000));

    ExitReport exit = audience.phoneReports().exit().orElseThrow();
    assertThat(exit.told()).isZero();
    assertThat(exit.looked()).isEqualTo(PHONES);
  }

  @Test
  void shouldAskAgainUntilItHearsItsList() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    edge =
        FakeEdge.closingAfter(
            1_000,
            request ->
                FakeEdge.isPackets(request)
                    ? asked.getAndIncrement() == 0 ? FakeEdge.problem(503) : FakeEdge.packets()
                    : FakeEdge.missWithPacketsAfter(10));
    AudienceReport report = run(ExitPace.OBEY);

    ExitReport exit = audience.phoneReports().exit().orElseThrow();
    assertThat(report.errors()).isEmpty();
    assertThat(exit.refusals()).isEqualTo(Map.of("status 503", 1L));
    assertThat(exit.looked()).isEqualTo(PHONES);
    assertThat(edge.packetRequests()).hasSize(PHONES + 1);
  }

  @Test
  void shouldNotLookUnlessItIsAskedTo() throws Exception {
    run(ExitPace.NONE, request -> FakeEdge.missWithPacketsAfter(0));

    assertThat(audience.phoneReports().exit()).isEmpty();
    assertThat(edge.packetRequests()).isEmpty();
  }

  @Test
  void shouldReportRatesAndLatencies() throws Exception {
    edge = new FakeEdge(200, 0, request -> FakeEdge.miss());
    ExitReport exit =
        new ExitReport(
            ExitPace.AT_ONCE,
            20_000,
            19_500,
            19_999,
            18_000,
            7_000,
            Map.of("status 503", 12L),
            new Latencies(19_999, 1_500, 2_000, 900_000, 950_000, 1_000_000));

    assertThat(AudienceReportFormatter.table(exit))
        .contains("at-once: 19,999 of 20,000 phones saw their packets, 19,500 were told when")
        .contains("at most 18,000 asked and 7,000 heard in a second")
        .contains("1.5")
        .contains("900.0")
        .contains("\n  refused   status 503 12\n");
    assertThat(ExitSection.html(exit))
        .contains("After the wave (at-once)")
        .contains("7,000")
        .contains("900.0 ms");
  }

  @Test
  void shouldReadItsNames() throws Exception {
    edge = new FakeEdge(200, 0, request -> FakeEdge.miss());
    assertThat(ExitPace.parse("none")).isEqualTo(ExitPace.NONE);
    assertThat(ExitPace.parse("obey")).isEqualTo(ExitPace.OBEY);
    assertThat(ExitPace.parse("at-once")).isEqualTo(ExitPace.AT_ONCE);
    assertThatThrownBy(() -> ExitPace.parse("soon"))
        .hasMessage("exit 'soon': expected none, obey or at-once");
  }
}
