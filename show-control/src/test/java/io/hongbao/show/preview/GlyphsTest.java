package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GlyphsTest {

  @Test
  void shouldDrawBlocksOnlyWhereTheLocaleIsUtf8() {
    assertThat(Glyphs.of(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo(Glyphs.BLOCKS);
    assertThat(Glyphs.of(Map.of("LC_ALL", "C.utf8"))).isEqualTo(Glyphs.BLOCKS);
    assertThat(Glyphs.of(Map.of("LANG", "de_DE.ISO-8859-1"))).isEqualTo(Glyphs.ASCII);
    assertThat(Glyphs.of(Map.of())).isEqualTo(Glyphs.ASCII);
  }

  @Test
  void shouldLetTheStrongerVariableDecide() {
    assertThat(Glyphs.of(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"))).isEqualTo(Glyphs.ASCII);
    assertThat(Glyphs.of(Map.of("LC_ALL", "", "LC_CTYPE", "C.UTF-8", "LANG", "C")))
        .isEqualTo(Glyphs.BLOCKS);
  }
}
