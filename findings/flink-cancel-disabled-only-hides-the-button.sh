#!/usr/bin/env bash
# With web.cancel.enable: false, Flink takes the button from its dashboard and still cancels a job that a
# REST call asks it to cancel.
#
# Seen in 2026-11 with org.apache.flink:flink-runtime and flink-clients 2.2.1 on JDK 17: the REST server's
# own /config says that cancelling is off, and PATCH /jobs/ID?mode=cancel ends the job all the same.
#
#   web-cancel in /config: false
#   PATCH: 202
#   state: CANCELED
#
# Hongbao starts a job again that somebody cancelled. Exits 1 if this is so no longer.
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
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-runtime-web</artifactId><version>2.2.1</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Cancel.java" <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Cancel {
  public static void main(String[] arguments) throws Exception {
    Configuration settings = new Configuration();
    settings.set(WebOptions.CANCEL_ENABLE, false);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    HttpClient client = HttpClient.newHttpClient();
    try (MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings).setNumTaskManagers(1).setNumSlotsPerTaskManager(1).build())) {
      flink.start();
      URI rest = flink.getRestAddress().get();
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      environment.fromSequence(0, Long.MAX_VALUE).map(number -> number + 1).returns(Long.class)
          .print().setParallelism(1);
      environment.setParallelism(1);
      JobGraph graph = environment.getStreamGraph().getJobGraph();
      java.io.PrintStream out = System.out;
      System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
      JobID job = flink.submitJob(graph).get().getJobID();
      while (flink.getJobStatus(job).get() != JobStatus.RUNNING) Thread.sleep(50);
      String config =
          client.send(HttpRequest.newBuilder(rest.resolve("/config")).build(), BodyHandlers.ofString()).body();
      out.println("web-cancel in /config: " + config.replaceAll("(?s).*\"web-cancel\":(\\w+).*", "$1"));
      int status =
          client.send(
              HttpRequest.newBuilder(rest.resolve("/jobs/" + job + "?mode=cancel"))
                  .method("PATCH", BodyPublishers.noBody()).build(),
              BodyHandlers.discarding()).statusCode();
      out.println("PATCH: " + status);
      for (int i = 0; i < 600 && !flink.getJobStatus(job).get().isGloballyTerminalState(); i++) Thread.sleep(50);
      out.println("state: " + flink.getJobStatus(job).get());
    }
    System.exit(0);
  }
}
JAVA

seen=$(java -cp "$dir/lib/*" "$dir/Cancel.java" 2>"$dir/log") || { tail -n 20 "$dir/log" >&2; exit 1; }
printf '%s\n' "$seen"
[ "$seen" = "web-cancel in /config: false
PATCH: 202
state: CANCELED" ] || { echo "Flink does something else now"; exit 1; }
