#!/usr/bin/env bash
# Undertow's ResourceHandler resumes no download that names the ETag which it gave itself: it sends the whole file
# again.
#
# Seen on 2026-11-30 with io.undertow:undertow-core 2.4.4.Final on JDK 17. If-Range (RFC 9110, 13.1.5) is how a
# client goes on with a download that broke: the part that it lacks if the file is still the same, else the whole.
# ResourceHandler sets the tag in quotes, as it must stand, but compares If-Range with the tag without quotes, so
# that no strong tag is ever the same. Without If-Range the range is served. A file of ten bytes, tag v1:
#
#   whole: 200 0123456789, ETag "v1"
#   Range bytes=4-: 206 456789
#   Range bytes=4-, If-Range "v1": 200 0123456789
#
# Hongbao's edge serves packages of resources by a handler of its own, which hands the quoted tag to Undertow's
# ByteRange; there a resumed download gets its part. Exits 1 if this is so no longer.
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

cat >"$dir/Resume.java" <<'JAVA'
import io.undertow.Undertow;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.ETag;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

public class Resume {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("file.txt"), "0123456789");
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                new ResourceHandler(
                    PathResourceManager.builder()
                        .setBase(folder)
                        .setETagFunction(path -> new ETag(false, "v1"))
                        .build()))
            .build();
    server.start();
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    URI file = URI.create("http://127.0.0.1:" + port + "/file.txt");
    HttpResponse<String> whole = ask(HttpRequest.newBuilder(file));
    String tag = whole.headers().firstValue("ETag").orElseThrow();
    System.out.println("whole: " + said(whole) + ", ETag " + tag);
    String range = "bytes=4-";
    System.out.println(
        "Range " + range + ": " + said(ask(HttpRequest.newBuilder(file).header("Range", range))));
    System.out.println(
        "Range " + range + ", If-Range " + tag + ": "
            + said(ask(HttpRequest.newBuilder(file).header("Range", range).header("If-Range", tag))));
    server.stop();
    System.exit(0);
  }

  private static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String said(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }
}
JAVA

mkdir "$dir/files"
seen=$(timeout 60 java -cp "$dir/lib/*" "$dir/Resume.java" "$dir/files" 2>>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = 'whole: 200 0123456789, ETag "v1"
Range bytes=4-: 206 456789
Range bytes=4-, If-Range "v1": 200 0123456789' ] || { echo "Undertow does something else now"; exit 1; }
