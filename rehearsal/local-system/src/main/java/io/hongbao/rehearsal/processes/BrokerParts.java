package io.hongbao.rehearsal.processes;

import io.hongbao.files.AtomicFiles;
import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.BrokerSettings.Controller;
import io.hongbao.rehearsal.parts.BrokerStorage;
import io.hongbao.rehearsal.processes.PartSpec.Launch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;

/** Kafka as processes: {@code kafka.Kafka FILE}, each node broker and controller. */
public final class BrokerParts {

  /** All of them share this machine, and topics have three copies at most. */
  private static final int MAX_BROKERS = 9;

  /** Small: what a broker keeps in memory is the kernel's cache of its files. */
  private static final String[] JVM_OPTIONS = {"-Xms128m", "-Xmx512m", "-XX:+UseSerialGC"};

  private BrokerParts() {}

  /**
   * Settings of a cluster in which every broker votes.
   *
   * @param port of the first broker; the others take the next free ones
   * @param kafkaDirectory gets a folder for each
   * @param promised ports to leave alone
   */
  public static List<BrokerSettings> plan(
      int brokers, int port, Path kafkaDirectory, Set<Integer> promised) {
    if (brokers < 1 || brokers > MAX_BROKERS) {
      throw new IllegalArgumentException(
          "--brokers is " + brokers + ", expected 1 to " + MAX_BROKERS);
    }
    Set<Integer> known = new HashSet<>(promised);
    known.add(port);
    var free = new InnerPorts(known);
    List<Integer> ports = new ArrayList<>(List.of(port));
    while (ports.size() < brokers) {
      ports.add(free.next(port + 1));
    }
    List<Controller> controllers =
        IntStream.rangeClosed(1, brokers)
            .mapToObj(id -> new Controller(id, free.nextBeside(port)))
            .toList();
    String clusterId = BrokerStorage.clusterId(kafkaDirectory);
    return IntStream.rangeClosed(1, brokers)
        .mapToObj(
            id ->
                new BrokerSettings(
                    id,
                    ports.get(id - 1),
                    kafkaDirectory.resolve("kafka-" + id),
                    clusterId,
                    controllers,
                    brokers))
        .toList();
  }

  static PartSpec part(BrokerSettings settings, ProcessSettings all) {
    Launch launch =
        () -> {
          BrokerStorage.format(settings);
          writeProperties(settings);
          return all.java(settings.name(), "kafka.Kafka")
              .options(JVM_OPTIONS)
              .arguments(propertiesFile(settings).toString())
              .build();
        };
    return new PartSpec(
        settings.name(),
        settings.address(),
        launch,
        JavaCommand.environment(),
        new BrokerReadiness(settings),
        StopOrder.LOG);
  }

  private static Path propertiesFile(BrokerSettings settings) {
    return settings.directory().resolveSibling(settings.name() + ".properties");
  }

  /** As Kafka reads it, in ISO 8859-1: every other character is escaped. */
  static String text(Properties properties) throws IOException {
    var bytes = new ByteArrayOutputStream();
    properties.store(bytes, null);
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static void writeProperties(BrokerSettings settings) {
    try {
      AtomicFiles.replace(propertiesFile(settings), text(settings.toProperties()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + settings.name(), e);
    }
  }
}
