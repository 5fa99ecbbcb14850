package io.hongbao.proof.phoneevents;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a file of events, one after another. It may hold several runs, each of which may have left
 * its last line cut when it was killed.
 */
public final class PhoneEventReader {

  private PhoneEventReader() {}

  /**
   * How long the file is now; what is appended later can be left out by it. A pipe has its end
   * where its writer ends.
   */
  public static long size(Path file) {
    try {
      return Files.isRegularFile(file) || !Files.exists(file) ? Files.size(file) : Long.MAX_VALUE;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Hands over what phones were told of their shakes, without their lists of packets.
   *
   * @see #readAll
   */
  public static long read(Path file, long maxBytes, Consumer<ShakeEvent> reader) {
    return readAll(
        file,
        maxBytes,
        event -> {
          if (event instanceof ShakeEvent ofShake) {
            reader.accept(ofShake);
          }
        });
  }

  /**
   * Hands over every event of the first {@code maxBytes} bytes.
   *
   * @return how many lines were cut and left out
   * @throws OperationFailedException naming file and line of what is no event
   * @throws UncheckedIOException if the file cannot be read
   */
  public static long readAll(Path file, long maxBytes, Consumer<PhoneEvent> reader) {
    long cut = 0;
    long number = 0;
    try (BufferedReader lines = open(file, maxBytes)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.endsWith("}")) {
          reader.accept(parse(file, number, line));
        } else if (!line.isEmpty()) {
          requireCut(file, number, line);
          cut++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return cut;
  }

  private static PhoneEvent parse(Path file, long number, String line) {
    try {
      return PhoneEventJson.read(line);
    } catch (IOException | IllegalArgumentException e) {
      throw notAnEvent(file, number, e);
    }
  }

  /** An object that was begun is a cut line; anything else is another kind of file. */
  private static void requireCut(Path file, long number, String line) {
    if (!line.startsWith("{")) {
      throw notAnEvent(file, number, null);
    }
  }

  private static OperationFailedException notAnEvent(Path file, long number, Exception cause) {
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new OperationFailedException(
        file + ":" + number + ": no event of a seen file" + why, cause);
  }

  private static BufferedReader open(Path file, long maxBytes) throws IOException {
    InputStream first = new FirstBytes(Files.newInputStream(file), maxBytes);
    return new BufferedReader(new InputStreamReader(first, StandardCharsets.UTF_8), 1 << 16);
  }

  /** Ends early. */
  private static final class FirstBytes extends FilterInputStream {

    private long left;

    FirstBytes(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = super.read(to, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
