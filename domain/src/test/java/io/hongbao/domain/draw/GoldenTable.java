package io.hongbao.domain.draw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A table of {@code golden/}: see the README there. */
final class GoldenTable {

  private GoldenTable() {}

  /** A line, by the names of its columns. */
  record Row(int line, Map<String, String> fields) {

    String text(String column) {
      String value = fields.get(column);
      if (value == null) {
        throw new AssertionError("line " + line + ": no " + column);
      }
      return value;
    }

    long number(String column) {
      return Long.parseLong(text(column));
    }

    /** A number that may be left out. */
    long number(String column, long leftOut) {
      return fields.containsKey(column) ? number(column) : leftOut;
    }

    /** A text that stands in the table as the hex digits of its UTF-8. */
    String hexText(String column) {
      return new String(HexFormat.of().parseHex(text(column)), StandardCharsets.UTF_8);
    }

    /** Texts with bars between them. */
    List<String> list(String column) {
      return text(column).isEmpty() ? List.of() : List.of(text(column).split("\\|", -1));
    }

    /** A column of {@code name=value} with spaces between them, as a row of its own. */
    Row nested(String column) {
      Map<String, String> nested = new LinkedHashMap<>();
      for (String field : text(column).split(" ", -1)) {
        int equals = field.indexOf('=');
        nested.put(field.substring(0, equals), field.substring(equals + 1));
      }
      return new Row(line, nested);
    }

    @Override
    public String toString() {
      return "line " + line + " " + fields;
    }
  }

  static List<Row> read(String name) {
    try (InputStream file = GoldenTable.class.getResourceAsStream("/golden/" + name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      String[] columns = reader.readLine().split(",", -1);
      List<String> lines = reader.lines().toList();
      return IntStream.range(0, lines.size())
          .mapToObj(i -> row(i + 2, columns, lines.get(i).split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(int line, String[] columns, String[] values) {
    if (values.length != columns.length) {
      throw new AssertionError("line " + line + ": expected " + columns.length + " columns");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      fields.put(columns[i], values[i]);
    }
    return new Row(line, fields);
  }
}
