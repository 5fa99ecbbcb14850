package io.hongbao.jobs.draw;

import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.OutcomeWriter;
import io.hongbao.cache.RedisOutcomeWriter;
import io.hongbao.cache.WriteListener;
import io.hongbao.wire.records.DecidedShake;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Brings outcomes to the cache. Flink flushes a sink before its checkpoint is taken, and flushing
 * here waits until the cache has acknowledged all that came before: so a checkpoint never covers a
 * shake whose outcome may be lost. While the cache is away, writing waits and the job holds back.
 */
final class OutcomeSink implements Sink<DecidedShake> {

  private static final long serialVersionUID = 1L;

  private final WriterFactory factory;

  OutcomeSink(WriterFactory factory) {
    this.factory = factory;
  }

  /** The sink that writes to Redis. */
  static OutcomeSink toRedis(String uri) {
    return new OutcomeSink(listener -> new RedisOutcomeWriter(CacheSettings.of(uri), listener));
  }

  /** Opens a writer where the job runs. */
  @FunctionalInterface
  interface WriterFactory extends Serializable {
    OutcomeWriter open(WriteListener listener);
  }

  @Override
  public SinkWriter<DecidedShake> createWriter(WriterInitContext context) {
    OutcomeSinkMetrics metrics =
        new OutcomeSinkMetrics(context.metricGroup(), System::currentTimeMillis);
    return new Writer(factory.open(metrics), metrics);
  }

  /** Passes on what Flink asks. */
  private record Writer(OutcomeWriter outcomes, OutcomeSinkMetrics metrics)
      implements SinkWriter<DecidedShake> {

    @Override
    public void write(DecidedShake decided, Context context) throws InterruptedException {
      metrics.taken();
      outcomes.write(decided);
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
      outcomes.flush();
    }

    @Override
    public void close() {
      outcomes.close();
    }
  }
}
