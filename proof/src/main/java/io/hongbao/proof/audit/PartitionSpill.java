package io.hongbao.proof.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Packets, dead letters, the ledger and what phones heard, written to disk by the partition of
 * {@code shakes} that they are about: one file a partition, in the order in which they came. So
 * each topic is read once, and no more than one partition's share of it is in memory. Not
 * thread-safe.
 */
final class PartitionSpill implements AutoCloseable {

  /** What was written down. */
  enum Kind {
    WON('w'),
    DEAD_LETTER('d'),
    HEARD('h'),
    MONEY('m'),
    ENTRY('e'),
    PAYOUT('p');

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalStateException(
          "kind " + code + " of a record on disk: expected one of w, d, h, m, e, p");
    }
  }

  /** Gets what was written down, with where it stood and when its topic took it. */
  interface Reader {
    void read(Kind kind, int fromPartition, long fromOffset, long appendedAtMillis, byte[] value);
  }

  /** A file is opened for so many bytes at a time, so that a thousand need not be open at once. */
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path parent;
  private final Map<Integer, ByteArrayOutputStream> buffers = new HashMap<>();
  private Path folder;

  /**
   * A spill without records.
   *
   * @param parent the folder in which it makes one of its own, as soon as it needs it
   */
  PartitionSpill(Path parent) {
    this.parent = parent;
  }

  /**
   * Writes one down.
   *
   * @param partition of {@code shakes}
   * @param appendedAtMillis 0 if nobody asks
   * @throws UncheckedIOException if the disk does not take it
   */
  void put(
      int partition,
      Kind kind,
      int fromPartition,
      long fromOffset,
      long appendedAtMillis,
      byte[] value) {
    ByteArrayOutputStream buffer =
        buffers.computeIfAbsent(partition, it -> new ByteArrayOutputStream());
    try {
      DataOutputStream data = new DataOutputStream(buffer);
      data.writeByte(kind.code);
      data.writeInt(fromPartition);
      data.writeLong(fromOffset);
      data.writeLong(appendedAtMillis);
      data.writeInt(value.length);
      data.write(value);
      if (buffer.size() >= BUFFER_BYTES) {
        flush(partition, buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + place() + ": " + e.getMessage(), e);
    }
  }

  /** Hands over all of a partition and deletes it. */
  void take(int partition, Reader reader) {
    ByteArrayOutputStream buffer = buffers.remove(partition);
    if (buffer == null) {
      return;
    }
    try {
      flush(partition, buffer);
      Path file = file(partition);
      try (DataInputStream data =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
        for (int kind = data.read(); kind >= 0; kind = data.read()) {
          int fromPartition = data.readInt();
          long fromOffset = data.readLong();
          long appendedAtMillis = data.readLong();
          byte[] value = new byte[data.readInt()];
          data.readFully(value);
          reader.read(Kind.ofCode(kind), fromPartition, fromOffset, appendedAtMillis, value);
        }
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read back " + place() + ": " + e.getMessage(), e);
    }
  }

  private void flush(int partition, ByteArrayOutputStream buffer) throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory(parent, "hongbao-audit-");
      folder.toFile().deleteOnExit();
    }
    Path file = file(partition);
    if (!Files.exists(file)) {
      // Of a program that is ended by Ctrl-C nothing stays either.
      file.toFile().deleteOnExit();
    }
    Files.write(file, buffer.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    buffer.reset();
  }

  private Path file(int partition) {
    return folder.resolve("shakes-" + partition);
  }

  private Path place() {
    return folder == null ? parent : folder;
  }

  /** Deletes what was not taken. */
  @Override
  public void close() {
    try {
      if (folder != null) {
        for (int partition : buffers.keySet()) {
          Files.deleteIfExists(file(partition));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + place() + ": " + e.getMessage(), e);
    }
  }
}
