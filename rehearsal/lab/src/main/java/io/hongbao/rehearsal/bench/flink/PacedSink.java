package io.hongbao.rehearsal.bench.flink;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Passes records on no faster than at a pace; each of its subtasks keeps the pace for itself. */
final class PacedSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  private final Sink<T> behind;
  private final double perSecond;

  private PacedSink(Sink<T> behind, double perSecond) {
    this.behind = behind;
    this.perSecond = perSecond;
  }

  static <T> PacedSink<T> before(Sink<T> behind, double perSecond) {
    return new PacedSink<>(behind, perSecond);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(behind.createWriter(context), new EvenPace(perSecond, System.nanoTime()));
  }

  @SuppressWarnings("try") // its close may throw anything, as that of every writer of Flink
  private static final class Writer<T> implements SinkWriter<T> {

    private final SinkWriter<T> next;
    private final EvenPace pace;

    Writer(SinkWriter<T> next, EvenPace pace) {
      this.next = next;
      this.pace = pace;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      long waitNanos = pace.takeNanos(System.nanoTime());
      if (waitNanos > 0) {
        TimeUnit.NANOSECONDS.sleep(waitNanos);
      }
      next.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      next.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
      next.close();
    }
  }
}
