package io.hongbao.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.hongbao.domain.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcePackerTest {

  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g/>".repeat(99) + "</svg>";

  @TempDir private Path folder;
  @TempDir private Path out;

  private ResourceFolder read() throws IOException {
    return ResourceFolder.read(folder, ResourceNeeds.none(), 10_000);
  }

  private Manifest pack() throws IOException {
    return ResourcePacker.pack(read(), out, message -> Sha256.digest().digest(message));
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  @Test
  void shouldPackByContent() throws IOException {
    put("cola-logo.svg", SVG);
    put("default-logo.png", "png");
    String svg = Sha256.hex(SVG.getBytes(StandardCharsets.UTF_8));
    String png = Sha256.hex("png".getBytes(StandardCharsets.UTF_8));

    Manifest manifest = pack();

    assertThat(manifest)
        .isEqualTo(
            new Manifest(
                List.of(
                    new ResourcePackage(
                        "cola-logo",
                        svg,
                        SVG.length(),
                        MediaType.SVG,
                        List.of(),
                        List.of(Coding.ZSTD, Coding.GZIP)),
                    new ResourcePackage(
                        "default-logo", png, 3, MediaType.PNG, List.of(), List.of())),
                Map.of("logo", "default-logo")));
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            svg, svg + ".zst", svg + ".gz", png, Manifest.FILE, Manifest.SIGNATURE_FILE);
    assertThat(out.resolve(svg)).hasContent(SVG);
    assertThat(Zstd.decompress(Files.readAllBytes(out.resolve(svg + ".zst")), SVG.length()))
        .isEqualTo(SVG.getBytes(StandardCharsets.UTF_8));
    byte[] gzip = Files.readAllBytes(out.resolve(svg + ".gz"));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
        .isEqualTo(SVG.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldReadBackAndSignWhatItWrote() throws IOException {
    put("cola-logo.svg", SVG);
    Manifest manifest = pack();
    byte[] json = Files.readAllBytes(out.resolve(Manifest.FILE));
    assertThat(Manifest.parse(json)).isEqualTo(manifest);
    assertThat(
            Base64.getDecoder()
                .decode(Files.readString(out.resolve(Manifest.SIGNATURE_FILE)).strip()))
        .isEqualTo(Sha256.digest().digest(Manifest.signedMessage(json)));
  }

  @Test
  void shouldGiveTheSameBytesEachTime() throws IOException {
    put("cola-logo.svg", SVG);
    pack();
    String gz = Sha256.hex(SVG.getBytes(StandardCharsets.UTF_8)) + ".gz";
    byte[] first = Files.readAllBytes(out.resolve(gz));
    byte[] manifest = Files.readAllBytes(out.resolve(Manifest.FILE));
    pack();
    assertThat(out.resolve(gz)).hasBinaryContent(first);
    assertThat(out.resolve(Manifest.FILE)).hasBinaryContent(manifest);
  }

  @Test
  void shouldTellEveryProblemWithItsFile() throws IOException {
    put("a.png", "a");
    put("a.svg", SVG);
    put("B.png", "b");
    put("empty.png", "");
    put("large.png", "x".repeat(10_001));
    put("notes.txt", "n");
    put(".hidden.png", "h");
    Files.createDirectory(folder.resolve("more"));

    ResourceFolder read = read();

    assertThat(read.problems())
        .containsExactly(
            folder.resolve("B.png")
                + ": the name before the dot: expected 1 to 40 of a-z, 0-9 and '-', as in cola-logo",
            folder.resolve("a.svg") + ": is resource a, as a.png is: expected one of them",
            folder.resolve("empty.png") + ": 0 bytes: expected 1 to 10000",
            folder.resolve("large.png") + ": 10001 bytes: expected 1 to 10000",
            folder.resolve("notes.txt")
                + ": unknown kind of resource: expected .avif, .gif, .jpg, .json, .mp3, .png, .svg,"
                + " .webp, .woff2");
    assertThat(read.warnings())
        .containsExactly(
            folder.resolve(".hidden.png")
                + ": not read: expected files that are not hidden, in one folder",
            folder.resolve("more")
                + ": not read: expected files that are not hidden, in one folder");
  }

  @Test
  void shouldNotTakeAnEmptyFolder() throws IOException {
    assertThat(read().problems())
        .containsExactly(
            folder
                + ": no resources: expected files .avif, .gif, .jpg, .json, .mp3, .png, .svg, .webp,"
                + " .woff2");
  }

  @Test
  void shouldTellWhatAManifestLacks() {
    assertThatThrownBy(
            () ->
                Manifest.parse("{\"packages\":[{\"id\":\"a\"}]}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 'sha256'");
    assertThatThrownBy(() -> Manifest.parse("packages".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JSON");
    assertThatThrownBy(() -> new Manifest(List.of(), Map.of("logo", "default-logo")))
        .hasMessage("default logo: there is no package default-logo");
  }
}
