package io.hongbao.edge.keys;

import io.hongbao.tickets.TicketKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the file with the ticket keys: what is written there counts within a second, without a
 * restart. A file that cannot be used is told once in the log, and the keys before it stay.
 */
public final class TicketKeyFile implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;

  /** Two keys have less than 200 characters. */
  private static final long MAX_BYTES = 4_096;

  private static final Logger LOG = LoggerFactory.getLogger(TicketKeyFile.class);

  private final Path file;
  private final Consumer<TicketKeys> onNew;
  private final CountDownLatch closed = new CountDownLatch(1);
  private TicketKeys current;
  private String lastComplaint = "";

  /**
   * Follows nothing yet.
   *
   * @param current the keys that count now
   * @param onNew is told of other ones, before they are thought of as current
   */
  public TicketKeyFile(Path file, TicketKeys current, Consumer<TicketKeys> onNew) {
    this.file = file;
    this.current = current;
    this.onNew = onNew;
  }

  /** Looks every second from now on. */
  public TicketKeyFile start(String edgeId) {
    Thread thread = new Thread(this::run, edgeId + "-ticket-keys");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. For one thread. */
  void look() {
    read()
        .filter(found -> !found.isSameAs(current))
        .ifPresent(
            found -> {
              onNew.accept(found);
              current = found;
              LOG.info("{} has other keys: {} are live now", file, found);
            });
  }

  /** A file is small: its content is read each time, so that no change of it can be missed. */
  private Optional<TicketKeys> read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("expected at most " + MAX_BYTES + " bytes");
      }
      TicketKeys found = TicketKeys.parse(Files.readString(file));
      lastComplaint = "";
      return Optional.of(found);
    } catch (IOException | IllegalArgumentException e) {
      complain(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void complain(String complaint) {
    if (!complaint.equals(lastComplaint)) {
      lastComplaint = complaint;
      LOG.warn("{} cannot be used, {} stay live: {}", file, current, complaint);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
