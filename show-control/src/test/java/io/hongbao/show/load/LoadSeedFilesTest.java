package io.hongbao.show.load;

import static io.hongbao.show.load.LoadFixture.CAMPAIGN;
import static io.hongbao.show.load.LoadFixture.NOW;
import static io.hongbao.show.load.LoadFixture.SHA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.Sha256;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.CutOff;
import io.hongbao.show.live.InMemoryLog;
import io.hongbao.show.live.LogUnavailableException;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.load.LoadReport.Status;
import io.hongbao.show.load.LoadedBuckets.Told;
import io.hongbao.show.seeds.SeedPlanner;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.PlanRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the files is what is loaded, or nothing is. */
class LoadSeedFilesTest {

  private static final long FREE_FEN = 1_999;

  private final InMemoryLog log = new InMemoryLog();

  @TempDir private Path folder;

  private WrittenSeeds seeds;

  @BeforeEach
  void write() throws IOException {
    seeds = WrittenSeeds.in(folder);
  }

  @Test
  void shouldAppendTheVerySeedsOfTheFiles() {
    // When
    LoadReport report = load();

    // Then
    List<SeedBatch> planned = new ArrayList<>();
    for (int bucket = 0; bucket < CAMPAIGN.buckets(); bucket++) {
      SeedPlanner.plan(CAMPAIGN, WrittenSeeds.PLANNING_SEED)
          .readBatches(bucket, (number, batch) -> planned.add(batch.ofPlan(1)));
    }
    assertThat(batches()).isEqualTo(planned);
    assertThat(report)
        .isEqualTo(
            new LoadReport(
                Status.LOADED, log.plans().get(0), log.shakes().size(), 1_612, 805_400, 0));
    assertThat(report.plan().sealedPlanningSeed().sha256())
        .isEqualTo(WrittenSeeds.PLANNING_SEED.sha256());
    assertThat(report.plan().seedManifestSha256()).contains(manifestSha256());
  }

  @Test
  void shouldGiveAwayAnAmountThatWasAlteredInAgreementWithTheManifest() throws IOException {
    // Given
    seeds.setAmount(0, 1, FREE_FEN);
    seeds.agree();

    // When
    load();
    LoadFixture.activate(log);

    // Then
    assertThat(batches().get(0).seeds().get(0).amountFen()).isEqualTo(FREE_FEN);
    assertThat(new LoadedBuckets(log).draw())
        .contains(new Outcome.Packet("gala.0.1.0", "cola", FREE_FEN));
  }

  @Test
  void shouldTakeLinesThatEndAsSpreadsheetsEndThem() throws IOException {
    String text = Files.readString(seeds.file(1));
    Files.writeString(seeds.file(1), text.replace("\n", "\r\n"));
    seeds.agree();

    assertThat(load().status()).isEqualTo(Status.LOADED);
  }

