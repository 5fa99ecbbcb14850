package io.hongbao.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimTokensTest {

  private static final String PACKET = "gala.3.2.0";
  private static final ClaimTokens TOKENS =
      new ClaimTokens(keys("k1", "a secret of thirty-two bytes: 32"));

  /** Both were made by a program of another language. */
  private static final String ALICES = "AQAAAAAAAAC8Mb7Z2afrayKsA3exeDYwaQ";

  private static final String THIRD_SHARE = "AgNnYWxhLjMuMi4wlIlPOFOkn5j3I2eyhQ2PyA";

  @Test
  void shouldMakeTheTokensOfTheGoldenTable() {
    assertThat(TOKENS.ofPacket("gala", PACKET, "alice", 188)).isEqualTo(ALICES);
    assertThat(TOKENS.ofShare("gala", PACKET, 3)).isEqualTo(THIRD_SHARE);
    assertThat(ALICES).hasSize(ClaimTokens.PACKET_TOKEN_LENGTH);
  }

  @Test
  void shouldTellTheAmountOfARightToken() {
    assertThat(TOKENS.amountFen(ALICES, "gala", PACKET, "alice")).hasValue(188);
    assertThat(
            TOKENS.amountFen(
                TOKENS.ofPacket("gala", PACKET, "红包", Long.MAX_VALUE), "gala", PACKET, "红包"))
        .hasValue(Long.MAX_VALUE);
  }

  @Test
  void shouldRefuseATokenOfAnotherUserPacketOrShow() {
    assertThat(TOKENS.amountFen(ALICES, "gala", PACKET, "bob")).isEmpty();
    assertThat(TOKENS.amountFen(ALICES, "gala", "gala.3.2.1", "alice")).isEmpty();
    assertThat(TOKENS.amountFen(ALICES, "gala-2", PACKET, "alice")).isEmpty();
    assertThat(TOKENS.amountFen(ALICES, "gal", "a" + PACKET, "alice"))
        .as("what it is bound to does not run together")
        .isEmpty();
  }

  @Test
  void shouldRefuseATokenOfWhichAnyCharacterIsAnother() {
    for (int i = 0; i < ALICES.length(); i++) {
      for (char other : new char[] {'A', 'B', 'z', '_', '=', '+', 'é'}) {
        String forged = ALICES.substring(0, i) + other + ALICES.substring(i + 1);
        if (!forged.equals(ALICES)) {
          assertThat(TOKENS.amountFen(forged, "gala", PACKET, "alice")).as(forged).isEmpty();
        }
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoToken() {
    for (String text : new String[] {"", "x", ALICES + "A", ALICES + "==", THIRD_SHARE}) {
      assertThat(TOKENS.amountFen(text, "gala", PACKET, "alice")).as(text).isEmpty();
    }
    for (String text : new String[] {"", "x", ALICES, THIRD_SHARE + "A", "A".repeat(10_000)}) {
      assertThat(share(TOKENS, text)).as(text).isEmpty();
    }
  }

  @Test
  void shouldNameTheShareOfARightToken() {
    assertThat(share(TOKENS, THIRD_SHARE)).contains(new ClaimTokens.NamedShare(PACKET, 3));
    assertThat(TOKENS.share(THIRD_SHARE, id -> Optional.of("gala-2"))).isEmpty();
    assertThat(TOKENS.share(THIRD_SHARE, id -> Optional.empty())).isEmpty();
    assertThat(share(TOKENS, THIRD_SHARE.replace("AgN", "AgM"))).isEmpty();
    assertThatThrownBy(() -> TOKENS.ofShare("gala", PACKET, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TOKENS.ofShare("gala", PACKET, 128))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeTheTokensOfBothLiveKeysAndNoOthers() {
    String old = "a secret of thirty-two bytes: 32";
    String young = "another one of thirty-two bytes!";
    ClaimTokens tokens = new ClaimTokens(keys("k1", old));
    tokens.replaceKeys(keys("k2", young, "k1", old));
    assertThat(tokens.amountFen(ALICES, "gala", PACKET, "alice")).hasValue(188);
    String newer = tokens.ofPacket("gala", PACKET, "alice", 188);
    assertThat(newer).isNotEqualTo(ALICES);

    tokens.replaceKeys(keys("k2", young));

    assertThat(tokens.amountFen(newer, "gala", PACKET, "alice")).hasValue(188);
    assertThat(tokens.amountFen(ALICES, "gala", PACKET, "alice")).isEmpty();
    assertThat(share(tokens, THIRD_SHARE)).isEmpty();
  }

  private static Optional<ClaimTokens.NamedShare> share(ClaimTokens tokens, String token) {
    return tokens.share(token, id -> Optional.of("gala"));
  }

  private static TicketKeys keys(String... kidsAndSecrets) {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    for (int i = 0; i < kidsAndSecrets.length; i += 2) {
      secrets.put(kidsAndSecrets[i], kidsAndSecrets[i + 1].getBytes(StandardCharsets.US_ASCII));
    }
    return new TicketKeys(secrets);
  }
}
