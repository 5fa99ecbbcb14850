#!/usr/bin/env bash
# cron-utils runs a Quartz expression for the hours 22-2 at 22:00 alone, and one for the months 11-2 in November alone,
# though it describes both as whole ranges. Days that go round the week's end, SAT-MON, it takes as they are.
#
# Seen on 2026-11-30 with com.cronutils:cron-utils 9.2.1 on JDK 17. It accepts such a range, so one would guess that it
# goes round midnight, as org.quartz-scheduler:quartz 2.5.2 beside it has it, or that it is refused. Runs from noon of
# 30 November 2026, "MM-dd HH":
#
#   0 0 22-2 * * ?: every hour between 22 and 2
#   cron-utils: 11-30 22, 12-01 22, 12-02 22, 12-03 22
#   Quartz: 11-30 22, 11-30 23, 12-01 00, 12-01 01
#   0 0 20 1 11-2 ?: at 20:00 at 1 day every month between November and February
#   cron-utils: 11-01 20, 11-01 20, 11-01 20, 11-01 20
#   Quartz: 12-01 20, 01-01 20, 02-01 20, 11-01 20
#   0 0 20 ? * SAT-MON: at 20:00 every day between Saturday and Monday
#   cron-utils: 11-30 20, 12-05 20, 12-06 20, 12-07 20
#   Quartz: 11-30 20, 12-05 20, 12-06 20, 12-07 20
#
# Hongbao's shows begin at instants, not by cron expressions. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.cronutils</groupId><artifactId>cron-utils</artifactId><version>9.2.1</version></dependency>
    <dependency><groupId>org.quartz-scheduler</groupId><artifactId>quartz</artifactId><version>2.5.2</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Nights.java" <<'JAVA'
import static com.cronutils.model.definition.CronDefinitionBuilder.instanceDefinitionFor;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.CronExpression;

public class Nights {
  private static final ZonedDateTime NOON = ZonedDateTime.of(2026, 11, 30, 12, 0, 0, 0, ZoneOffset.UTC);

  public static void main(String[] arguments) throws Exception {
    CronParser parser = new CronParser(instanceDefinitionFor(CronType.QUARTZ));
    for (String pattern : List.of("0 0 22-2 * * ?", "0 0 20 1 11-2 ?", "0 0 20 ? * SAT-MON")) {
      Cron cron = parser.parse(pattern);
      System.out.println(pattern + ": " + CronDescriptor.instance(Locale.UK).describe(cron));
      ExecutionTime times = ExecutionTime.forCron(cron);
      System.out.println("cron-utils: " + runs(after -> times.nextExecution(after).orElseThrow()));
      CronExpression quartz = new CronExpression(pattern);
      quartz.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
      System.out.println(
          "Quartz: "
              + runs(
                  after ->
                      quartz.getNextValidTimeAfter(Date.from(after.toInstant())).toInstant().atZone(ZoneOffset.UTC)));
    }
  }

  private static String runs(UnaryOperator<ZonedDateTime> next) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("MM-dd HH");
    return Stream.iterate(next.apply(NOON), next).limit(4).map(format::format).collect(Collectors.joining(", "));
  }
}
JAVA

seen=$(timeout 120 java -cp "$dir/lib/*" "$dir/Nights.java" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "0 0 22-2 * * ?: every hour between 22 and 2
cron-utils: 11-30 22, 12-01 22, 12-02 22, 12-03 22
Quartz: 11-30 22, 11-30 23, 12-01 00, 12-01 01
0 0 20 1 11-2 ?: at 20:00 at 1 day every month between November and February
cron-utils: 11-01 20, 11-01 20, 11-01 20, 11-01 20
Quartz: 12-01 20, 01-01 20, 02-01 20, 11-01 20
0 0 20 ? * SAT-MON: at 20:00 every day between Saturday and Monday
cron-utils: 11-30 20, 12-05 20, 12-06 20, 12-07 20
Quartz: 11-30 20, 12-05 20, 12-06 20, 12-07 20" ] || { echo "cron-utils does something else now"; exit 1; }
