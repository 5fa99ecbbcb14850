#!/usr/bin/env bash
# Flink makes a job's graph with threads of its own and waits for them. A thread that is interrupted in that
# wait gets an unchecked "Error in serialization.", and its interrupt is gone: isInterrupted() says no. Whoever
# catches such errors to try again, and is ended by an interrupt, never ends.
#
# Seen in 2026-11 with org.apache.flink:flink-streaming-java and flink-clients 2.2.1 on JDK 17:
#
#   thrown: org.apache.flink.util.FlinkRuntimeException: Error in serialization.
#   cause: java.lang.InterruptedException
#   still interrupted: false
#
# In Hongbao a flag ends the loop, whatever becomes of the interrupt (JobSupervisorTest). Exits 1 if this is so
# no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-clients</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.2.1</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Interrupted.java" <<'JAVA'
import java.io.IOException;
import java.io.ObjectOutputStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

public class Interrupted {

  /** Takes a moment to be serialized, so that the wait for it is one. */
  public static final class Slow implements MapFunction<Long, Long> {
    private void writeObject(ObjectOutputStream out) throws IOException {
      if (Thread.currentThread().getName().contains("serialization")) {
        try {
          Thread.sleep(1_000);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      out.defaultWriteObject();
    }

    @Override
    public Long map(Long number) {
      return number;
    }
  }

  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.fromSequence(0, 9).map(new Slow()).returns(Long.class).print();
    StreamGraph streams = environment.getStreamGraph();
    Thread worker =
        new Thread(
            () -> {
              try {
                streams.getJobGraph();
                System.out.println("thrown: nothing");
              } catch (RuntimeException e) {
                System.out.println("thrown: " + e);
                System.out.println("cause: " + e.getCause());
              }
              System.out.println("still interrupted: " + Thread.currentThread().isInterrupted());
            });
    worker.start();
    Thread.sleep(Long.parseLong(arguments[0]));
    worker.interrupt();
    worker.join();
  }
}
JAVA
seen=$(java -cp "$dir/lib/*" "$dir/Interrupted.java" 500 2>/dev/null)
echo "$seen"
echo "$seen" | grep -q '^still interrupted: false$' && echo "$seen" | grep -q '^cause: java.lang.InterruptedException$'
