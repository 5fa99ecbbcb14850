package io.hongbao.tickets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketKeysTest {

  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String SHORT_SECRET = Base64.getEncoder().encodeToString(new byte[31]);

  @Test
  void shouldReadBackWhatItWrites() {
    TicketKeys keys = TicketKeys.generate("k1");

    TicketKeys read = TicketKeys.parse(keys.toSecretText());

    assertThat(read.toSecretText()).isEqualTo(keys.toSecretText());
  }

  @Test
  void shouldMintWithTheFirstOfTwo() {
    TicketKeys keys = TicketKeys.parse("new:" + SECRET + ", old:" + SECRET);

    assertThat(keys.mintingKid()).isEqualTo("new");
    assertThat(keys.kids()).containsExactly("new", "old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k1", ":", "k 1:%s", "k1:???", "k1:%s,k1:%s", "a:%s,b:%s,c:%s"})
  void shouldRefuseOtherForms(String form) {
    assertThatThrownBy(() -> TicketKeys.parse(form.replace("%s", SECRET)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
  }

  /** As base64 often is too long for a kid or has a slash. */
  @Test
  void shouldNotShowASecretThatStandsWhereTheKidBelongs() {
    String secret = Base64.getEncoder().encodeToString("/?".repeat(20).getBytes(US_ASCII));

    assertThatThrownBy(() -> TicketKeys.parse(secret + ":k1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a ticket key's kid of 56 characters: expected [A-Za-z0-9_.-]")
        .hasMessageNotContaining(secret);
  }

  @Test
  void shouldKnowTheSameKeys() {
    TicketKeys keys = TicketKeys.parse("a:" + SECRET);

    assertThat(keys.isSameAs(TicketKeys.parse("a:" + SECRET + "\n"))).isTrue();
    assertThat(keys.isSameAs(TicketKeys.parse("b:" + SECRET))).isFalse();
    assertThat(keys.isSameAs(TicketKeys.generate("a"))).isFalse();
    assertThat(keys.isSameAs(TicketKeys.parse("a:" + SECRET + ",b:" + SECRET))).isFalse();
  }

  @Test
  void shouldRefuseAShortSecretAndNameItsKey() {
    assertThatThrownBy(() -> TicketKeys.parse("k1:" + SHORT_SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ticket key k1: secret of 31 bytes, expected at least 32");
  }

  @Test
  void shouldNotShowASecretByAccident() {
    assertThat(TicketKeys.parse("k1:" + SECRET)).hasToString("ticket keys [k1]");
  }
}
