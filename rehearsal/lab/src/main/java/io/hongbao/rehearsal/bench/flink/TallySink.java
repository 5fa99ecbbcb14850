package io.hongbao.rehearsal.bench.flink;

import com.sun.management.OperatingSystemMXBean;
import io.hongbao.wire.records.DecidedShake;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Counts records and discards them or passes them on. After every N records it flushes the sink
 * behind it and appends a TallyMark to the file, so a mark counts completed records only. For jobs
 * of one subtask.
 */
public final class TallySink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  private final Sink<T> behind;

  private final Counted<T> counted;
  private final String file;
  private final long step;

  private TallySink(Sink<T> behind, Counted<T> counted, String file, long step) {
    this.behind = behind;
    this.counted = counted;
    this.file = file;
    this.step = step;
  }

  /** Whether a record counts. */
  @FunctionalInterface
  public interface Counted<T> extends Serializable {
    boolean test(T element);
  }

  /**
   * Passes everything on.
   *
   * @param step from one mark to the next
   */
  public static <T> TallySink<T> before(Sink<T> behind, Path file, long step) {
    return new TallySink<>(behind, element -> true, file.toString(), step);
  }

  /** Throws everything away. */
  public static <T> TallySink<T> discarding(Path file, long step) {
    return new TallySink<>(null, element -> true, file.toString(), step);
  }

  /** The same, with marks that count these records alone. */
  public TallySink<T> counting(Counted<T> which) {
    return new TallySink<>(behind, which, file, step);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    Optional<SinkWriter<T>> next =
        behind == null ? Optional.empty() : Optional.of(behind.createWriter(context));
    return new Writer<>(next, counted, Path.of(file), step);
  }

  @SuppressWarnings("try") // its close may throw anything, as that of every writer of Flink
  private static final class Writer<T> implements SinkWriter<T> {

    private final Optional<SinkWriter<T>> next;
    private final Counted<T> counted;
    private final Path file;
    private final long step;
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long count;
    private long undecided;

    Writer(Optional<SinkWriter<T>> next, Counted<T> counted, Path file, long step)
        throws IOException {
      this.next = next;
      this.counted = counted;
      this.file = file;
      this.step = step;
      mark();
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      if (next.isPresent()) {
        next.get().write(element, context);
      }
      if (!counted.test(element)) {
        return;
      }
      if (element instanceof DecidedShake decided && decided.outcome().isEmpty()) {
        undecided++;
      }
      count++;
      if (count % step == 0) {
        flush(false);
        mark();
      }
    }

    private void mark() throws IOException {
      new TallyMark(count, undecided, System.nanoTime(), system.getProcessCpuTime()).appendTo(file);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      if (next.isPresent()) {
        next.get().flush(endOfInput);
      }
    }

    @Override
    public void close() throws Exception {
      if (next.isPresent()) {
        next.get().close();
      }
    }
  }
}
