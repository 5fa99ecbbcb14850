package io.hongbao.edge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.RawConnection;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Looks for what cases leave behind in an edge: errors, connections, waiting requests, memory. */
final class EdgeWatch implements AutoCloseable {

  private static final String CLOSED = "hongbao_edge_connections_closed_total";
  private static final String WAITING = "hongbao_edge_waiting";
  private static final String FAILED = "hongbao_edge_failures_total";

  /** More than caches that fill up take, and less than a hundred bytes a connection come to. */
  private static final long MAX_GROWTH_BYTES = 8L * 1024 * 1024;

  private static final long UNKNOWN = -1;

  private final TestEdge edge;
  private final ErrorLog errors = new ErrorLog();
  private long usedBytesBefore = UNKNOWN;

  EdgeWatch(TestEdge edge) {
    this.edge = edge;
  }

  /**
   * Waits until all connections to the public port are over, and checks that the edge had no
   * failure.
   *
   * @param connections to the public port since the edge started
   */
  void awaitQuiet(long connections) {
    await()
        .untilAsserted(
            () -> {
              String metrics = edge.metrics();
              assertThat(sum(metrics, CLOSED + "{", "port=\"public\"")).isEqualTo(connections);
              assertThat(sum(metrics, WAITING + " ", "")).as("requests that wait").isZero();
            });
    assertThat(errors.take()).as("logged as an error").isEmpty();
    assertThat(sum(edge.metrics(), FAILED + " ", "")).as("failures of the edge").isZero();
    edge.log.forgetRecords();
    edge.answers.forgetAsked();
  }

  /** Notes what memory is in use, once the edge knows all tickets and has all its buffers. */
  void noteMemory() {
    usedBytesBefore = usedBytes();
  }

  /** Checks that no more memory is in use than was noted, but for a little. */
  void awaitMemoryFlat() {
    if (usedBytesBefore == UNKNOWN) {
      throw new IllegalStateException("no memory was noted");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(usedBytes())
                    .as("bytes in use, %,d before", usedBytesBefore)
                    .isLessThan(usedBytesBefore + MAX_GROWTH_BYTES));
  }

  /** Checks that an ordinary phone is served. */
  void checkAlive(String user) throws IOException {
    RawConnection.Reply reply =
        RawConnection.exchange(
            edge.port(),
            "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nAuthorization: Bearer "
                + TestEdge.ticketOf(user)
                + "\r\n\r\n");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body()).contains(TestEdge.currentTurnOf(user).toString());
  }

  /** Of the heap after a collection, and of buffers outside of it. */
  private static long usedBytes() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return heap + buffers;
  }

  private static long sum(String metrics, String start, String part) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(start) && line.contains(part))
        .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ')))))
        .sum();
  }

  @Override
  public void close() {
    errors.close();
  }
}
