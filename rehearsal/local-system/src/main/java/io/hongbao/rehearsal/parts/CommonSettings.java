package io.hongbao.rehearsal.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.MemorySize;

/**
 * The settings of Kafka, Redis and Flink that do not depend on where they run. They are the files
 * of {@code docker/config}, which containers are given as they are and which travel in our jar;
 * what runs on this machine has its addresses, ports, folders and memory laid over them.
 */
public final class CommonSettings {

  private static final Map<String, String> FLINK = readFlink();

  private CommonSettings() {}

  /** What every broker is told; a copy of its own for each caller. */
  public static Properties kafka() {
    return properties("kafka.properties");
  }

  /** Lines of redis.conf; of a setting that is repeated, the last one counts. */
  public static String redis() {
    return text("redis.conf");
  }

  /** Flink's settings by their full names. */
  public static Map<String, String> flink() {
    return FLINK;
  }

  /**
   * One of Flink's settings.
   *
   * @throws NullPointerException naming it if the file does not say it
   */
  public static String flink(String name) {
    return Objects.requireNonNull(FLINK.get(name), "docker/config/flink.yaml does not say " + name);
  }

  /** One of Flink's amounts of memory. */
  public static int flinkMebibytes(String name) {
    return MemorySize.parse(flink(name)).getMebiBytes();
  }

  /**
   * A flat line a setting. Not by Flink's own reader of YAML, whose logger would be made before a
   * command has said where it logs to.
   */
  private static Map<String, String> readFlink() {
    Map<String, String> settings = new TreeMap<>();
    properties("flink.yaml")
        .forEach(
            (name, value) ->
                settings.put(
                    name.toString(), value.toString().strip().replaceAll("^\"(.*)\"$", "$1")));
    return Map.copyOf(settings);
  }

  private static Properties properties(String file) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static String text(String file) {
    try (InputStream in =
        CommonSettings.class.getResourceAsStream("/io/hongbao/rehearsal/config/" + file)) {
      return new String(
          Objects.requireNonNull(in, file + " is not on the class path").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
