package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the image of operators and analysts gets: what Maven resolves for this module to run. */
class OpsClassPathTest {

  /** Of our own modules, and of what comes with them, whatever the version. */
  private static final List<String> NOT_SHIPPED =
      List.of(
          "flink-",
          "frocksdbjni",
          "kafka_",
          "kafka-server",
          "kafka-metadata",
          "kafka-raft",
          "scala-",
          "embedded-redis",
          "jedis",
          "undertow-",
          "async-profiler",
          "ingest-edge",
          "audience",
          "local-system",
          "lab",
          "cli");

  /** The solver's native libraries for all systems are the half of it. */
  private static final double MAX_MEGABYTES = 140;

  @Test
  void shouldBringNoBrokerNoFlinkRuntimeAndNoRedis() throws IOException {
    assertThat(classPath().map(OpsClassPathTest::name))
        .isNotEmpty()
        .anyMatch(name -> name.startsWith("picocli-"))
        .noneMatch(name -> NOT_SHIPPED.stream().anyMatch(name::startsWith));
  }

  @Test
  void shouldStaySmall() throws IOException {
    List<Path> jars = classPath().filter(Files::isRegularFile).toList();
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    double megabytes = bytes / 1e6;
    System.out.printf(
        Locale.ROOT, "class path of ops-cli: %d jars, %.1f MB%n", jars.size(), megabytes);

    assertThat(megabytes).isBetween(10.0, MAX_MEGABYTES);
  }

  private static Stream<Path> classPath() throws IOException {
    String text = Files.readString(Path.of("target", "classpath")).strip();
    return Stream.of(text.split(File.pathSeparator, -1)).map(Path::of);
  }

  /** A module that is not packaged yet is the folder {@code NAME/target/classes}. */
  private static String name(Path entry) {
    return Files.isDirectory(entry)
        ? entry.getParent().getParent().getFileName().toString()
        : entry.getFileName().toString();
  }
}
