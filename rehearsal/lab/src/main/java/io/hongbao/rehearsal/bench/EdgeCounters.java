package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.SingleCall;
import java.time.Duration;

/**
 * What an edge counts, as far as a benchmark has to know it.
 *
 * @param logged shakes handed to Kafka
 * @param repeats posts that were no new shake
 * @param pending shakes without an answer
 */
record EdgeCounters(long logged, long repeats, long pending) {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  static EdgeCounters read(Endpoint admin) {
    return parse(metrics(admin));
  }

  /** Contents of packages that an edge has sent, which edges of former builds do not count. */
  static long resourceBytes(Endpoint admin) {
    return value(metrics(admin), "hongbao_edge_resources_sent_bytes_total");
  }

  private static String metrics(Endpoint admin) {
    return SingleCall.get(admin, "/metrics", AdminToken.authorizationOfEnvironment(), CALL_TIMEOUT)
        .reply()
        .orElseThrow(() -> new OperationFailedException(admin + "/metrics does not answer"))
        .bodyText();
  }

  static EdgeCounters parse(String metrics) {
    return new EdgeCounters(
        value(metrics, "hongbao_edge_shakes_logged_total"),
        value(metrics, "hongbao_edge_repeats_total"),
        value(metrics, "hongbao_edge_pending"));
  }

  private static long value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Math.round(Double.parseDouble(line.substring(name.length()).strip())))
        .findFirst()
        .orElseThrow(() -> new OperationFailedException("the edge does not count " + name));
  }
}
