package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.stats.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotesTest {

  private final Notes notes = new Notes(line -> {});

  @Test
  void shouldShowWhatElseHadTheProcessorsInQuotedWindows() {
    notes.quote(use(0.01, 0.05, 3));
    notes.quote(use(0.03, 0.07, 5));

    assertThat(notes.disturbances("road"))
        .containsExactly(
            Figure.of("road", "steal_core_share", "ratio", List.of(0.01, 0.03)),
            Figure.of("road", "others_core_share", "ratio", List.of(0.05, 0.07)),
            Figure.of("road", "run_queue_threads", "threads", List.of(3.0, 5.0)));
    assertThat(notes.warnings()).isEmpty();
  }

  @Test
  void shouldCallARunVoidWhoseMedianWindowOthersDisturbed() {
    notes.quote(use(0, 0.3, 0));
    notes.quote(use(0, 0.25, 0));
    notes.quote(use(0, 0, 0));

    assertThat(notes.warnings())
        .containsExactly(
            "something else used up to 0.30 of a core while this was measured",
            "void: something else took 0.25 of a core in the median window, at most 0.20 was"
                + " expected: measure again when the machine is quiet");
  }

  @Test
  void shouldCallARunVoidWhoseHostTookTheProcessors() {
    notes.quote(use(0.06, 0, 0));

    assertThat(notes.warnings())
        .singleElement()
        .asString()
        .startsWith("void: the host of this virtual machine took 0.06 of a core");
  }

  @Test
  void shouldNotCallARunVoidForOneDisturbedWindowOrServersThatWaitForEachOther() {
    List<String> progress = new ArrayList<>();
    Notes bearing = new Notes(progress::add);
    bearing.quote(use(0.5, 0, 9));
    bearing.quote(use(0, 0, 9));
    bearing.quote(use(0, 0, 9));

    assertThat(bearing.warnings()).isEmpty();
  }

  @Test
  void shouldHaveNoFiguresOfNoWindow() {
    assertThat(notes.disturbances("state")).isEmpty();
  }

  /** A window of ten seconds, in which the servers had half a core. */
  private static CpuUse use(double steal, double others, double waitingThreads) {
    long micros = 10_000_000;
    long servers = micros / 2;
    return new CpuUse(
        10,
        Map.of("edge-1", servers),
        0,
        servers + Math.round(others * micros),
        Math.round(steal * micros),
        0,
        Math.round(waitingThreads * micros));
  }
}
