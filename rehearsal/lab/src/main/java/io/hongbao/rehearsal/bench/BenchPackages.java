package io.hongbao.rehearsal.bench;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.Manifest;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePacker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Packages that the edges of a benchmark serve: pictures of bytes by chance, the same in each run.
 *
 * @param folder where they are packed
 * @param bytes of all of them, as phones fetch them
 */
record BenchPackages(Path folder, int count, long bytes) {

  /** As in the case. */
  static final int OF_A_SHOW = 65;

  private static final int MIN_BYTES = 2_000;
  private static final int MAX_BYTES = 6_000;
  private static final long SEED = 65;

  /** Packs so many, signed by the keys of a data folder, which are made if there are none. */
  static BenchPackages pack(DataDirectory data, int count) {
    Random chance = new Random(SEED);
    Path pictures = data.root().resolve("pictures");
    Path packed = data.root().resolve("packed");
    try {
      Files.createDirectories(pictures);
      Files.createDirectories(packed);
      for (int i = 1; i <= count; i++) {
        byte[] picture = new byte[MIN_BYTES + chance.nextInt(MAX_BYTES - MIN_BYTES + 1)];
        chance.nextBytes(picture);
        Files.write(pictures.resolve(String.format(Locale.ROOT, "picture-%d.png", i)), picture);
      }
      LocalKeys.makeMissing(data);
      Manifest manifest =
          ResourcePacker.pack(
              ResourceFolder.read(pictures, ResourceNeeds.none(), MAX_BYTES),
              packed,
              LocalKeys.read(data).signingKey()::sign);
      return new BenchPackages(packed, count, manifest.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack pictures into " + packed, e);
    }
  }

  /** What edges are told, so that they serve them under their usual cap. */
  Map<String, String> served() {
    return Map.of("HONGBAO_RESOURCES", folder.toAbsolutePath().toString());
  }

  /** The same under a cap. */
  Map<String, String> servedUnder(long maxBytesPerSecond) {
    return Map.of(
        "HONGBAO_RESOURCES",
        folder.toAbsolutePath().toString(),
        "HONGBAO_RESOURCE_BYTES_PER_SECOND",
        String.valueOf(maxBytesPerSecond));
  }
}
