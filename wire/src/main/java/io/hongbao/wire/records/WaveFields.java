package io.hongbao.wire.records;

import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Fields that several records share. */
final class WaveFields {

  private static final int MAX_TEXTS = 10_000;

  /** More than the 20 decimals that a share may have. */
  private static final int LONGEST_DECIMAL = 40;

  private WaveFields() {}

  static void writeSchedule(RecordWriter writer, WaveSchedule schedule) {
    writer
        .writeText(schedule.id())
        .writeNumber(schedule.opensAtMillis())
        .writeNumber(schedule.closesAtMillis())
        .writeNumber(schedule.turnMillis());
  }

  static WaveSchedule readSchedule(RecordReader reader) {
    return new WaveSchedule(
        reader.readText(), reader.readNumber(), reader.readNumber(), reader.readInt());
  }

  /** Odds travel as decimals, so that no share is ever rounded. */
  static void writeOdds(RecordWriter writer, Odds odds) {
    writer.writeText(odds.share().toPlainString());
  }

  static Odds readOdds(RecordReader reader) {
    return Odds.of(readDecimal(reader));
  }

  static BigDecimal readDecimal(RecordReader reader) {
    String text = reader.readText();
    if (text.length() > LONGEST_DECIMAL) {
      throw new MalformedRecordException(
          "decimal of " + text.length() + " characters: expected at most " + LONGEST_DECIMAL);
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new MalformedRecordException("'" + text + "': expected a decimal", e);
    }
  }

  static void writeTexts(RecordWriter writer, List<String> texts) {
    writer.writeNumber(texts.size());
    texts.forEach(writer::writeText);
  }

  static List<String> readTexts(RecordReader reader) {
    List<String> texts = new ArrayList<>();
    for (int left = readCount(reader, MAX_TEXTS); left > 0; left--) {
      texts.add(reader.readText());
    }
    return texts;
  }

  static int readCount(RecordReader reader, int most) {
    int count = reader.readInt();
    if (count > most) {
      throw new MalformedRecordException("count " + count + ": expected at most " + most);
    }
    return count;
  }
}
