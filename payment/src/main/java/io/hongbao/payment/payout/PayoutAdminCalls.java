package io.hongbao.payment.payout;

import io.hongbao.payment.http.BoundedServer;
import io.hongbao.payment.http.Call;
import io.hongbao.payment.http.ProblemDetails;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** The calls of the adapter's admin port: health and figures. */
final class PayoutAdminCalls implements BoundedServer.Calls {

  private static final ProblemDetails NOT_READY =
      ProblemDetails.of(
          503, "Service Unavailable", "the adapter has not joined its consumer group yet");

  private final BooleanSupplier readiness;
  private final PayoutCounts counts;

  PayoutAdminCalls(BooleanSupplier readiness, PayoutCounts counts) {
    this.readiness = readiness;
    this.counts = counts;
  }

  @Override
  public boolean isOpen(List<String> path) {
    return path.equals(List.of("livez")) || path.equals(List.of("readyz"));
  }

  @Override
  public void handle(String method, Call call) {
    if (!method.equals("GET")) {
      call.problem(ProblemDetails.methodNotAllowed("GET"));
      return;
    }
    switch (String.join("/", call.path())) {
      case "livez" -> call.text("alive\n");
      case "readyz" -> {
        if (readiness.getAsBoolean()) {
          call.text("ready\n");
        } else {
          call.problem(NOT_READY);
        }
      }
      case "metrics" -> call.text(scrape());
      default -> call.problem(ProblemDetails.NOT_FOUND);
    }
  }

  /** Prometheus text. */
  private String scrape() {
    return counter("tries", "Calls of the payment system.", counts.tries())
        + counter("paid", "Instructions that were paid, now or before.", counts.paid())
        + counter("refused", "Instructions whose key is refused for ever.", counts.refused())
        + counter("unpayable", "Instructions that became dead letters.", counts.unpayable())
        + counter("unknown", "Calls after which nothing was known.", counts.unknown())
        + gauge("in_flight", "Calls that are on their way.", counts.inFlight())
        + gauge(
            "in_flight_max", "The most that were on their way at a time.", counts.maxInFlight());
  }

  private static String counter(String name, String help, long value) {
    return sample(name + "_total", "counter", help, value);
  }

  private static String gauge(String name, String help, long value) {
    return sample(name, "gauge", help, value);
  }

  private static String sample(String name, String type, String help, long value) {
    return String.format(
        Locale.ROOT,
        """
        # HELP hongbao_payout_%1$s %3$s
        # TYPE hongbao_payout_%1$s %2$s
        hongbao_payout_%1$s %4$d
        """,
        name,
        type,
        help,
        value);
  }
}
