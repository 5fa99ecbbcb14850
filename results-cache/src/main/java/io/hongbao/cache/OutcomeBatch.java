package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.OutcomeCodec;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.List;
import java.util.Optional;

/**
 * Decisions about shakes of one show as one value: behind a version, the show and the count, each
 * with wave, turn, user, and either 0 for CLOSED or 1 and the outcome.
 */
final class OutcomeBatch {

  private static final int VERSION = 1;
  private static final int CLOSED = 0;
  private static final int DECIDED = 1;

  /** About how many bytes a decision takes; a miss, which nearly every one is. */
  private static final int USUAL_BYTES = 32;

  private OutcomeBatch() {}

  /**
   * Writes decisions.
   *
   * @param decisions one or more, all of one show
   */
  static byte[] encode(List<DecidedShake> decisions) {
    RecordWriter writer =
        new RecordWriter(USUAL_BYTES * (decisions.size() + 1))
            .writeByte(VERSION)
            .writeText(decisions.get(0).show())
            .writeNumber(decisions.size());
    for (DecidedShake decided : decisions) {
      writer
          .writeText(decided.shakeId().waveId())
          .writeNumber(decided.shakeId().turn())
          .writeText(decided.user());
      Optional<Outcome> outcome = decided.outcome();
      if (outcome.isPresent()) {
        writer.writeByte(DECIDED);
        OutcomeCodec.write(writer, outcome.get());
      } else {
        writer.writeByte(CLOSED);
      }
    }
    return writer.toBytes();
  }

  /**
   * Tells the decisions in their order.
   *
   * @throws MalformedRecordException at bytes that cannot be read; what stood before them was told
   */
  static void tell(byte[] bytes, OutcomeListener listener) {
    RecordReader reader = new RecordReader(bytes).expectVersion("outcomes", VERSION);
    String show = reader.readText();
    for (int left = reader.readInt(); left > 0; left--) {
      deliverOne(show, reader, listener);
    }
    reader.expectEnd();
  }

  private static void deliverOne(String show, RecordReader reader, OutcomeListener listener) {
    ShakeId shakeId;
    try {
      shakeId = new ShakeId(reader.readText(), reader.readInt());
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("outcomes: " + e.getMessage(), e);
    }
    AnswerKey key = new AnswerKey(show, reader.readText(), shakeId);
    switch (reader.readByte()) {
      case CLOSED -> listener.closedForNow(key);
      case DECIDED -> listener.decided(key, OutcomeCodec.read(reader));
      default -> throw new MalformedRecordException("outcomes: neither CLOSED nor decided");
    }
  }
}
