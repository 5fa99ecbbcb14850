package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.OddFolder;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JobManager that holds its job itself, as in a container, is killed and started again. */
class ApplicationModeTest {

  private static final Pattern RESTORED = Pattern.compile("\"restored\":\\{\"id\":(?<id>\\d+)");

  @TempDir private Path parent;

  private Path directory;

  @BeforeEach
  void takeAFolderOfAnOddName() {
    directory = parent.resolve(OddFolder.NAME);
  }

  @Test
  void shouldGoOnFromTheHighestNumberWhateverFileIsTheYoungest() throws Exception {
    Path checkpoints = directory.resolve("checkpoints");
    Path lines = directory.resolve("lines");
    CountedLines counted = new CountedLines(lines);
    Map<String, String> environment = Map.of("HONGBAO_CHECKPOINTS", checkpoints.toString());
    try (Broker broker = Broker.start(LoneBroker.settings(directory.resolve("kafka")));
        PlainFlink flink =
            new PlainFlink(directory.resolve("flink"), System.getProperty("java.class.path"));
        RestJobManagerClient rest = flink.rest();
        CountingLoad load = CountingLoad.start(broker.address())) {
      List<String> arguments = List.of(broker.address(), lines.toString());
      flink.startTaskManager().startJobManager(CountingJob.class, environment, arguments);
      await().until(() -> counted.have(1));

      for (int kill = 1; kill <= 2; kill++) {
        // Given
        int former = kill == 1 ? 1 : number(newest(checkpoints).orElseThrow());
        await().until(() -> newest(checkpoints).filter(it -> number(it) > former).isPresent());
        flink.killJobManager();
        Path newest = newest(checkpoints).orElseThrow();
        Path older = olderOfAnotherRunButWrittenLater(checkpoints);

        // When
        flink.startJobManager(CountingJob.class, environment, arguments);
        await().ignoreExceptions().until(() -> restored(flink, rest).isPresent());

        // Then
        assertThat(restored(flink, rest)).contains(number(newest));
        assertThat(older).doesNotExist();
        long sent = load.sentOfEachKey();
        await().until(() -> counted.have(sent + 1));
      }

      long last = load.finish();
      await().until(() -> counted.have(last));
      assertThat(counted.miscounted()).isEmpty();
      assertThat(counted.highest().values()).containsOnly(last);
    }
  }

  /** What a restored backup looks like, say; no job can start from it. */
  private static Path olderOfAnotherRunButWrittenLater(Path checkpoints) throws IOException {
    Path older = Files.createDirectories(checkpoints.resolve("f".repeat(32)).resolve("chk-1"));
    Path metadata = Files.writeString(older.resolve("_metadata"), "");
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    return older;
  }

  private static Optional<Path> newest(Path checkpoints) {
    try (Stream<Path> files =
        Files.find(checkpoints, 3, (path, kind) -> path.endsWith("_metadata"))) {
      return files.map(Path::getParent).max((a, b) -> Integer.compare(number(a), number(b)));
    } catch (IOException | UncheckedIOException removedMeanwhile) {
      return Optional.empty();
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().replace("chk-", ""));
  }

  /** The number of the checkpoint that the job started from, as Flink's REST interface says. */
  private static Optional<Integer> restored(PlainFlink flink, RestJobManagerClient rest)
      throws Exception {
    for (JobStatusMessage job : rest.jobs()) {
      URI statistics = URI.create(flink.url() + "/jobs/" + job.getJobId() + "/checkpoints");
      String said =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(statistics).build(), BodyHandlers.ofString())
              .body();
      Matcher restored = RESTORED.matcher(said);
      if (restored.find()) {
        return Optional.of(Integer.parseInt(restored.group("id")));
      }
    }
    return Optional.empty();
  }
}
