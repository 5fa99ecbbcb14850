#!/usr/bin/env bash
# Kafka spells the names of its log's files with the digits of the machine's default locale.
#
# Seen in 2026-11 with org.apache.kafka:kafka-storage 4.4.0 (LogFileUtils.filenamePrefixFromOffset, a
# NumberFormat of the default locale) on JDK 17. Files are looked for by the same rule, so a broker
# that is started under another locale does not find the log that it wrote:
#
#   en-US: 00000000000000000042
#   ar-EG: ٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٤٢
#   hi-IN-u-nu-deva: ००००००००००००००००००४२
#
# Hongbao starts every JVM with a locale of its own. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-storage</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Names.java" <<'JAVA'
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.storage.internals.log.LogFileUtils;

public class Names {
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String tag : new String[] {"en-US", "ar-EG", "hi-IN-u-nu-deva"}) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      out.println(tag + ": " + LogFileUtils.filenamePrefixFromOffset(42));
    }
  }
}
JAVA

seen=$(java -cp "$dir/lib/*" "$dir/Names.java")
printf '%s\n' "$seen"
[ "$seen" = "en-US: 00000000000000000042
ar-EG: ٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٤٢
hi-IN-u-nu-deva: ००००००००००००००००००४२" ] || { echo "Kafka does something else now"; exit 1; }
