package io.hongbao.jobs;

import java.time.Duration;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;

/**
 * Has the broker gather what comes until it is much, or for so long. A fetch for each of an edge's
 * batches costs more than what is in it.
 */
public final class GatheredFetch {

  private static final int MUCH_BYTES = 64 * 1024;

  private GatheredFetch() {}

  /**
   * Sets it for a source.
   *
   * @param atMost 1 ms or more
   * @return the same builder
   */
  public static <T> KafkaSourceBuilder<T> of(KafkaSourceBuilder<T> source, Duration atMost) {
    return source
        .setProperty("fetch.min.bytes", String.valueOf(MUCH_BYTES))
        .setProperty("fetch.max.wait.ms", String.valueOf(atMost.toMillis()));
  }
}
