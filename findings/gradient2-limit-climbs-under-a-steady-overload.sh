#!/usr/bin/env bash
# Gradient2Limit of Netflix' concurrency-limits takes the delay of an overload for the normal one, and
# then lets ever more requests in.
#
# Seen on 2026-11-30 with com.netflix.concurrency-limits:concurrency-limits-core 0.5.4 on JDK 17. A
# server works on 10 requests at a time for 10 ms each; whatever is in flight beyond that waits. There
# is always a request to let in, so that the limit is in flight. No thread and no clock is in this run:
#
#   after 0 requests: limit 10, a request takes 10 ms
#   after 100 requests: limit 42, a request takes 42 ms
#   after 1000 requests: limit 211, a request takes 211 ms
#   after 10000 requests: limit 1000, a request takes 1000 ms
#   after 100000 requests: limit 1000, a request takes 1000 ms
#
# It stands at 1,000 because this run allows no more. Hongbao's admission has a fixed target for the delay
# and learns no baseline. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.netflix.concurrency-limits</groupId><artifactId>concurrency-limits-core</artifactId><version>0.5.4</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Overload.java" <<'JAVA'
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.util.concurrent.TimeUnit;

public class Overload {
  public static void main(String[] arguments) {
    Gradient2Limit limit = Gradient2Limit.newBuilder().initialLimit(10).maxConcurrency(1_000).build();
    long samples = 0;
    for (long until : new long[] {0, 100, 1_000, 10_000, 100_000}) {
      while (samples < until) {
        int inFlight = limit.getLimit();
        limit.onSample(0, TimeUnit.MILLISECONDS.toNanos(millisWith(inFlight)), inFlight, false);
        samples++;
      }
      System.out.println(
          "after " + samples + " requests: limit " + limit.getLimit()
              + ", a request takes " + millisWith(limit.getLimit()) + " ms");
    }
  }

  /** A thousand requests a second leave the server. */
  private static long millisWith(int inFlight) {
    return Math.max(10, inFlight);
  }
}
JAVA

seen=$(java -cp "$dir/lib/*" "$dir/Overload.java" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "after 0 requests: limit 10, a request takes 10 ms
after 100 requests: limit 42, a request takes 42 ms
after 1000 requests: limit 211, a request takes 211 ms
after 10000 requests: limit 1000, a request takes 1000 ms
after 100000 requests: limit 1000, a request takes 1000 ms" ] || { echo "Gradient2Limit does something else now"; exit 1; }
