#!/usr/bin/env bash
# Undertow serves a request whose line ends in HTTP/0.9, and its reply begins with "HTTP/0.9 200 OK": a status
# line of a version that has none, which clients do not read. HTTP/1.2 is served as HTTP/1.1, and HTTP/2.0 in
# such a line is refused before any handler sees it.
#
# Seen on 2026-11-30 with io.undertow:undertow-core 2.4.4.Final on JDK 17. The first line of the reply to
# "GET / VERSION" with a Host header:
#
#   HTTP/1.1 HTTP/1.1 200 OK
#   HTTP/1.0 HTTP/1.0 200 OK
#   HTTP/0.9 HTTP/0.9 200 OK
#   HTTP/1.2 HTTP/1.1 200 OK
#   HTTP/2.0 HTTP/1.1 400 Bad Request
#
# Hongbao says 505 to the third as well. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.undertow</groupId><artifactId>undertow-core</artifactId><version>2.4.4.Final</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Versions.java" <<'JAVA'
import io.undertow.Undertow;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class Versions {
  public static void main(String[] arguments) throws Exception {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1", exchange -> exchange.getResponseSender().send("hello"))
            .build();
    server.start();
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    for (String version : arguments) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        String request = "GET / " + version + "\r\nHost: a\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        BufferedReader reply =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        System.out.println(version + ' ' + reply.readLine());
      }
    }
    server.stop();
    System.exit(0);
  }
}
JAVA

seen=$(timeout 60 java -cp "$dir/lib/*" "$dir/Versions.java" HTTP/1.1 HTTP/1.0 HTTP/0.9 HTTP/1.2 HTTP/2.0 2>>"$dir/log") ||
  cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "HTTP/1.1 HTTP/1.1 200 OK
HTTP/1.0 HTTP/1.0 200 OK
HTTP/0.9 HTTP/0.9 200 OK
HTTP/1.2 HTTP/1.1 200 OK
HTTP/2.0 HTTP/1.1 400 Bad Request" ] || { echo "Undertow does something else now"; exit 1; }
