package io.hongbao.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void shouldTakeSmallLettersDigitsAndHyphens() {
    assertThat(Names.requireId("show", "spring-gala-2027")).isEqualTo("spring-gala-2027");
    assertThat(Names.isId("x".repeat(40))).isTrue();
  }

  @Test
  void shouldRefuseIdsThatWouldNotFitIntoAUrlOrKey() {
    for (String id : List.of("", "Gala", "a b", "a.b", "a/b", "x".repeat(41), "\u5f20", "a\n")) {
      assertThat(Names.isId(id)).as(id).isFalse();
      assertThatThrownBy(() -> Names.requireId("show", id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("show '" + id + "'");
    }
    assertThatThrownBy(() -> Names.requireId("show", null)).hasMessageContaining("show 'null'");
  }

  @Test
  void shouldTakeAnyUserOfOneToOneHundredAndTwentyEightCharacters() {
    assertThat(Names.requireUser("\u5f20\u4f1f")).isEqualTo("\u5f20\u4f1f");
    assertThat(Names.requireUser("x".repeat(128))).hasSize(128);
    assertThatThrownBy(() -> Names.requireUser("")).hasMessageContaining("user ''");
    assertThatThrownBy(() -> Names.requireUser(null)).hasMessageContaining("user 'null'");
    assertThatThrownBy(() -> Names.requireUser("x".repeat(129)))
        .hasMessageContaining("1 to 128 characters");
  }

  @Test
  void shouldTakeAUserOfWholeSurrogatePairs() {
    for (String user : List.of("\ud83e\udde7", "a\ud83e\udde7\ud83e\udde7b")) {
      assertThat(Names.requireUser(user)).isEqualTo(user);
    }
  }

  @Test
  void shouldRefuseAUserWithHalfASurrogatePair() {
    for (String user :
        List.of(
            "\ud83e",
            "\udde7",
            "a\ud83e",
            "\udde7a",
            "\ud83ea",
            "\udde7\ud83e",
            "\ud83e\ud83e\udde7",
            "\ud83e\udde7\udde7")) {
      assertThatThrownBy(() -> Names.requireUser(user))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("user: expected text without half surrogate pairs");
    }
  }

  @Test
  void shouldTakeNamesAsPeopleSeeThem() {
    for (String name :
        List.of("u1", "Anna Maria", "\u5f20\u4f1f", "a\ud83e\udde7", "x".repeat(128))) {
      assertThat(Names.isName(name)).as(name).isTrue();
      assertThat(Names.requireName("device", name)).isEqualTo(name);
    }
  }

  @Test
  void shouldRefuseNamesThatLookLikeOthersOrLikeNone() {
    for (String name :
        List.of("   ", " u1", "u1 ", "\u00a0u1", "u1\u3000", "\ufeffu1", "u1\u200b", "\u200b")) {
      assertThat(Names.isName(name)).as(name).isFalse();
      assertThatThrownBy(() -> Names.requireName("user", name))
          .hasMessage("user '" + name + "': expected no space at its beginning or end");
    }
    for (String name : List.of("", "x".repeat(129), "a\tb", "u1\u2028", "\ud83e")) {
      assertThat(Names.isName(name)).as(name).isFalse();
      assertThatThrownBy(() -> Names.requireName("user", name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("user");
    }
    assertThat(Names.isName(null)).isFalse();
  }
}
