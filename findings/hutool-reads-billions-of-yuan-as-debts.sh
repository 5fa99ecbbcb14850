#!/usr/bin/env bash
# Hutool, asked for the number of a sum in Chinese words, counts in an int: the words that it wrote for 10 billion yuan
# it reads as 1,410,065,408.00, those for 3 billion as a debt, and those for a trillion as 10,000.00.
#
# Seen on 2026-11-30 with cn.hutool:hutool-core 5.8.44 on JDK 17. It writes the capitals that cheques have for every sum
# up to 99,999,999,999,999.99 and refuses others, and gives a BigDecimal for words, so one would guess that it reads
# what it writes, or refuses it. Sums, their words, and what it reads in these:
#
#   2147483647.99: 贰拾壹亿肆仟柒佰肆拾捌万叁仟陆佰肆拾柒元玖角玖分, 2147483647.99
#   3000000000.00: 叁拾亿元整, -1294967296.00
#   10000000000.00: 壹佰亿元整, 1410065408.00
#   88888888888.88: 捌佰捌拾捌亿捌仟捌佰捌拾捌万捌仟捌佰捌拾捌元捌角捌分, -1305424327.12
#   1000000000000.00: 壹万亿元整, 10000.00
#
# Hongbao's money is whole fen, of Java's long, in digits. Exits 1 if this is so no longer.
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

cat >"$dir/Words.java" <<'JAVA'
import cn.hutool.core.convert.Convert;
import cn.hutool.core.convert.NumberChineseFormatter;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

public class Words {
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String yuan :
        List.of("2147483647.99", "3000000000.00", "10000000000.00", "88888888888.88", "1000000000000.00")) {
      String words = Convert.digitToChinese(new BigDecimal(yuan));
      out.println(yuan + ": " + words + ", " + NumberChineseFormatter.chineseMoneyToNumber(words));
    }
  }
}
JAVA

seen=$(timeout 120 java -Dfile.encoding=UTF-8 -cp "$dir/lib/*" "$dir/Words.java" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "2147483647.99: 贰拾壹亿肆仟柒佰肆拾捌万叁仟陆佰肆拾柒元玖角玖分, 2147483647.99
3000000000.00: 叁拾亿元整, -1294967296.00
10000000000.00: 壹佰亿元整, 1410065408.00
88888888888.88: 捌佰捌拾捌亿捌仟捌佰捌拾捌万捌仟捌佰捌拾捌元捌角捌分, -1305424327.12
1000000000000.00: 壹万亿元整, 10000.00" ] || { echo "Hutool does something else now"; exit 1; }
