package io.hongbao.wire.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** The table {@code golden/records.csv}: see the README there. */
final class GoldenRecords {

  private static final Map<String, byte[]> RECORDS = read();

  private GoldenRecords() {}

  /** A copy of the bytes of a record. */
  static byte[] bytes(String name) {
    return RECORDS.get(name).clone();
  }

  private static Map<String, byte[]> read() {
    try (InputStream file = GoldenRecords.class.getResourceAsStream("/golden/records.csv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .collect(Collectors.toMap(line -> line[0], line -> HexFormat.of().parseHex(line[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