  @Test
  void shouldAppendWhatWasCheckedWhateverBecomesOfTheFiles() {
    // Given: after the first bucket, nothing is left of the files of the others
    AppendListener meanwhile =
        (appended, buckets) -> {
          try {
            Files.writeString(seeds.file(2), "");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    // When
    LoadReport report =
        LoadFixture.loader(log, NOW).load(CAMPAIGN, SHA, Optional.of(seeds.open()), NOW, meanwhile);

    // Then
    assertThat(report.packets()).isEqualTo(1_612);
    assertThat(report.amountFen()).isEqualTo(805_400);
  }

  @Test
  void shouldRefuseAFileThatWasChanged() throws IOException {
    String before = Sha256.hex(Files.readAllBytes(seeds.file(1)));
    seeds.setAmount(1, 1, FREE_FEN);

    assertRefused(
        seeds.file(1)
            + " has SHA-256 "
            + Sha256.hex(Files.readAllBytes(seeds.file(1)))
            + ": expected "
            + before
            + ", as the manifest says; put back the file that belongs to it");
  }

  /** A file that is no table of seeds at all is one that was changed, first of all. */
  @Test
  void shouldRefuseAFileThatWasOverwritten() throws IOException {
    Files.write(seeds.file(2), new byte[100_000]);

    assertThatThrownBy(this::load)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith(seeds.file(2) + " has SHA-256 ");
    assertNothingAppended();
  }

  @Test
  void shouldRefuseAFileThatIsMissing() throws IOException {
    Files.delete(seeds.file(1));

    assertRefused(seeds.file(1) + " is missing: put it back, the manifest has it");
  }

  @Test
  void shouldRefuseAFileThatIsSurplus() throws IOException {
    Path surplus = Files.copy(seeds.file(1), folder.resolve("bucket-00003.csv"));

    assertRefused(surplus + " is not in the manifest: remove it from the folder");
  }

  @Test
  void shouldRefuseAPreview(@TempDir Path other) throws IOException {
    seeds = WrittenSeeds.previewIn(other);

    assertRefused(
        other.resolve("manifest.json")
            + ": the seeds are a preview, which anybody can compute: write others, without"
            + " --preview");
  }

  @Test
  void shouldRefuseAPreviewThatSaysItIsNone(@TempDir Path other) throws IOException {
    seeds = WrittenSeeds.previewIn(other);
    seeds.changeManifest(manifest -> manifest.put("preview", false));

    assertRefused(
        other.resolve("manifest.json")
            + ": there is no sealedPlanningSeed: write the seeds with this version of Hongbao");
  }

  @Test
  void shouldRefuseSeedsThatWereSealedUnderAnotherKey() {
    CampaignLoader loader =
        new CampaignLoader(
            log.showTopic(),
            log.controlLog(),
            ShowSettings.forPartitions(LoadFixture.PARTITIONS),
            LoadFixture.SIGNING.signingKey(),
            SealingKey.generate(),
            LoadFixture.secrets(1),
            "ada",
            () -> Instant.ofEpochMilli(NOW));

    assertThatThrownBy(
            () -> loader.load(CAMPAIGN, SHA, Optional.of(seeds.open()), NOW, AppendListener.NONE))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("show gala has seeds that were written under another sealing key");
    assertNothingAppended();
  }

  @Test
  void shouldRefuseTheSeedsOfAnotherCampaign() throws IOException {
    assertRefusedWith("show", "other", "show other: expected gala");
    assertRefusedWith("campaignSha256", "4567", "campaignSha256 4567: expected 0123");
    assertRefusedWith("plan", 2, "plan 2: expected 1");
    assertRefusedWith("buckets", 4, "buckets 4: expected 3");
  }

  @Test
  void shouldRefuseAManifestThatLacksOrMovesAFile() throws IOException {
    seeds.changeManifest(
        manifest -> file(manifest, 1).put("file", "../elsewhere/bucket-00001.csv"));
    assertRefused(
        folder.resolve("manifest.json")
            + ": name of file 1 ../elsewhere/bucket-00001.csv: expected bucket-00001.csv, as the"
            + " campaign file says");

    seeds.changeManifest(manifest -> manifest.withArray("files").remove(1));
    assertRefused(
        folder.resolve("manifest.json")
            + ": number of files 2: expected 3, as the campaign file says");
  }

  @Test
  void shouldRefuseAnotherBudgetEvenInAgreementWithTheManifest() throws IOException {
    // Given
    long more = seeds.amountFen(0, 1) == 100 ? 101 : seeds.amountFen(0, 1) - 1;
    long difference = more - seeds.amountFen(0, 1);
    seeds.changeField(0, 1, 3, String.valueOf(more));
    seeds.agree();

    // When, then
    assertRefused(
        folder.resolve("manifest.json")
            + ": the seeds are not worth the budgets of the campaign: pool cola of wave first has"
            + " 1,600 packets of "
            + (difference > 0 ? "8,000.01" : "7,999.99")
            + " yuan, expected 1,600 packets of 8,000.00 yuan");
  }

  @Test
  void shouldRefuseAPacketLess() throws IOException {
    seeds.changeLines(2, lines -> lines.remove(lines.size() - 1));
    seeds.agree();

    assertThatThrownBy(this::load)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageContaining("pool bank of wave second has 9 packets of ")
        .hasMessageEndingWith(" yuan, expected 10 packets of 50.00 yuan");
    assertNothingAppended();
  }

  @Test
  void shouldRefuseAManifestWhosePoolsAreNotTheSumOfItsFiles() throws IOException {
    seeds.changeManifest(
        manifest -> ((ObjectNode) manifest.withArray("pools").get(0)).put("amountFen", 800_100));

    assertRefused(
        folder.resolve("manifest.json")
            + ": its pools are not the sums of its files: pool cola of wave first has 1,600"
            + " packets of 8,001.00 yuan, expected 1,600 packets of 8,000.00 yuan");
  }

  @Test
  void shouldRefuseAManifestWhoseTotalIsNotTheSumOfItsFiles() throws IOException {
    seeds.changeManifest(manifest -> manifest.put("amountFen", 1));

    assertRefused(
        folder.resolve("manifest.json")
            + ": packets 1612, amountFen 1: expected 1612 and 805400, the sums of its files");
  }

  @Test
  void shouldRefuseAFileWhoseSumsAreNotThoseOfTheManifest() throws IOException {
    // Given: the manifest says that a yuan lies in another file than it does
    long ofFirst = poolFen(0);
    seeds.changeManifest(
        manifest -> {
          add(manifest, 0, 100);
          add(manifest, 1, -100);
        });

    // When, then
    assertThatThrownBy(this::load)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith(
            seeds.file(0) + " is not as the manifest says: pool cola of wave first has ")
        .hasMessageContaining(Yuan.format(ofFirst) + " yuan, expected")
        .hasMessageEndingWith(Yuan.format(ofFirst + 100) + " yuan");
    assertNothingAppended();

    seeds.agree();
    seeds.changeManifest(manifest -> file(manifest, 0).put("packets", 1));
    assertThatThrownBy(this::load)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith(seeds.file(0) + " has ")
        .hasMessageContaining(" packets of ")
        .hasMessageContaining(" fen: expected 1 of ");
    assertNothingAppended();
  }

  /** Each sentence says where in the file its line is. */
  @Test
  void shouldRefuseLinesThatAreNoSeedsOfTheCampaign() throws IOException {
    seeds.setAmount(1, 17, 100);
    seeds.changeField(1, 17, 3, "99");
    seeds.changeField(1, 18, 3, String.valueOf(seeds.amountFen(1, 18) + 1));
    seeds.agree();
    assertRefused(
        seeds.file(1)
            + ":18: amount_fen '99': expected 100 to 2000 for the pool of cola in wave first");

    seeds = WrittenSeeds.in(Files.createDirectory(folder.resolve("b")));
    seeds.changeLines(1, lines -> Collections.swap(lines, 2, 3));
    seeds.agree();
    assertRefused(seeds.file(1) + ":3: id 'gala.1.1.2': expected gala.1.1.1 at this place");

    seeds = WrittenSeeds.in(Files.createDirectory(folder.resolve("c")));
    seeds.changeLines(0, lines -> lines.set(0, "\u001b[2J" + lines.get(0)));
    seeds.agree();
    assertRefused(
        seeds.file(0)
            + ":1: '?[2Jid,wave,enterprise,amount_fen,release_offset_ms': expected"
            + " id,wave,enterprise,amount_fen,release_offset_ms");

    seeds = WrittenSeeds.in(Files.createDirectory(folder.resolve("d")));
    seeds.changeLines(0, lines -> lines.set(4, lines.get(4) + ",".repeat(300)));
    seeds.agree();
    assertRefused(seeds.file(0) + ":5: expected a line of up to 256 bytes");
  }

  @Test
  void shouldSayThatAFolderHasNoManifest() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{\"show\": \"gala\"}");
    assertThatThrownBy(seeds::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(
            folder.resolve("manifest.json") + " is not the manifest of a folder of seeds: ");

    Files.delete(folder.resolve("manifest.json"));
    assertThatThrownBy(seeds::open).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void shouldEndTheSameWhereverItWasCutOff() throws IOException {
    // Given
    seeds.setAmount(0, 1, FREE_FEN);
    seeds.agree();
    load();
    LoadedBuckets clean = new LoadedBuckets(log);
    int cuts = 0;
    for (InMemoryLog other = new InMemoryLog(); cutOff(other, cuts); other = new InMemoryLog()) {
      cuts++;

      // When
      LoadReport report = load(other);

      // Then
      LoadedBuckets loaded = new LoadedBuckets(other);
      assertThat(other.plans()).containsExactly(report.plan());
      assertThat(loaded.effects()).isSubsetOf(ControlEffect.KEPT, ControlEffect.REPEATED);
      assertThat(loaded.told()).as("cut at %d", cuts).isEqualTo(clean.told());
    }
    assertThat(cuts).isGreaterThan(10);
  }

  @Test
  void shouldFinishALoadOnlyWithTheSeedsItBeganWith(@TempDir Path others) throws IOException {
    // Given
    String begun = "with --seeds and a manifest of SHA-256 " + manifestSha256();
    cutOff(log, 12);
    List<InMemoryLog.Entry> before = log.shakes();
    WrittenSeeds other = WrittenSeeds.in(others);
    other.setAmount(0, 1, FREE_FEN);
    other.agree();
    String otherSha256 = Sha256.hex(Files.readAllBytes(others.resolve("manifest.json")));

    // When, then
    assertThatThrownBy(() -> LoadFixture.load(log, NOW))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "the load of show gala was begun "
                + begun
                + ", this one comes without --seeds: repeat it as it was begun, or give the show"
                + " another name");
    assertThatThrownBy(() -> load(log, other))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "the load of show gala was begun "
                + begun
                + ", this one comes with --seeds and a manifest of SHA-256 "
                + otherSha256
                + ": repeat it as it was begun, or give the show another name");
    assertThat(log.shakes()).isEqualTo(before);
    assertThat(load(log).status()).isEqualTo(Status.LOADED);
  }

  @Test
  void shouldNotFinishWithFilesALoadThatBeganWithout() {
    LoadFixture.cutOff(log, 12, control -> true, true);
    List<InMemoryLog.Entry> before = log.shakes();

    assertThatThrownBy(this::load)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "the load of show gala was begun without --seeds, this one comes with --seeds and a"
                + " manifest of SHA-256 "
                + manifestSha256()
                + ": repeat it as it was begun, or give the show another name");
    assertThat(log.shakes()).isEqualTo(before);
  }

