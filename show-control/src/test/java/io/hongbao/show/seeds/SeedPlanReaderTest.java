package io.hongbao.show.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.Campaigns;
import io.hongbao.show.seeds.SeedManifest.FileTotal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedPlanReaderTest {

  /** Two packets of cola and one of tea in the one bucket, in a wave of 300 s. */
  private static final Campaign CAMPAIGN =
      Campaigns.of(
          "gala",
          1,
          Campaigns.wave(
              "first",
              Campaigns.OPENS,
              new Curve.Uniform(),
              new Pool("cola", 2, 300, 100, 200),
              new Pool("tea", 1, 7, 7, 7)));

  private final SeedPlanReader reader = new SeedPlanReader(CAMPAIGN);

  @BeforeEach
  void start() {
    reader.startBucket();
  }

  /** Batches are cut as they were: packets keep the ids under which the files have them. */
  @Test
  void shouldMakeThePlanAgainThatWasWritten(@TempDir Path folder) throws IOException {
    for (long number = 0; number < 30; number++) {
      // Given
      Campaign campaign = Campaigns.random(number);
      Path files = folder.resolve(String.valueOf(number));
      SeedManifest manifest = SeedFiles.writePreview(files, campaign, "0123");

      // When
      SeedPlan read = read(campaign, manifest, files);

      // Then
      WaveSecret planningSeed = PlanningSeed.forPreview("0123");
      assertThat(batches(read))
          .as("campaign %d", number)
          .isEqualTo(batches(SeedPlanner.plan(campaign, planningSeed)));
    }
  }

  @Test
  void shouldCountWhatABucketHolds() {
    add("gala.0.1.0,first,cola,100,0");
    add("gala.0.1.1,first,cola,200,5");

    assertThat(reader.bucketTotals().totals())
        .containsExactly(new SeedManifest.PoolTotal("first", "cola", 2, 300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gala.0.1.0,first,cola,100        | line 'gala.0.1.0,first,cola,100': expected id,wave,enterprise,amount_fen,release_offset_ms
          gala.0.1.0,first,cola,100,0,     | line 'gala.0.1.0,first,cola,100,0,': expected id,wave,enterprise,amount_fen,release_offset_ms
          gala.0.1.1,first,cola,100,0      | id 'gala.0.1.1': expected gala.0.1.0 at this place
          gala.1.1.0,first,cola,100,0      | id 'gala.1.1.0': expected gala.0.1.0 at this place
          other.0.1.0,first,cola,100,0     | id 'other.0.1.0': expected gala.0.1.0 at this place
          gala.0.1.0,first,bank,100,0      | enterprise 'bank' in wave 'first': expected a pool of the campaign
          gala.0.1.0,last,cola,100,0       | enterprise 'cola' in wave 'last': expected a pool of the campaign
          gala.0.1.0,first,cola,99,0       | amount_fen '99': expected 100 to 200 for the pool of cola in wave first
          gala.0.1.0,first,cola,201,0      | amount_fen '201': expected 100 to 200 for the pool of cola in wave first
          gala.0.1.0,first,cola,1.5,0      | amount_fen '1.5': expected 100 to 200 for the pool of cola in wave first
          gala.0.1.0,first,cola,100,-1     | release_offset_ms '-1': expected 0 to 299999 for the pool of cola in wave first
          gala.0.1.0,first,cola,100,300000 | release_offset_ms '300000': expected 0 to 299999 for the pool of cola in wave first
          """)
  void shouldRefuseALineThatIsNoSeedOfTheCampaign(String line, String message) {
    assertThatThrownBy(() -> add(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldRefuseTheSameIdTwice() {
    add("gala.0.1.0,first,cola,100,0");

    assertThatThrownBy(() -> add("gala.0.1.0,first,cola,100,0"))
        .hasMessage("id 'gala.0.1.0': expected gala.0.1.1 at this place");
  }

  @Test
  void shouldRefuseSeedsOutOfTheOrderOfTheirRelease() {
    add("gala.0.1.0,first,cola,100,7");

    assertThatThrownBy(() -> add("gala.0.1.1,first,cola,100,6"))
        .hasMessage(
            "release_offset_ms '6': expected 7 to 299999 for the pool of cola in wave first");
  }

  @Test
  void shouldRefusePoolsOutOfTheCampaignsOrder() {
    add("gala.0.1.0,first,tea,7,0");

    assertThatThrownBy(() -> add("gala.0.2.0,first,cola,100,0"))
        .hasMessage(
            "enterprise 'cola' in wave 'first' stands behind the pool of tea in wave first:"
                + " expected the campaign's order");
  }

  @Test
  void shouldRefuseMorePacketsThanThePoolHas() {
    add("gala.0.1.0,first,cola,100,0");
    add("gala.0.1.1,first,cola,100,0");

    assertThatThrownBy(() -> add("gala.0.1.2,first,cola,100,0"))
        .hasMessage("the pool of cola in wave first: expected no more than its 2 packets");
  }

  private void add(String line) {
    reader.add(line);
  }

  private static SeedPlan read(Campaign campaign, SeedManifest manifest, Path folder)
      throws IOException {
    SeedPlanReader reader = new SeedPlanReader(campaign);
    for (FileTotal file : manifest.files()) {
      reader.startBucket();
      Files.readAllLines(folder.resolve(file.file())).stream().skip(1).forEach(reader::add);
      assertThat(reader.bucketTotals().totals()).isEqualTo(file.pools());
    }
    return reader.plan();
  }

  private static List<SeedBatch> batches(SeedPlan plan) {
    List<SeedBatch> batches = new ArrayList<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      plan.readBatches(bucket, (number, batch) -> batches.add(batch));
    }
    return batches;
  }
}
