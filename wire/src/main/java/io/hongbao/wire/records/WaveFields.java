package io.hongbao.wire.records;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.ShowKind.Purpose;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.money.ClaimTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields that several records share. */
final class WaveFields {

  private static final int MAX_TEXTS = 10_000;
  private static final int MAX_STEPS = 10_000;

  /** More than the 20 decimals that a share may have. */
  private static final int LONGEST_DECIMAL = 40;

  private static final int UNIFORM = 1;
  private static final int RAMP = 2;
  private static final int STEPS = 3;
  private static final int CAPPED = 4;

  private static final int LIVE = 0;
  private static final int SHADOW = 1;
  private static final int PRACTICE = 2;

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

  static void writeCurve(RecordWriter writer, Curve curve) {
    if (curve instanceof Curve.Steps steps) {
      writer.writeByte(STEPS).writeNumber(steps.steps().size());
      for (Curve.Step step : steps.steps()) {
        writer.writeNumber(step.atMillis()).writeText(step.share().toPlainString());
      }
    } else if (curve instanceof Curve.Capped capped) {
      writer.writeByte(CAPPED).writeNumber(capped.maxPerSecond());
      writeCurve(writer, capped.shape());
    } else {
      writer.writeByte(curve instanceof Curve.Ramp ? RAMP : UNIFORM);
    }
  }

  static Curve readCurve(RecordReader reader) {
    int kind = reader.readByte();
    if (kind == CAPPED) {
      int maxPerSecond = reader.readInt();
      return new Curve.Capped(readShape(reader, reader.readByte()), maxPerSecond);
    }
    return readShape(reader, kind);
  }

  private static Curve readShape(RecordReader reader, int kind) {
    return switch (kind) {
      case UNIFORM -> new Curve.Uniform();
      case RAMP -> new Curve.Ramp();
      case STEPS -> {
        List<Curve.Step> steps = new ArrayList<>();
        for (int left = readCount(reader, MAX_STEPS); left > 0; left--) {
          steps.add(new Curve.Step(reader.readNumber(), readDecimal(reader)));
        }
        yield new Curve.Steps(steps);
      }
      default -> throw new MalformedRecordException("unknown curve " + kind);
    };
  }

  /** A wave without a beacon has an empty chain. */
  static void writeBeacon(RecordWriter writer, Optional<BeaconRound> beacon) {
    writer.writeText(beacon.map(BeaconRound::chain).orElse(""));
    beacon.ifPresent(named -> writer.writeNumber(named.round()));
  }

  static Optional<BeaconRound> readBeacon(RecordReader reader) {
    String chain = reader.readText();
    return chain.isEmpty()
        ? Optional.empty()
        : Optional.of(new BeaconRound(chain, reader.readNumber()));
  }

  static void writeKind(RecordWriter writer, ShowKind kind) {
    writer
        .writeByte(
            switch (kind.purpose()) {
              case LIVE -> LIVE;
              case SHADOW -> SHADOW;
              case PRACTICE -> PRACTICE;
            })
        .writeText(kind.group());
  }

  static ShowKind readKind(RecordReader reader) {
    int code = reader.readByte();
    Purpose purpose =
        switch (code) {
          case LIVE -> Purpose.LIVE;
          case SHADOW -> Purpose.SHADOW;
          case PRACTICE -> Purpose.PRACTICE;
          default -> throw new MalformedRecordException("unknown kind of show " + code);
        };
    return new ShowKind(purpose, reader.readText());
  }

  static void writeClaimTerms(RecordWriter writer, ClaimTerms terms) {
    writer.writeNumber(terms.claimWithinMillis()).writeNumber(terms.payoutGraceMillis());
  }

  static ClaimTerms readClaimTerms(RecordReader reader) {
    return new ClaimTerms(reader.readNumber(), reader.readNumber());
  }

  static void writeAnswerLifetime(RecordWriter writer, AnswerLifetime lifetime) {
    writer.writeNumber(lifetime.keptMillis()).writeNumber(lifetime.fromMillis());
  }

  static AnswerLifetime readAnswerLifetime(RecordReader reader) {
    return new AnswerLifetime(reader.readNumber(), reader.readNumber());
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
