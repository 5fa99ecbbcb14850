package io.hongbao.show.seeds;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What lies in a folder of seed files. Counts and sums are those of the seeds as written, not of
 * the campaign, so that the two can be held against each other.
 *
 * @param show whose seeds they are
 * @param plan the number of the plan they belong to
 * @param campaignSha256 of the campaign file
 * @param planningSeedSha256 of the secret that the seeds follow from: the same as in the plan if
 *     these are the seeds that were loaded
 * @param amountFen of all files together
 * @param pools by wave and enterprise, in the campaign's order
 * @param files by bucket
 */
@JsonPropertyOrder({
  "show",
  "plan",
  "campaignSha256",
  "planningSeedSha256",
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
    String planningSeedSha256,
    int buckets,
    long packets,
    long amountFen,
    List<PoolTotal> pools,
    List<FileTotal> files) {

  public SeedManifest {
    pools = List.copyOf(pools);
    files = List.copyOf(files);
  }

  /** The seeds of an enterprise in a wave. */
  @JsonPropertyOrder({"wave", "enterprise", "packets", "amountFen"})
  public record PoolTotal(String wave, String enterprise, long packets, long amountFen) {

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
      pools = List.copyOf(pools);
    }
  }
}
