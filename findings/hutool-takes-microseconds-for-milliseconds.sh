#!/usr/bin/env bash
# Hutool's DateUtil.parseISO8601, and parse, which leads to it, take the microseconds of a time in UTC for milliseconds:
# what Instant.toString writes of 12:00:00.123456 is 12:02:03.456 to them, and .999999 is over a quarter of an hour late.
#
# Seen on 2026-11-30 with cn.hutool:hutool-core 5.8.44 on JDK 17, whose clock has microseconds and more. The digits
# behind the point are a fraction of a second in ISO 8601, whose times it says that it reads. Its patterns end at
# milliseconds, so one would guess that it cuts the rest, as it does where +00:00 stands for the Z, or refuses it, as it
# does nanoseconds with a Z. What is read of times of 16 February 2026:
#
#   12:00:00.123Z: 12:00:00.123Z
#   12:00:00.123456Z: 12:02:03.456Z
#   12:00:00.999999Z: 12:16:39.999Z
#   12:00:00.000001Z: 12:00:00.001Z
#   12:00:00.123456+00:00: 12:00:00.123Z
#   20:00:00.999999+08:00: 12:00:00.999Z
#   12:00:00.123456789Z: refused
#   12:00:00.123456789+00:00: 12:00:00.123Z
#   12:00:00.123456Z by parse: 12:02:03.456Z
#
# Hongbao reads the times of campaigns by java.time. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>cn.hutool</groupId><artifactId>hutool-core</artifactId><version>5.8.44</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Fractions.java" <<'JAVA'
import cn.hutool.core.date.DateException;
import cn.hutool.core.date.DateTime;
import cn.hutool.core.date.DateUtil;
import java.util.List;
import java.util.function.Function;

public class Fractions {
  private static final String DAY = "2026-02-16T";

  public static void main(String[] arguments) {
    for (String time :
        List.of(
            "12:00:00.123Z",
            "12:00:00.123456Z",
            "12:00:00.999999Z",
            "12:00:00.000001Z",
            "12:00:00.123456+00:00",
            "20:00:00.999999+08:00",
            "12:00:00.123456789Z",
            "12:00:00.123456789+00:00")) {
      System.out.println(time + ": " + read(DateUtil::parseISO8601, time));
    }
    System.out.println("12:00:00.123456Z by parse: " + read(DateUtil::parse, "12:00:00.123456Z"));
  }

  private static String read(Function<String, DateTime> parser, String time) {
    try {
      return parser.apply(DAY + time).toInstant().toString().replace(DAY, "");
    } catch (DateException e) {
      return "refused";
    }
  }
}
JAVA

seen=$(timeout 120 java -cp "$dir/lib/*" "$dir/Fractions.java" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "12:00:00.123Z: 12:00:00.123Z
12:00:00.123456Z: 12:02:03.456Z
12:00:00.999999Z: 12:16:39.999Z
12:00:00.000001Z: 12:00:00.001Z
12:00:00.123456+00:00: 12:00:00.123Z
20:00:00.999999+08:00: 12:00:00.999Z
12:00:00.123456789Z: refused
12:00:00.123456789+00:00: 12:00:00.123Z
12:00:00.123456Z by parse: 12:02:03.456Z" ] || { echo "Hutool does something else now"; exit 1; }
