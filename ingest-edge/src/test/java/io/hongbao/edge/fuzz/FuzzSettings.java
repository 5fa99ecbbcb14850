package io.hongbao.edge.fuzz;

import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.live.LiveSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much is fuzzed, from where on, and against which edge.
 *
 * @param firstCase the number of the first case; later cases count on from it
 * @param requests or frames that are sent at least; the last case is played to its end
 */
record FuzzSettings(long firstCase, int requests) {

  private static final String FIRST_CASE = "hongbao.fuzz.case";
  private static final String REQUESTS = "hongbao.fuzz.requests";

  /** A client that is not given the processor for long is no slow one. */
  private static final int TIMEOUT_MILLIS = 60_000;

  private static final int MAX_BOUND = 1_000_000;

  /** The edge's clock stands still, and so no address and no user would ever be let in again. */
  private static final AddressSettings UNBOUNDED =
      new AddressSettings(MAX_BOUND, MAX_BOUND, MAX_BOUND, MAX_BOUND, List.of(), false);

  /** From the command line, where it says something. */
  static FuzzSettings fromProperties(long firstCase, int requests) {
    return new FuzzSettings(
        Long.getLong(FIRST_CASE, firstCase), Integer.getInteger(REQUESTS, requests));
  }

  /** How to play a case alone. */
  static String alone(Class<?> test, long number) {
    return String.format(
        Locale.ROOT,
        "mvn -q -pl ingest-edge -am verify -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false"
            + " -D%s=%d -D%s=1",
        test.getSimpleName(),
        FIRST_CASE,
        number,
        REQUESTS);
  }

  static TestEdge startEdge() {
    EdgeSettings settings = TestEdge.settings("edge-1");
    EdgeSettings fuzzed =
        settings
            .withDevMode(true)
            .withHttp(
                new HttpTimeouts(TIMEOUT_MILLIS, TIMEOUT_MILLIS, TIMEOUT_MILLIS, TIMEOUT_MILLIS),
                new CorsOrigins(Set.of("https://gala.example")))
            .withLive(LiveSettings.DEFAULT.withAcceptsPerSecond(MAX_BOUND))
            .withSecurity(settings.security().withAddresses(UNBOUNDED));
    return new TestEdge(fuzzed);
  }
}
