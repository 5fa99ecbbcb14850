package io.hongbao.show.seeds;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.Sha256;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.files.OutputFile;
import io.hongbao.show.seeds.SeedManifest.FileTotal;
import io.hongbao.show.seeds.SeedManifest.PoolTotal;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.SealedSecret;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes the seeds of a campaign: a CSV for each bucket, {@code bucket-00012.csv}, and {@code
 * manifest.json}. The same seeds give the same bytes. The manifest is written last, so that a
 * folder with one is whole.
 */
public final class SeedFiles {

  public static final String MANIFEST = "manifest.json";

  /** The first line of each file. */
  public static final String HEADER = "id,wave,enterprise,amount_fen,release_offset_ms";

  private final Path folder;
  private final Campaign campaign;

  private SeedFiles(Path folder, Campaign campaign) {
    this.folder = folder;
    this.campaign = campaign;
  }

  /**
   * Plans the seeds of a plan and writes them, to be loaded.
   *
   * @param folder is made if missing; may hold an earlier writing of the same seeds
   * @param campaignSha256 of the campaign file
   * @param planNumber of the plan that the seeds belong to
   * @param sealedPlanningSeed what they follow from
   * @throws MalformedRecordException if the planning seed does not open
   * @throws IOException if a file cannot be written, or the folder holds other seed files
   */
  public static SeedManifest write(
      Path folder,
      Campaign campaign,
      String campaignSha256,
      long planNumber,
      SealedSecret sealedPlanningSeed,
      SealingKey sealingKey)
      throws IOException {
    WaveSecret planningSeed = PlanningSeed.open(sealingKey, campaign.show(), sealedPlanningSeed);
    return new SeedFiles(folder, campaign)
        .write(planningSeed, campaignSha256, planNumber, sealedPlanningSeed.sealedBase64());
  }

  /**
   * Plans seeds that are the same for the same campaign file, and writes them: a preview that no
   * load takes.
   *
   * @throws IOException if a file cannot be written, or the folder holds other seed files
   */
  public static SeedManifest writePreview(Path folder, Campaign campaign, String campaignSha256)
      throws IOException {
    return new SeedFiles(folder, campaign)
        .write(PlanningSeed.forPreview(campaignSha256), campaignSha256, 1, "");
  }

  private SeedManifest write(
      WaveSecret planningSeed, String campaignSha256, long planNumber, String sealedPlanningSeed)
      throws IOException {
    Files.createDirectories(folder);
    refuseForeignFiles();
    refuseOtherSeeds(planningSeed);
    SeedPlan plan = SeedPlanner.plan(campaign, planningSeed);
    Files.deleteIfExists(OutputFile.target(folder.resolve(MANIFEST)));
    PoolTotals totals = new PoolTotals();
    for (CampaignWave wave : campaign.waves()) {
      for (Pool pool : wave.pools()) {
        totals.add(new PoolTotal(wave.id(), pool.enterpriseId(), 0, 0));
      }
    }
    List<FileTotal> files = new ArrayList<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      FileTotal file = writeBucket(plan, bucket);
      file.pools().forEach(totals::add);
      files.add(file);
    }
    SeedManifest manifest =
        new SeedManifest(
            campaign.show(),
            planNumber,
            campaignSha256,
            sealedPlanningSeed.isEmpty(),
            planningSeed.sha256(),
            sealedPlanningSeed,
            plan.buckets(),
            totals.packets(),
            totals.amountFen(),
            totals.totals(),
            files);
    writeManifest(manifest);
    return manifest;
  }

  /** Files of buckets that this show does not have would be taken for its own. */
  private void refuseForeignFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> foreign =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("bucket-"))
              .filter(name -> name.compareTo(fileName(campaign.buckets() - 1)) > 0)
              .sorted()
              .toList();
      if (!foreign.isEmpty()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s holds seed files of another campaign, such as %s: expected an empty folder",
                folder,
                foreign.get(0)));
      }
    }
  }

  /** Seeds that were written to be loaded may be all that a load is finished with. */
  private void refuseOtherSeeds(WaveSecret planningSeed) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return;
    }
    SeedManifest manifest = SeedManifest.parse(file, Files.readAllBytes(file));
    if (manifest.canBeLoaded() && !manifest.planningSeedSha256().equals(planningSeed.sha256())) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s holds seeds of show %s that were written to be loaded: name an empty folder, or delete that one if no load needs it",
              folder,
              manifest.show()));
    }
  }

  private FileTotal writeBucket(SeedPlan plan, int bucket) throws IOException {
    PoolTotals totals = new PoolTotals();
    MessageDigest sha256 = Sha256.digest();
    try (OutputFile file = OutputFile.create(folder.resolve(fileName(bucket)))) {
      Writer writer =
          new BufferedWriter(
              new OutputStreamWriter(
                  new DigestOutputStream(file.stream(), sha256), StandardCharsets.UTF_8));
      writer.write(HEADER + "\n");
      plan.readBatches(
          bucket,
          (number, batch) -> {
            totals.add(batch);
            writeLines(writer, bucket, number, batch);
          });
      writer.flush();
      file.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new FileTotal(
        fileName(bucket),
        bucket,
        totals.packets(),
        totals.amountFen(),
        Sha256.hex(sha256),
        totals.totals());
  }

  private void writeLines(Writer writer, int bucket, long number, SeedBatch batch) {
    try {
      for (int index = 0; index < batch.seeds().size(); index++) {
        Seed seed = batch.seeds().get(index);
        writer
            .append(SeedPosition.packetId(campaign.show(), bucket, number, index))
            .append(',')
            .append(batch.waveId())
            .append(',')
            .append(batch.enterpriseId())
            .append(',')
            .append(Long.toString(seed.amountFen()))
            .append(',')
            .append(Long.toString(seed.releaseOffsetMillis()))
            .append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeManifest(SeedManifest manifest) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    String json = new ObjectMapper().writer(printer).writeValueAsString(manifest);
    OutputFile.write(folder.resolve(MANIFEST), json + "\n");
  }

  /** The name of a bucket's file. */
  public static String fileName(int bucket) {
    return String.format(Locale.ROOT, "bucket-%05d.csv", bucket);
  }
}
