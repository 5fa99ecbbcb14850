package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.draw.UserTally.DecidedTurn;
import io.hongbao.wire.records.MalformedRecordException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyCodecTest {

  private static final UserTally TALLY =
      new UserTally(
          List.of(
              new DecidedTurn("first", 0, Outcome.MISS),
              new DecidedTurn("first", 300, new Outcome.Packet("gala.3.2.0", "cola", 188)),
              new DecidedTurn("second", 1, new Outcome.Greeting("stars")),
              new DecidedTurn("second", 2, Outcome.LIMITED_USER),
              new DecidedTurn("second", 3, Outcome.LIMITED_ENTERPRISE)));

  /** State of a running show lies in this form: it must not change unnoticed. */
  private static final String GOLDEN =
      "0105"
          + "056669727374"
          + "00"
          + "01"
          + "056669727374"
          + "ac02"
          + "03"
          + "0a67616c612e332e322e30"
          + "04636f6c61"
          + "bc01"
          + "067365636f6e64"
          + "01"
          + "02"
          + "057374617273"
          + "067365636f6e64"
          + "02"
          + "04"
          + "067365636f6e64"
          + "03"
          + "05";

  @Test
  void shouldKeepItsForm() {
    assertThat(HexFormat.of().formatHex(TallyCodec.encode(TALLY))).isEqualTo(GOLDEN);
    assertThat(TallyCodec.decode(HexFormat.of().parseHex(GOLDEN))).isEqualTo(TALLY);
  }

  @Test
  void shouldComeBackEmpty() {
    assertThat(TallyCodec.decode(TallyCodec.encode(UserTally.EMPTY))).isEqualTo(UserTally.EMPTY);
  }

  @Test
  void shouldRefuseDamageAndOtherVersions() {
    byte[] bytes = TallyCodec.encode(TALLY);
    byte[] otherVersion = bytes.clone();
    otherVersion[0] = 2;

    assertThatThrownBy(() -> TallyCodec.decode(otherVersion))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("version 2");
    assertThatThrownBy(() -> TallyCodec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> TallyCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedRecordException.class);
  }
}
