package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.rehearsal.torture.history.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole system as processes, on ports that it finds free itself. */
@Tag("takes-all-cores")
class TortureTest {

  @TempDir private Path folder;

  @Test
  void shouldHoldEveryPromiseWhileATaskManagerRedisAndAnEdgeAreKilled() throws Exception {
    var parts = EnumSet.of(PartKind.TASKMANAGER, PartKind.REDIS, PartKind.EDGE);
    var settings =
        new TortureSettings(
            folder.resolve("data"),
            3,
            0,
            1,
            20,
            240,
            1,
            2,
            2,
            parts,
            Duration.ofSeconds(2),
            Patience.LIMIT,
            false,
            false);
    List<String> people = new CopyOnWriteArrayList<>();

    TortureReport report =
        Torture.run(settings, DataFolder.take(settings.data()), System.out::println, people::add);

    String text = String.join("\n", people);
    assertThat(report.isOk()).as(text).isTrue();
    assertThat(report.faults()).isEqualTo(3);
    assertThat(report.findings())
        .as(text)
        .hasSize(6)
        .allSatisfy(finding -> assertThat(finding.checked()).isPositive())
        .extracting(Finding::breaches)
        .containsOnly(List.of());
    assertThat(people.get(0)).contains("s  kill ").contains("(pid ");
    assertThat(text).contains("all promises held, seed 1; once more: ./hongbao torture --kills 3");
    assertThat(report.toJson()).startsWith("{\"ok\":true,\"seed\":1,");
    assertThat(settings.data().resolve("pids")).isEmptyDirectory();
    assertThat(Files.size(settings.data().resolve("seen.jsonl"))).isPositive();
  }
}
