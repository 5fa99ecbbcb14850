package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCheckTest {

  /** In pieces of so many bytes. */
  private static ChunkCheck checked(String body, int pieceBytes) {
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.ISO_8859_1));
    ChunkCheck check = new ChunkCheck();
    for (int from = 0; from < bytes.limit(); from += pieceBytes) {
      check.follow(bytes, from, Math.min(bytes.limit(), from + pieceBytes));
    }
    return check;
  }

  private static String unescaped(String text) {
    return text.replace("|", "\r\n").replace("^", "\r").replace("`", "\n").replace("~", "\0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0||",
        "5|hello|0||",
        "A|0123456789|00||",
        "5;a=b;c=\"d\"|hello|0;e||",
        "5 |hello|0||",
        "2|\r\n|0||",
        "1|x|0|X-Sum: 12|Other:||",
        "0||GET / HTTP/1.1|"
      })
  void shouldFindNothingWrongWithAWholeBody(String body) {
    for (int piece : new int[] {1, 2, 3, 1_000}) {
      ChunkCheck check = checked(unescaped(body), piece);

      assertThat(check.complaint()).as("in pieces of %s", piece).isNull();
      assertThat(check.isOver()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5|", "5|hel", "5|hello", "5|hello|", "0|", "0|X: y|", "0|X: y|^"})
  void shouldWaitForTheEndOfABody(String body) {
    String part = unescaped(body);

    assertThat(checked(part, 1).complaint()).isNull();
    assertThat(checked(part, 1).isOver()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'-1|', has no size",
        "'0x5|hello|', size cannot be read",
        "'5`', size cannot be read",
        "'1234567890123|', beyond every bound",
        "'5|hello!|', does not end where its size says",
        "'5|hello^!', does not end where its size says",
        "'5;a=~|', control character",
        "'0|a b: c|', trailer",
        "'0|: c|', trailer",
        "'0|X-\u00fc: c|', trailer",
        "'0|a: b| c|', trailer",
        "'0|a: ~|', control character"
      })
  void shouldSayWhatIsWrong(String body, String complaint) {
    for (int piece : new int[] {1, 2, 1_000}) {
      assertThat(checked(unescaped(body), piece).complaint())
          .as("in pieces of %s", piece)
          .contains(complaint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5;", "0|X: "})
  void shouldNotReadLinesWithoutEnd(String start) {
    assertThat(checked(unescaped(start) + "x".repeat(9_000), 100).complaint())
        .contains("too long: expected at most 8192 bytes");
  }
}
