#!/usr/bin/env bash
# XNIO's setCloseListener of a connection adds a listener to those that were set before. Nothing is
# replaced, null takes none away, and one that is set twice is called twice.
#
# Seen on 2026-11-30 with org.jboss.xnio:xnio-nio 3.8.16.Final (StreamConnection.mergeListeners) on JDK
# 17. Its channels do replace what was set. The same calls on a connection and on a source channel, and what
# was called at its end; then once more with null after them:
#
#   first, second and second again
#   connection: [first, second, second]
#   source channel: [second]
#   and then null
#   connection: [first, second, second]
#   source channel: []
#
# Hongbao counts how connections end in such a listener, beside Undertow's. Exits 1 if this is so no
# longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.jboss.xnio</groupId><artifactId>xnio-api</artifactId><version>3.8.16.Final</version></dependency>
    <dependency><groupId>org.jboss.xnio</groupId><artifactId>xnio-nio</artifactId><version>3.8.16.Final</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Listeners.java" <<'JAVA'
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.conduits.ConduitStreamSourceChannel;

public class Listeners {
  public static void main(String[] arguments) throws Exception {
    XnioWorker worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
    List<String> heard = new CopyOnWriteArrayList<>();
    StreamConnection connection = worker.createFullDuplexPipeConnection().getLeftSide();
    ChannelListener<StreamConnection> second = channel -> heard.add("second");
    connection.setCloseListener(channel -> heard.add("first"));
    connection.setCloseListener(second);
    connection.setCloseListener(second);
    if (arguments.length > 0) {
      connection.setCloseListener(null);
    }
    connection.close();
    System.out.println("connection: " + heard);

    heard.clear();
    ConduitStreamSourceChannel source =
        worker.createFullDuplexPipeConnection().getLeftSide().getSourceChannel();
    ChannelListener<ConduitStreamSourceChannel> other = channel -> heard.add("second");
    source.setCloseListener(channel -> heard.add("first"));
    source.setCloseListener(other);
    source.setCloseListener(other);
    if (arguments.length > 0) {
      source.setCloseListener(null);
    }
    source.close();
    System.out.println("source channel: " + heard);
    worker.shutdownNow();
  }
}
JAVA

seen=$(
  echo "first, second and second again"
  timeout 60 java -cp "$dir/lib/*" "$dir/Listeners.java" 2>>"$dir/log"
  echo "and then null"
  timeout 60 java -cp "$dir/lib/*" "$dir/Listeners.java" null 2>>"$dir/log"
) || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "first, second and second again
connection: [first, second, second]
source channel: [second]
and then null
connection: [first, second, second]
source channel: []" ] || { echo "XNIO does something else now"; exit 1; }
