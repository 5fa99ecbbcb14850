package io.hongbao.edge.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.Sha256;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.resources.Manifest;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePacker;
import io.hongbao.wire.keys.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was served stays until something better is there. */
class ResourceShelfTest {

  private static final String OLD = "the old picture";
  private static final String OTHER = "another picture";

  @TempDir private Path folder;
  @TempDir private Path packed;

  private void pack(String picture, SigningKey key) throws IOException {
    Files.writeString(folder.resolve("cola-logo.png"), picture);
    ResourcePacker.pack(
        ResourceFolder.read(folder, ResourceNeeds.none(), 1_000), packed, key::sign);
  }

  private ResourceShelf shelf() {
    return new ResourceShelf(ResourceSettings.NONE.withFolder(packed), PlanFixture.VERIFYING_KEY);
  }

  private static boolean serves(ResourceShelf shelf, String picture) {
    return shelf
        .current()
        .withContent(Sha256.hex(picture.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  @Test
  void shouldTakeAnotherManifest() throws IOException {
    pack(OLD, PlanFixture.SIGNING_KEY);
    ResourceShelf shelf = shelf();
    assertThat(serves(shelf, OLD)).isTrue();
    byte[] told = shelf.current().told();

    pack(OTHER, PlanFixture.SIGNING_KEY);
    shelf.look();

    assertThat(serves(shelf, OLD)).isFalse();
    assertThat(serves(shelf, OTHER)).isTrue();
    assertThat(shelf.current().told()).isNotEqualTo(told);
  }

  @Test
  void shouldKeepWhatItHasWhenTheOtherIsForgedOrBrokenOrGone() throws IOException {
    pack(OLD, PlanFixture.SIGNING_KEY);
    ResourceShelf shelf = shelf();

    pack(OTHER, SigningKey.generate().signingKey());
    shelf.look();
    assertThat(serves(shelf, OLD)).as("forged").isTrue();

    Files.writeString(packed.resolve(Manifest.SIGNATURE_FILE), "!");
    shelf.look();
    assertThat(serves(shelf, OLD)).as("signature broken").isTrue();

    Files.delete(packed.resolve(Manifest.FILE));
    shelf.look();
    assertThat(serves(shelf, OLD)).as("gone").isTrue();

    pack(OTHER, PlanFixture.SIGNING_KEY);
    shelf.look();
    assertThat(serves(shelf, OTHER)).as("mended").isTrue();
  }

  @Test
  void shouldLeaveOutWhatIsDamagedWhileItIsServed() throws IOException {
    pack(OLD, PlanFixture.SIGNING_KEY);
    ResourceShelf shelf = shelf();
    Path file = packed.resolve(Sha256.hex(OLD.getBytes(StandardCharsets.UTF_8)));

    Files.writeString(file, "something else, and longer");
    shelf.look();
    assertThat(serves(shelf, OLD)).as("written to").isFalse();
    assertThat(shelf.damagedCount()).isEqualTo(1);

    Files.delete(file);
    shelf.look();
    assertThat(serves(shelf, OLD)).as("gone").isFalse();

    Files.writeString(file, OLD);
    shelf.look();
    assertThat(serves(shelf, OLD)).as("mended").isTrue();
    assertThat(shelf.damagedCount()).isZero();
  }

  @Test
  void shouldCountWhatIsDamagedUntilItIsPackedAgain() throws IOException {
    pack(OLD, PlanFixture.SIGNING_KEY);
    Path file = packed.resolve(Sha256.hex(OLD.getBytes(StandardCharsets.UTF_8)));
    Files.writeString(file, "something else");
    ResourceShelf shelf = shelf();
    assertThat(serves(shelf, OLD)).isFalse();
    assertThat(shelf.damagedCount()).isEqualTo(1);

    pack(OLD, PlanFixture.SIGNING_KEY);
    shelf.look();
    assertThat(serves(shelf, OLD)).as("packed again").isTrue();
    assertThat(shelf.damagedCount()).isZero();
  }
}
