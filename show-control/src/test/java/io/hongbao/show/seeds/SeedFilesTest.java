package io.hongbao.show.seeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.Campaigns;
import io.hongbao.show.seeds.SeedManifest.FileTotal;
import io.hongbao.show.seeds.SeedManifest.PoolTotal;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.SealedSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedFilesTest {

  private static final WaveSecret SEED = PlanningSeed.forPreview("abc");
  private static final SealingKey KEY = SealingKey.generate();
  private static final SealedSecret SEALED = PlanningSeed.seal(KEY, "gala", SEED);

  private static final Campaign CAMPAIGN =
      Campaigns.of(
          "gala",
          3,
          Campaigns.wave(
              "first",
              Campaigns.OPENS,
              new Curve.Uniform(),
              new Pool("cola", 6, 600, 100, 100),
              new Pool("tea", 1, 7, 7, 7)));

  @TempDir private Path folder;

  @Test
  void shouldWriteASeedALineUnderThePacketsId() throws IOException {
    // When
    write(CAMPAIGN);

    // Then: each round of three buckets takes the next three of 0 s, 42 s, 85 s, 171 s, 214 s, 257
    // s
    Map<String, String> files = files();
    assertThat(files.keySet())
        .containsExactly(
            "bucket-00000.csv", "bucket-00001.csv", "bucket-00002.csv", "manifest.json");
    assertThat(files.get("bucket-00001.csv"))
        .matches(
            """
            id,wave,enterprise,amount_fen,release_offset_ms
            gala\\.1\\.1\\.0,first,cola,100,(0|42857|85714)
            gala\\.1\\.1\\.1,first,cola,100,(171428|214285|257142)
            (gala\\.1\\.2\\.0,first,tea,7,128571
            )?\
            """);
    String all = String.join("", files.values());
    assertThat(all.split(",tea,7,128571\n", -1)).as("the one packet of tea").hasSize(2);
  }

  @Test
  void shouldTellCountsSumsAndDigestsInTheManifest() throws Exception {
    // When
    SeedManifest manifest = write(CAMPAIGN);

    // Then
    assertThat(manifest)
        .usingRecursiveComparison()
        .ignoringFields("files")
        .isEqualTo(
            new SeedManifest(
                "gala",
                1,
                "0123",
                false,
                SEED.sha256(),
                SEALED.sealedBase64(),
                3,
                7,
                607,
                List.of(
                    new PoolTotal("first", "cola", 6, 600), new PoolTotal("first", "tea", 1, 7)),
                List.of()));
    assertThat(manifest.files().stream().mapToLong(FileTotal::packets).sum()).isEqualTo(7);
    assertThat(manifest.files().stream().mapToLong(FileTotal::amountFen).sum()).isEqualTo(607);
    for (FileTotal file : manifest.files()) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file.file()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
      assertThat(file.packets()).isEqualTo(new String(bytes, UTF_8).lines().count() - 1);
    }
    SeedManifest read =
        new ObjectMapper().readValue(folder.resolve("manifest.json").toFile(), SeedManifest.class);
    assertThat(read).isEqualTo(manifest);
  }

  @Test
  void shouldWriteTheSameBytesTwice() throws IOException {
    write(CAMPAIGN);
    Map<String, String> before = files();

    write(CAMPAIGN);

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void shouldRefuseAFolderWithFilesOfOtherBuckets() throws IOException {
    Files.createFile(folder.resolve("bucket-00003.csv"));

    assertThatThrownBy(() -> write(CAMPAIGN))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder
                + " holds seed files of another campaign, such as bucket-00003.csv: expected an"
                + " empty folder");
  }

  @Test
  void shouldLeaveNoManifestBesideHalfWrittenFiles() throws IOException {
    write(CAMPAIGN);
    Files.delete(folder.resolve("bucket-00002.csv"));
    Files.createDirectory(folder.resolve("bucket-00002.csv"));

    assertThatThrownBy(() -> write(CAMPAIGN)).isInstanceOf(IOException.class);

    assertThat(folder.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void shouldMarkAPreviewAndWriteTheSameEachTime() throws IOException {
    // When
    SeedManifest preview = SeedFiles.writePreview(folder, CAMPAIGN, "0123");

    // Then
    assertThat(preview.preview()).isTrue();
    assertThat(preview.sealedPlanningSeed()).isEmpty();
    Map<String, String> before = files();
    SeedFiles.writePreview(folder, CAMPAIGN, "0123");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void shouldSpareOtherSeedsThatALoadMayNeed() throws IOException {
    // Given
    write(CAMPAIGN);
    Map<String, String> before = files();
    SealedSecret other = PlanningSeed.seal(KEY, "gala", new WaveSecret(new byte[32]));
    String message =
        folder
            + " holds seeds of show gala that were written to be loaded: name an empty folder, or"
            + " delete that one if no load needs it";

    // When, then
    assertThatThrownBy(() -> SeedFiles.write(folder, CAMPAIGN, "0123", 1, other, KEY))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> SeedFiles.writePreview(folder, CAMPAIGN, "0123"))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void shouldWriteOverAPreview() throws IOException {
    SeedFiles.writePreview(folder, CAMPAIGN, "0123");

    SeedManifest manifest = write(CAMPAIGN);

    assertThat(manifest.preview()).isFalse();
    assertThat(manifest.planningSeedSha256()).isEqualTo(SEED.sha256());
  }

  private SeedManifest write(Campaign campaign) throws IOException {
    return SeedFiles.write(folder, campaign, "0123", 1, SEALED, KEY);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