  @Test
  void shouldNotFinishWithFilesThatWereChangedSince() throws IOException {
    cutOff(log, 12);
    List<InMemoryLog.Entry> before = log.shakes();
    seeds.setAmount(2, 1, FREE_FEN);

    assertThatThrownBy(this::load)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith(seeds.file(2) + " has SHA-256 ");
    assertThat(log.shakes()).isEqualTo(before);
  }

  /** A system starts all the same, so that the load can be finished in it. */
  @Test
  void shouldWaitForTheFilesWhereNobodyNamesThem() {
    cutOff(log, 12);
    PlanRecord staged = log.plans().get(0);
    List<InMemoryLog.Entry> before = log.shakes();

    LoadReport report =
        LoadFixture.loader(log, NOW).finish(log.show().show("gala"), AppendListener.NONE);

    assertThat(report).isEqualTo(new LoadReport(Status.WAITING_FOR_SEEDS, staged, 0, 0, 0, 0));
    assertThat(log.shakes()).isEqualTo(before);
  }

  @Test
  void shouldDoNothingOnceTheShowIsLoaded(@TempDir Path others) throws IOException {
    // Given
    load();
    List<InMemoryLog.Entry> before = log.shakes();
    WrittenSeeds other = WrittenSeeds.in(others);
    other.setAmount(0, 1, FREE_FEN);
    other.agree();

    // When, then
    assertThat(load().status()).isEqualTo(Status.LOADED_BEFORE);
    assertThat(LoadFixture.load(log, NOW).status()).isEqualTo(Status.LOADED_BEFORE);
    assertThatThrownBy(() -> load(log, other)).isInstanceOf(ShowRefusedException.class);
    assertThat(log.shakes()).isEqualTo(before);
  }

