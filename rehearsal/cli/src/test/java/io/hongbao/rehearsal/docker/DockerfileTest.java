package io.hongbao.rehearsal.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {

  private static final Path FILE = Compose.ROOT.resolve("docker/Dockerfile");

  @Test
  void shouldFindNothingWrongInOurs() throws Exception {
    assertThat(BuildCheck.problems(Dockerfile.read(FILE), Compose.ROOT)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FROM flink:2.2.1-scala_2.12-java17 | FROM flink:latest | flink:latest is not pinned
          FROM maven:3.9.9-eclipse           | FROM maven:3      | maven:3-temurin-17 is not pinned
          USER 9999:9999                     | USER root         | its last USER is root
          USER 10001:10001                   | STOPSIGNAL TERM   | its last USER is root, or there is none
          docker/flink.sh                    | docker/start.sh   | nothing to copy at docker/start.sh
          config/log4j2.xml                  | config/log.xml    | nothing to copy at docker/config/log.xml
          flink-jobs-*-job.jar               | draw-*.jar        | nothing to copy at /src/flink-jobs/target/draw
          /src/ingest-edge                   | /src/edge         | nothing to copy at /src/edge/target
          """)
  void shouldComplainOf(String right, String wrong, String complaint) throws Exception {
    // Given
    String text = Files.readString(FILE);
    assertThat(text).contains(right);

    // When
    var damaged = Dockerfile.parse(text.replace(right, wrong));

    // Then
    assertThat(BuildCheck.problems(damaged, Compose.ROOT)).anyMatch(it -> it.contains(complaint));
  }

  @Test
  void shouldComplainOfAModuleThatTheBuildDoesNotGet() throws Exception {
    // Given
    List<String> letThrough = new ArrayList<>(Files.readAllLines(Path.of(FILE + ".dockerignore")));
    letThrough.removeAll(List.of("!domain", "!docker/flink.sh"));

    // When
    List<String> problems =
        BuildCheck.problemsOfIgnored(Dockerfile.read(FILE), Compose.ROOT, letThrough);

    // Then
    assertThat(problems)
        .containsExactly("the build does not get domain", "the build does not get docker/flink.sh");
  }
}
