package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.SECRET;
import static io.hongbao.domain.fixtures.TermsFixture.SHOW;
import static io.hongbao.domain.fixtures.TermsFixture.WAVE;
import static io.hongbao.domain.fixtures.TermsFixture.wave;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The message that is hashed; {@link GoldenLotteryTest} has what follows from it. */
class LotteryTest {

  private final Lottery lottery = new Lottery(SHOW, wave(SCHEDULE, "0.5", "0.5"));

  @Test
  void shouldPutEachFieldBehindItsLengthInFourBytes() throws Exception {
    String user = "\u5f20".repeat(0x01020304 / 3);

    byte[] hash = lottery.hash(user, 17);

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.bytes(), "HmacSHA256"));
    for (String field : List.of(SHOW, WAVE, user, "17")) {
      byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(4).putInt(utf8.length).array());
      mac.update(utf8);
    }
    assertThat(hash).isEqualTo(mac.doFinal());
  }

  @Test
  void shouldTellFieldsApartThatWouldLookAlikeInARow() {
    assertThat(lottery.hash("u1", 17)).isNotEqualTo(lottery.hash("u11", 7));
  }
}