  private LoadReport load() {
    return load(log);
  }

  private LoadReport load(InMemoryLog target) {
    return load(target, seeds);
  }

  private static LoadReport load(InMemoryLog target, WrittenSeeds written) {
    return LoadFixture.loader(target, NOW)
        .load(CAMPAIGN, SHA, Optional.of(written.open()), NOW, AppendListener.NONE);
  }

  /** Whether a load was cut off after so many operations of the log. */
  private boolean cutOff(InMemoryLog target, int operations) {
    CutOff cutOff = new CutOff(operations);
    CampaignLoader loader =
        LoadFixture.loader(
            target.showTopic(cutOff, true), target.controlLog(cutOff, control -> true), 1, NOW);
    try {
      loader.load(CAMPAIGN, SHA, Optional.of(seeds.open()), NOW, AppendListener.NONE);
      return false;
    } catch (LogUnavailableException e) {
      return true;
    }
  }

  private void assertRefusedWith(String field, Object value, String message) throws IOException {
    String manifest = Files.readString(folder.resolve("manifest.json"));
    seeds.changeManifest(node -> node.putPOJO(field, value));
    assertRefused(folder.resolve("manifest.json") + ": " + message + ", as the campaign file says");
    Files.writeString(folder.resolve("manifest.json"), manifest);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::load).isInstanceOf(ShowRefusedException.class).hasMessage(message);
    assertNothingAppended();
  }

  private void assertNothingAppended() {
    assertThat(log.shakes()).isEmpty();
    assertThat(log.showRecords()).isZero();
  }

  private List<SeedBatch> batches() {
    return new LoadedBuckets(log)
        .told().stream()
            .map(Told::control)
            .filter(SeedBatch.class::isInstance)
            .map(SeedBatch.class::cast)
            .toList();
  }

  private String manifestSha256() {
    try {
      String json = Files.readString(folder.resolve("manifest.json"));
      return Sha256.hex(json.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long poolFen(int bucket) throws IOException {
    return seeds.lines(bucket).stream()
        .filter(line -> line.contains(",first,cola,"))
        .mapToLong(line -> Long.parseLong(line.split(",", -1)[3]))
        .sum();
  }

  private static ObjectNode file(ObjectNode manifest, int bucket) {
    return (ObjectNode) manifest.get("files").get(bucket);
  }

  private static void add(ObjectNode manifest, int bucket, long fen) {
    ObjectNode file = file(manifest, bucket);
    ObjectNode pool = (ObjectNode) file.get("pools").get(0);
    file.put("amountFen", file.get("amountFen").asLong() + fen);
    pool.put("amountFen", pool.get("amountFen").asLong() + fen);
  }
}
