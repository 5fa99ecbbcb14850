package io.hongbao.rehearsal.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.Test;

class PacedSinkTest {

  /** No sink here asks for it. */
  private static final WriterInitContext NO_CONTEXT = null;

  private final List<String> done = new ArrayList<>();

  @Test
  void shouldPassOnEverythingInItsOrder() throws Exception {
    SinkWriter<Integer> writer = PacedSink.before(sink(), 1e6).createWriter(NO_CONTEXT);

    writer.write(1, null);
    writer.write(2, null);
    writer.flush(false);
    writer.close();

    assertThat(done).containsExactly("1", "2", "flushed", "closed");
  }

  @Test
  void shouldPassOnNoFasterThanItsPace() throws Exception {
    SinkWriter<Integer> writer = PacedSink.before(sink(), 100).createWriter(NO_CONTEXT);

    long startNanos = System.nanoTime();
    for (int i = 0; i < 21; i++) {
      writer.write(i, null);
    }

    assertThat(System.nanoTime() - startNanos)
        .as("20 gaps of 10 ms, less the tenth of a second that may be caught up")
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(99));
    assertThat(done).hasSize(21);
  }

  private Sink<Integer> sink() {
    return context -> new Recording();
  }

  private final class Recording implements SinkWriter<Integer> {

    @Override
    public void write(Integer element, Context context) {
      done.add(element.toString());
    }

    @Override
    public void flush(boolean endOfInput) {
      done.add("flushed");
    }

    @Override
    public void close() {
      done.add("closed");
    }
  }
}
