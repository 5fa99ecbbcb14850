package io.hongbao.show.seeds;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What lies in a folder of seed files. Counts and sums are those of the seeds as written, not of
 * the campaign, so that the two can be held against each other.
 *
 * @param show whose seeds they are
 * @param plan the number of the plan they belong to
 * @param campaignSha256 of the campaign file
 * @param preview whether the seeds follow from the campaign file alone, so that anybody can compute
 *     them; no load takes them
 * @param planningSeedSha256 of the secret that the seeds were planned from: the same as in the plan
 *     if these are the seeds that were loaded
 * @param sealedPlanningSeed that secret, sealed, in base64; empty in a preview
 * @param amountFen of all files together
 * @param pools by wave and enterprise, in the campaign's order
 * @param files by bucket
 */
@JsonPropertyOrder({
  "show",
  "plan",
  "campaignSha256",
  "preview",
  "planningSeedSha256",
  "sealedPlanningSeed",
  "buckets",
  "packets",
  "amountFen",
  "pools",
  "files"
})
public record SeedManifest(
    String show,
    long plan,
    String campaignSha256,
    boolean preview,
    String planningSeedSha256,
    String sealedPlanningSeed,
    int buckets,
    long packets,
    long amountFen,
    List<PoolTotal> pools,
    List<FileTotal> files) {

  public SeedManifest {
    Objects.requireNonNull(show, "show");
    Objects.requireNonNull(campaignSha256, "campaignSha256");
    Objects.requireNonNull(planningSeedSha256, "planningSeedSha256");
    // Manifests of before have none.
    sealedPlanningSeed = Objects.requireNonNullElse(sealedPlanningSeed, "");
    pools = List.copyOf(Objects.requireNonNull(pools, "pools"));
    files = List.copyOf(Objects.requireNonNull(files, "files"));
  }

  /**
   * Reads a manifest.
   *
   * @param file where the bytes come from, for people
   * @throws IOException if they are no manifest
   */
  public static SeedManifest parse(Path file, byte[] json) throws IOException {
    try {
      return new ObjectMapper().readValue(json, SeedManifest.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not the manifest of a folder of seeds: " + e.getOriginalMessage(), e);
    }
  }

  /** Whether these seeds are for a load: a load takes no others, and a writing spares them. */
  public boolean canBeLoaded() {
    return !preview && !sealedPlanningSeed.isEmpty();
  }

  /** The seeds of an enterprise in a wave. */
  @JsonPropertyOrder({"wave", "enterprise", "packets", "amountFen"})
  public record PoolTotal(String wave, String enterprise, long packets, long amountFen) {

    public PoolTotal {
      Objects.requireNonNull(wave, "wave");
      Objects.requireNonNull(enterprise, "enterprise");
    }

    PoolTotal plus(PoolTotal other) {
      return new PoolTotal(wave, enterprise, packets + other.packets, amountFen + other.amountFen);
    }
  }

  /**
   * One file.
   *
   * @param file its name in the folder
   * @param sha256 of its bytes
   * @param pools that have a seed in this bucket
   */
  @JsonPropertyOrder({"file", "bucket", "packets", "amountFen", "sha256", "pools"})
  public record FileTotal(
      String file, int bucket, long packets, long amountFen, String sha256, List<PoolTotal> pools) {

    public FileTotal {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(sha256, "sha256");
      pools = List.copyOf(Objects.requireNonNull(pools, "pools"));
    }
  }
}
