package io.hongbao.rehearsal.processes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows the file of a {@link CountingJob}, reading each line once. */
final class CountedLines {

  private final Path file;
  private final Map<String, Long> highest = new HashMap<>();
  private final List<String> miscounted = new ArrayList<>();
  private long position;

  CountedLines(Path file) {
    this.file = file;
  }

  /** The highest number seen of each key so far. */
  Map<String, Long> highest() throws IOException {
    readOn();
    return Map.copyOf(highest);
  }

  /** Whether every key has come to this number. */
  boolean have(long number) throws IOException {
    Map<String, Long> reached = highest();
    return reached.size() == CountingLoad.KEYS
        && reached.values().stream().allMatch(highest -> highest >= number);
  }

  /** The lines whose tally is not their number. */
  List<String> miscounted() throws IOException {
    readOn();
    return List.copyOf(miscounted);
  }

  private void readOn() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    String added;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(position);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - position));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      added = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }
    String whole = added.substring(0, added.lastIndexOf('\n') + 1);
    position += whole.length();
    whole.lines().forEach(this::take);
  }

  private void take(String line) {
    String[] fields = line.split(" ");
    highest.merge(fields[0], Long.parseLong(fields[1]), Math::max);
    if (!fields[1].equals(fields[2])) {
      miscounted.add(line);
    }
  }
}
