package io.hongbao.rehearsal.bench.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a sink had come at an instant. The first of a writer has nothing counted.
 *
 * @param count of records
 * @param undecided of them: CLOSED, which costs a draw little
 * @param atNanos of the process's clock, good for differences alone
 * @param cpuNanos of its process
 */
public record TallyMark(long count, long undecided, long atNanos, long cpuNanos) {

  private static final int FIELDS = 4;

  /** Whether it is the first of a writer, so that a job began there. */
  public boolean isFirst() {
    return count == 0;
  }

  /** Adds it to a file, which is made if there is none. */
  public void appendTo(Path file) throws IOException {
    Files.writeString(
        file,
        count + " " + undecided + " " + atNanos + " " + cpuNanos + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The marks of a file; none while there is no file. A line that is being written is left out. */
  public static List<TallyMark> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException notYet) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    List<TallyMark> marks = new ArrayList<>();
    text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> marks.add(parse(line)));
    return marks;
  }

  private static TallyMark parse(String line) {
    String[] fields = line.split(" ");
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("mark '" + line + "': expected four numbers");
    }
    return new TallyMark(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }
}
