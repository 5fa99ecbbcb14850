package io.hongbao.edge.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** What is counted of long connections. Thread-safe; counting takes no lock. */
public final class LiveMetrics {

  private final MeterRegistry registry;
  private final Counter opened;
  private final Counter framesReceived;
  private final Counter framesSent;
  private final Counter framesRefused;
  private final Counter slowReaders;
  private final Map<Integer, Counter> closed = new ConcurrentHashMap<>();

  LiveMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.opened = counter("opened", "long connections that began").register(registry);
    this.framesReceived =
        counter("frames", "frames of long connections").tag("direction", "in").register(registry);
    this.framesSent =
        counter("frames", "frames of long connections").tag("direction", "out").register(registry);
    this.framesRefused =
        counter("frames.refused", "frames that ended their connection, as they may not be sent")
            .register(registry);
    this.slowReaders =
        counter("slow.readers", "long connections dropped as the phone did not read")
            .register(registry);
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder("hongbao.edge.live." + name).description(description);
  }

  /** Shows how many are open now. */
  public void showOpen(IntSupplier open) {
    Gauge.builder("hongbao.edge.live.connections", open, IntSupplier::getAsInt)
        .description("long connections that are open")
        .strongReference(true)
        .register(registry);
  }

  public void opened() {
    opened.increment();
  }

  /**
   * Counts one that is over.
   *
   * @param code of the close frame that was said; 1006 for none
   */
  public void closed(int code) {
    closed
        .computeIfAbsent(
            code,
            any ->
                counter("closed", "long connections that are over, by the close frame's code")
                    .tag("code", String.valueOf(code))
                    .register(registry))
        .increment();
  }

  public void frameReceived() {
    framesReceived.increment();
  }

  public void frameSent() {
    framesSent.increment();
  }

  public void frameRefused() {
    framesRefused.increment();
  }

  public void slowReader() {
    slowReaders.increment();
  }
}
