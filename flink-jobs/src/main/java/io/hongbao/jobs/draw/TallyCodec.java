package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.draw.UserTally.DecidedTurn;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.OutcomeCodec;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.List;

/** A tally as it lies in the draw job's state: a version, the count, and wave, turn and outcome. */
final class TallyCodec {

  private static final int VERSION = 1;

  private TallyCodec() {}

  static byte[] encode(UserTally tally) {
    RecordWriter writer =
        new RecordWriter(8 + 48 * tally.turns().size())
            .writeByte(VERSION)
            .writeNumber(tally.turns().size());
    for (DecidedTurn decided : tally.turns()) {
      writer.writeText(decided.waveId()).writeNumber(decided.turn());
      OutcomeCodec.write(writer, decided.outcome());
    }
    return writer.toBytes();
  }

  /**
   * Reads a tally.
   *
   * @throws MalformedRecordException if the bytes are none
   */
  static UserTally decode(byte[] bytes) {
    RecordReader reader = new RecordReader(bytes).expectVersion("tally", VERSION);
    List<DecidedTurn> turns = new ArrayList<>();
    for (int left = reader.readInt(); left > 0; left--) {
      turns.add(new DecidedTurn(reader.readText(), reader.readInt(), OutcomeCodec.read(reader)));
    }
    reader.expectEnd();
    return new UserTally(turns);
  }
}
