package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.edge.http.SmallJson.BadBodyException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallJsonTest {

  private static byte[] utf8(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldReadTheOneMember() throws BadBodyException {
    assertThat(SmallJson.readText(utf8("{\"user\":\"用户\"}"), "user")).contains("用户");
    assertThat(SmallJson.readText(utf8(" {} "), "user")).isEmpty();
    assertThat(SmallJson.readText(new byte[0], "user")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"user\":1}",
        "{\"other\":\"a\"}",
        "{\"user\":\"a\",\"b\":1}",
        "{} {}",
        "{"
      })
  void shouldSayWhatWasExpected(String json) {
    assertThatThrownBy(() -> SmallJson.readText(utf8(json), "user"))
        .isInstanceOf(BadBodyException.class)
        .hasMessageContaining("expected {} or {\"user\":\"…\"}");
  }

  /** Jackson would tell the encoding by the first bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "GBK"})
  void shouldReadNothingButUtf8(String encoding) {
    byte[] body = "{\"user\":\"用户\"}".getBytes(Charset.forName(encoding));

    assertThatThrownBy(() -> SmallJson.readText(body, "user"))
        .isInstanceOf(BadBodyException.class)
        .hasMessageContaining("expected {} or {\"user\":\"…\"}");
  }
}
