package io.hongbao.show.load;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.seeds.PoolTotals;
import io.hongbao.show.seeds.SeedFiles;
import io.hongbao.show.seeds.SeedManifest;
import io.hongbao.show.seeds.SeedManifest.FileTotal;
import java.util.Locale;

/** Holds a manifest of seed files against the campaign that is to be loaded with them. */
final class SeedManifestCheck {

  private SeedManifestCheck() {}

  /**
   * Returns if files that are as this manifest says are a plan of the campaign, to the fen.
   *
   * @throws IllegalArgumentException saying what was found, what was expected and what to do
   */
  static void require(SeedManifest manifest, Campaign campaign, String campaignSha256) {
    if (manifest.preview()) {
      throw new IllegalArgumentException(
          "the seeds are a preview, which anybody can compute: write others, without --preview");
    }
    if (!manifest.canBeLoaded()) {
      throw new IllegalArgumentException(
          "there is no sealedPlanningSeed: write the seeds with this version of Hongbao");
    }
    requireSame("show", manifest.show(), campaign.show());
    requireSame("campaignSha256", manifest.campaignSha256(), campaignSha256);
    requireSame("plan", manifest.plan(), CampaignLoader.FIRST_PLAN);
    requireSame("buckets", manifest.buckets(), campaign.buckets());
    requireSame("number of files", manifest.files().size(), campaign.buckets());
    for (int bucket = 0; bucket < campaign.buckets(); bucket++) {
      FileTotal file = manifest.files().get(bucket);
      requireSame("bucket of file " + bucket, file.bucket(), bucket);
      requireSame("name of file " + bucket, file.file(), SeedFiles.fileName(bucket));
    }
    requireSums(manifest, campaign);
  }

  /** The seeds are those of another campaign, or the manifest was changed. */
  private static void requireSame(String field, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s %s: expected %s, as the campaign file says",
              field,
              found,
              expected));
    }
  }

  private static void requireSums(SeedManifest manifest, Campaign campaign) {
    PoolTotals ofPools = new PoolTotals();
    manifest.pools().forEach(ofPools::add);
    PoolTotals ofFiles = new PoolTotals();
    manifest.files().forEach(file -> file.pools().forEach(ofFiles::add));
    String beside = ofPools.differences(ofFiles);
    if (!beside.isEmpty()) {
      throw new IllegalArgumentException("its pools are not the sums of its files: " + beside);
    }
    if (manifest.packets() != ofFiles.packets() || manifest.amountFen() != ofFiles.amountFen()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "packets %d, amountFen %d: expected %d and %d, the sums of its files",
              manifest.packets(),
              manifest.amountFen(),
              ofFiles.packets(),
              ofFiles.amountFen()));
    }
    String beyond = ofFiles.differences(PoolTotals.of(campaign));
    if (!beyond.isEmpty()) {
      throw new IllegalArgumentException(
          "the seeds are not worth the budgets of the campaign: " + beyond);
    }
  }
}
