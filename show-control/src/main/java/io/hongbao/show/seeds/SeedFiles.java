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

  static final String MANIFEST = "manifest.json";
  private static final String HEADER = "id,wave,enterprise,amount_fen,release_offset_ms\n";

  private final Path folder;
  private final Campaign campaign;

  private SeedFiles(Path folder, Campaign campaign) {
    this.folder = folder;
    this.campaign = campaign;
  }

  /**
   * Plans the seeds and writes them.
   *
   * @param folder is made if missing; may hold an earlier writing of the same show
   * @param campaignSha256 of the campaign file
   * @param planNumber of the plan that the seeds belong to
   * @throws IOException if a file cannot be written, or the folder holds other seed files
   */
  public static SeedManifest write(
      Path folder,
      Campaign campaign,
      String campaignSha256,
      long planNumber,
      WaveSecret planningSeed)
      throws IOException {
    SeedPlan plan = SeedPlanner.plan(campaign, planningSeed);
    return new SeedFiles(folder, campaign)
        .write(plan, campaignSha256, planNumber, planningSeed.sha256());
  }

  private SeedManifest write(
      SeedPlan plan, String campaignSha256, long planNumber, String planningSeedSha256)
      throws IOException {
    Files.createDirectories(folder);
    refuseForeignFiles();
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
            planningSeedSha256,
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

  private FileTotal writeBucket(SeedPlan plan, int bucket) throws IOException {
    PoolTotals totals = new PoolTotals();
    MessageDigest sha256 = Sha256.digest();
    try (OutputFile file = OutputFile.create(folder.resolve(fileName(bucket)))) {
      Writer writer =
          new BufferedWriter(
              new OutputStreamWriter(
                  new DigestOutputStream(file.stream(), sha256), StandardCharsets.UTF_8));
      writer.write(HEADER);
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

  private static String fileName(int bucket) {
    return String.format(Locale.ROOT, "bucket-%05d.csv", bucket);
  }
}
