package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A node's directory, which Kafka wants prepared once before a broker may use it. */
public final class BrokerStorage {

  /** Beside Kafka's own files, which do not say it. */
  private static final String VOTERS_FILE = "voters";

  private BrokerStorage() {}

  /** The cluster's id, drawn at the first call and kept in the folder that the nodes share. */
  public static String clusterId(Path kafkaDirectory) {
    Path file = kafkaDirectory.resolve("cluster.id");
    try {
      Files.createDirectories(kafkaDirectory);
      if (!Files.exists(file)) {
        AtomicFiles.replace(file, Uuid.randomUuid() + "\n");
      }
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Prepares the node's directory; one that is prepared already stays as it is.
   *
   * @throws OperationFailedException if it belongs to a cluster of other controllers: new ones
   *     would outvote it and its topics would be gone
   */
  public static void format(BrokerSettings settings) {
    String directory = settings.directory().toString();
    try {
      Files.createDirectories(settings.directory());
      requireSameVoters(settings);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(settings.clusterId())
          .setNodeId(settings.nodeId())
          .addDirectory(directory)
          .setMetadataLogDirectory(directory)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .run();
    } catch (OperationFailedException e) {
      throw e;
    } catch (Exception e) {
      throw new OperationFailedException(
          "cannot prepare " + directory + " for " + settings.name() + ": " + e.getMessage(), e);
    }
  }

  private static void requireSameVoters(BrokerSettings settings) throws IOException {
    Path file = settings.directory().resolve(VOTERS_FILE);
    String voters =
        settings.controllers().stream()
            .map(it -> String.valueOf(it.nodeId()))
            .collect(Collectors.joining(","));
    if (!Files.exists(file)) {
      AtomicFiles.replace(file, voters);
    }
    String formerly = Files.readString(file, StandardCharsets.UTF_8);
    if (!formerly.equals(voters)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "%s belongs to a cluster of brokers %s, not %s: start as many as before, or take another folder",
              settings.directory(),
              formerly,
              voters));
    }
  }
}
