package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesCommandTest {

  private static final Path CAMPAIGNS = Path.of("..", "campaigns");
  private static final Path PICTURES = CAMPAIGNS.resolve("resources");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void shouldPackThePicturesOfTheGala() throws IOException {
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);

    assertThat(pack(PICTURES, "--campaign=" + CAMPAIGNS.resolve("gala.yaml"))).isZero();

    Manifest manifest = Manifest.parse(Files.readAllBytes(folder.resolve("out/manifest.json")));
    assertThat(manifest.packages()).hasSize(15);
    assertThat(manifest.defaults())
        .isEqualTo(Map.of("logo", "default-logo", "background", "default-background"));
    assertThat(manifest.packages())
        .filteredOn(one -> !one.id().startsWith("default-"))
        .allMatch(one -> one.waves().equals(List.of("first")));
    String signature = Files.readString(folder.resolve("out/manifest.sig"));
    assertThat(
            LocalKeys.read(data)
                .verifyingKey()
                .verify(
                    Manifest.signedMessage(manifest.toJson()),
                    Base64.getDecoder().decode(signature.strip())))
        .isTrue();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("15 packages, ").contains("cola-logo");
  }

  /** Every sample campaign can be shown with the pictures that ship. */
  @Test
  void shouldHaveAPictureForAllThatSamplesName() throws IOException {
    LocalKeys.makeMissing(new DataDirectory(folder.resolve("data")));
    try (Stream<Path> samples = Files.list(CAMPAIGNS)) {
      List<Path> campaigns =
          samples
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.endsWith("rundown-gala.yaml") && !file.endsWith("policy.yaml"))
              .toList();
      assertThat(campaigns).hasSize(5);
      for (Path campaign : campaigns) {
        assertThat(pack(PICTURES, "--campaign=" + campaign)).as(campaign + ": " + err).isZero();
      }
    }
  }

  @Test
  void shouldTellWhatCannotBePackedWithStatus1() throws IOException {
    Path wrong = Files.createDirectory(folder.resolve("wrong"));
    Files.writeString(wrong.resolve("notes.txt"), "n");
    Files.writeString(wrong.resolve("large.png"), "12345");

    assertThat(pack(wrong, "--max-bytes=4")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly(
            wrong.resolve("large.png") + ": 5 bytes: expected 1 to 4",
            wrong.resolve("notes.txt")
                + ": unknown kind of resource: expected .avif, .gif, .jpg, .json, .mp3, .png, .svg,"
                + " .webp, .woff2");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void shouldTellOfAFolderThatIsNotThere() {
    assertThat(pack(folder.resolve("none"))).isEqualTo(3);
    assertThat(err.toString())
        .isEqualTo("hongbao: " + folder.resolve("none") + ": no such file or folder\n");
  }

  private int pack(Path from, String... options) {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "resources",
                    "pack",
                    from.toString(),
                    "--out=" + folder.resolve("out"),
                    "--data=" + folder.resolve("data")),
                Stream.of(options))
            .toList();
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
