package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholePageTest {

  private final Map<String, String> files =
      new HashMap<>(
          Map.of(
              "index.html",
              """
              <link rel="stylesheet" href="style.css">
              <script src="boot.js"></script>
              <script type="module" src="app.js"></script>
              <p>
              """,
              "style.css",
              "/* colours */\np { color: red; /* warm */ }\n",
              "boot.js",
              "// first\nvar x = 1;\n",
              "app.js",
              """
              /** The app. */
              import { a, b as other } from "./low.js";
              import {
                C,
              } from "./high.js";

              a(other, C); // done
              """,
              "high.js",
              "import { a } from \"./low.js\";\n/* one\n * two */\nexport class C {}\n",
              "low.js",
              "export const a = 1;\nexport async function b() {}\nlet own = 2;\n"));

  private String page(String manifest) {
    return page(manifest, "{}");
  }

  private String page(String manifest, String policy) {
    return new String(
        WholePage.of(files::get)
            .with(
                manifest.getBytes(StandardCharsets.UTF_8), policy.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  @Test
  void shouldHaveEverythingInsideInTheOrderOfImports() {
    assertThat(page("{}"))
        .isEqualTo(
            """
            <style>p { color: red; /* warm */ }
            </style>
            <script>var x = 1;
            </script>
            <script type="application/json" id="told-resources">{}</script>
              <script type="application/json" id="told-policy">{}</script>
              <script type="module">
            const $low = (() => {
            const a = 1;
            async function b() {}
            let own = 2;

            return { a, b };
            })();
            const $high = (() => {
            const {a} = $low;
            class C {}

            return { C };
            })();
            const $app = (() => {
            const {a, b: other} = $low;
            const {C,} = $high;

            a(other, C); // done

            return {  };
            })();
            </script>
            <p>
            """);
  }

  @Test
  void shouldNameTheScriptsThatMayRun() {
    WholePage page = WholePage.of(files::get);

    assertThat(page.scriptHashes()).matches("( 'sha256-[A-Za-z0-9+/]{43}='){2}");
    assertThat(page.styleHashes()).matches("( 'sha256-[A-Za-z0-9+/]{43}=')");
  }

  @Test
  void shouldLeaveOutAManifestThatIsLong() {
    assertThat(page(" ".repeat(WholePage.MAX_MANIFEST_BYTES + 1))).doesNotContain("told-resources");
    assertThat(page("{\"<\":1}")).contains("{\"\\u003c\":1}");
  }

  @Test
  void shouldHaveThePolicyInsideToTheByteOrNotAtAll() {
    String signed = "{\"version\":1,\"calm\":\"5 > 4 & \\u003c 恭喜\",\"signature\":\"AA==\"}";

    assertThat(page("{}", signed)).contains("id=\"told-policy\">" + signed + "</script>");
    assertThat(page("{}", "{\"calm\":\"<b>\"}")).doesNotContain("told-policy");
  }

  @Test
  void shouldRefuseWhatItDoesNotRead() {
    files.put("low.js", "export default 1;\n");
    assertThatThrownBy(() -> page("{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("low.js: 'export default 1;' is of a form that is not read here");

    files.put("low.js", "const a = '</script>';\n");
    assertThatThrownBy(() -> page("{}")).hasMessageContaining("low.js has a tag that would end it");
  }

  @Test
  void shouldReadThePageOfThisBuild() {
    String page =
        new String(
            WholePage.of(file -> new String(WholePage.read(file), StandardCharsets.UTF_8))
                .with(new byte[0], new byte[0]),
            StandardCharsets.UTF_8);

    assertThat(page).contains("const $app = (() => {").doesNotContain("\nexport ");
    assertThat(page).doesNotContain("\nimport ");
  }
}
