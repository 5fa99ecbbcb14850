package io.hongbao.proof.phoneevents;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hongbao.files.OutputFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends events to a file from a thread of its own, so that a slow disk does not slow the phones.
 * What was taken is in the file within about 100 ms, also before a SIGKILL.
 *
 * <p>Thread-safe.
 */
public final class PhoneEventWriter implements AutoCloseable {

  /** Some seconds of load; each event is about 200 bytes. */
  private static final int MAX_WAITING = 65_536;

  private static final int BATCH = 4_096;
  private static final long IDLE_MILLIS = 100;

  /** How long a phone may be held up by a full queue, once; from then on events are lost. */
  private static final long PATIENCE_MILLIS = 1_000;

  private static final long CLOSE_TIMEOUT_MILLIS = 10_000;

  private final Path file;
  private final BlockingQueue<PhoneEvent> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private volatile IOException failure;

  private PhoneEventWriter(Path file, BufferedOutputStream out) {
    this.file = file;
    this.thread = new Thread(() -> writeUntilClosed(out), "seen-writer");
    this.thread.setDaemon(true);
  }

  /**
   * Opens a file to append to; one that ends within a line, after a kill, gets a line end first.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static PhoneEventWriter append(Path file) {
    try {
      boolean cut = endsWithinLine(file);
      BufferedOutputStream out = new BufferedOutputStream(OutputFile.append(file), 1 << 16);
      if (cut) {
        out.write('\n');
      }
      PhoneEventWriter writer = new PhoneEventWriter(file, out);
      writer.thread.start();
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Takes an event; an event that finds no room within a second is lost and counted. */
  public void write(PhoneEvent event) {
    if (failure != null || !offer(event)) {
      lost.incrementAndGet();
    }
  }

  /** Events that are not in the file: a check against it would prove less than it says. */
  public long lost() {
    return lost.get();
  }

  /**
   * Writes what was taken and closes the file.
   *
   * @throws UncheckedIOException if the file could not be written
   */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
    lost.addAndGet(waiting.size());
  }

  private boolean offer(PhoneEvent event) {
    if (waiting.offer(event)) {
      return true;
    }
    try {
      return lost.get() == 0 && waiting.offer(event, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void writeUntilClosed(BufferedOutputStream out) {
    List<PhoneEvent> batch = new ArrayList<>(BATCH);
    try (out;
        JsonGenerator json = PhoneEventJson.generator(out)) {
      while (!closing || !waiting.isEmpty()) {
        PhoneEvent first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
        for (PhoneEvent event : batch) {
          PhoneEventJson.write(json, event);
        }
        batch.clear();
        json.flush();
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new IOException("interrupted", e);
    }
  }

  private static boolean endsWithinLine(Path file) throws IOException {
    if (OutputFile.isStandardOutput(file) || !Files.isRegularFile(file) || Files.size(file) == 0) {
      return false;
    }
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      content.seek(content.length() - 1);
      return content.read() != '\n';
    }
  }
}
