#!/usr/bin/env bash
# ICU has the Chinese New Year of 2027 a day late, and that of 2030 a day early: for it 6 February 2027 is still New
# Year's Eve, the night of the gala.
#
# Seen on 2026-11-30 with com.ibm.icu:icu4j 78.2 on JDK 17; Intl of Node.js 20.20.2, with ICU 78.2 in C, says the same
# of calendar "chinese". The year begins on the day of a new moon in China, and in 2027 that comes four minutes before
# midnight, in 2030 seven minutes after. ICU has its moon a few minutes off. One would guess that a calendar of the
# platform knows next year's holidays. net.time4j:time4j-base 5.9.4 beside it, and calendars on the wall:
#
#   2026: ICU 02-17, time4j 02-17
#   2027: ICU 02-07, time4j 02-06
#   2028: ICU 01-26, time4j 01-26
#   2029: ICU 02-13, time4j 02-13
#   2030: ICU 02-02, time4j 02-03
#   2031: ICU 01-23, time4j 01-23
#   ICU, 6 February 2027: day 30 of month 12
#
# A campaign of Hongbao names the instants of its show itself. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.ibm.icu</groupId><artifactId>icu4j</artifactId><version>78.2</version></dependency>
    <dependency><groupId>net.time4j</groupId><artifactId>time4j-base</artifactId><version>5.9.4</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/NewYears.java" <<'JAVA'
import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import net.time4j.PlainDate;

public class NewYears {
  private static final String CHINA = "Asia/Shanghai";

  public static void main(String[] arguments) {
    DateTimeFormatter monthDay = DateTimeFormatter.ofPattern("MM-dd");
    for (int year = 2026; year <= 2031; year++) {
      LocalDate icu = LocalDate.of(year, 1, 20);
      while (month(icu) != 1 || day(icu) != 1) {
        icu = icu.plusDays(1);
      }
      LocalDate time4j =
          net.time4j.calendar.ChineseCalendar.ofNewYear(year)
              .transform(PlainDate.class)
              .toTemporalAccessor();
      System.out.printf(
          "%d: ICU %s, time4j %s%n", year, monthDay.format(icu), monthDay.format(time4j));
    }
    LocalDate eve = LocalDate.of(2027, 2, 6);
    System.out.printf("ICU, 6 February 2027: day %d of month %d%n", day(eve), month(eve));
  }

  private static int day(LocalDate date) {
    return at(date).get(Calendar.DAY_OF_MONTH);
  }

  private static int month(LocalDate date) {
    return at(date).get(Calendar.MONTH) + 1;
  }

  private static ChineseCalendar at(LocalDate date) {
    ChineseCalendar calendar = new ChineseCalendar(TimeZone.getTimeZone(CHINA), ULocale.CHINA);
    calendar.setTimeInMillis(date.atTime(12, 0).atZone(ZoneId.of(CHINA)).toInstant().toEpochMilli());
    return calendar;
  }
}
JAVA

seen=$(timeout 120 java -cp "$dir/lib/*" "$dir/NewYears.java" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "2026: ICU 02-17, time4j 02-17
2027: ICU 02-07, time4j 02-06
2028: ICU 01-26, time4j 01-26
2029: ICU 02-13, time4j 02-13
2030: ICU 02-02, time4j 02-03
2031: ICU 01-23, time4j 01-23
ICU, 6 February 2027: day 30 of month 12" ] || { echo "ICU does something else now"; exit 1; }
