package io.hongbao.edge.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {

  private static final String TEXT = "0123456789abcdef";

  private final AdminToken token = AdminToken.parse(TEXT);

  @ParameterizedTest
  @ValueSource(strings = {"Bearer " + TEXT, "bearer " + TEXT, "Bearer  " + TEXT + " "})
  void shouldFindItself(String authorization) {
    assertThat(token.isIn(authorization)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        TEXT,
        "Bearer",
        "Bearer ",
        "Bearer 0123456789abcde",
        "Bearer 0123456789abcdeg",
        "Basic " + TEXT,
        "Bearer " + TEXT + TEXT,
        "Bearer " + TEXT + ", Bearer " + TEXT
      })
  void shouldNotTakeAnythingElseForItself(String authorization) {
    assertThat(token.isIn(authorization)).isFalse();
  }

  @Test
  void shouldBeSentAsItIsAskedFor() {
    assertThat(token.isIn(token.toAuthorization())).isTrue();
    assertThat(AdminToken.parse(token.toSecretText()).isIn("Bearer " + TEXT)).isTrue();
  }

  @Test
  void shouldMakeTokensThatNobodyHasHad() {
    AdminToken one = AdminToken.generate();

    assertThat(AdminToken.generate().isIn(one.toAuthorization())).isFalse();
    assertThat(AdminToken.parse(one.toSecretText()).isIn(one.toAuthorization())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short-secret", "a secret with spaces", "secret-with-\u00e9-in-it"})
  void shouldRefuseWhatIsTooShortOrNoTokenAndNotShowIt(String text) {
    assertThatThrownBy(() -> AdminToken.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("an admin token of " + text.length() + " characters: expected 16")
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldNotShowItselfByAccident() {
    assertThat(token).hasToString("an admin token");
  }
}
