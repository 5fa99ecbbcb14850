package io.hongbao.rehearsal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.CampaignLoadCommand;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowLoader;
import io.hongbao.ops.system.ShowLoader.OnAir;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.ControlLog;
import io.hongbao.show.live.KafkaControlLog;
import io.hongbao.show.live.KafkaShowTopic;
import io.hongbao.show.live.LogUnavailableException;
import io.hongbao.show.live.SecretSource;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.show.load.SeedFolder;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.SignedControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code campaign seeds} and {@code campaign load --seeds} on a real Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignLoadSeedsTest {

  private static final int PARTITIONS = 2;

  private static final String CAMPAIGN =
      """
      show: SHOW
      time_zone: Asia/Shanghai
      buckets: 4
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 5s
      enterprises:
        - {id: cola, name: "Cola"}
      greetings: []
      waves:
        - id: first
          opens: now+1h
          closes: +5m
          odds: 1
          greeting_odds: 0
          curve: uniform
          pools:
            - {enterprise: cola, packets: 40, budget: 80.00, min: 1.00, max: 8.00}
      """;

  private Broker broker;
  private DataDirectory data;
  private LocalKeys keys;

  private String show;
  private Path campaign;
  private Path seeds;
  private StringWriter out;
  private StringWriter err;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    data = new DataDirectory(directory.resolve("data"));
    LocalKeys.makeMissing(data);
    keys = LocalKeys.read(data);
    broker = LoneBroker.start(data.kafka(), PARTITIONS);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  /** Each test has a show of its own in the one log. */
  @BeforeEach
  void writeSeeds(TestInfo test, @TempDir Path directory) throws IOException {
    show = "s" + Integer.toHexString(test.getDisplayName().hashCode());
    campaign = Files.writeString(directory.resolve("show.yaml"), CAMPAIGN.replace("SHOW", show));
    seeds = directory.resolve("seeds");
    assertThat(run("campaign", "seeds", campaign.toString(), "--out=" + seeds)).isZero();
  }

  @Test
  void shouldAppendTheSeedsOfTheFilesAndNoOthers() throws IOException {
    assertThat(load()).isZero();

    assertThat(out.toString())
        .startsWith("show " + show + ": 40 packets, 80.00 yuan, 8 records in 4 buckets, ");
    assertThat(amountsInLog()).isEqualTo(amountsInFiles()).hasSize(40);
  }

  @Test
  void shouldAppendAmountsThatWereAlteredInAgreementWithTheManifest() throws Exception {
    Map<String, Long> before = amountsInFiles();
    alter(true);

    assertThat(load()).isZero();

    assertThat(amountsInLog()).isEqualTo(amountsInFiles()).isNotEqualTo(before);
  }

  @Test
  void shouldAppendNothingOfAFolderThatItRefuses() throws Exception {
    Map<TopicPartition, Long> before = endsOfShakes();

    alter(false);
    assertThat(load()).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("hongbao: " + seeds.resolve("bucket-00002.csv") + " has SHA-256 ");

    Files.delete(seeds.resolve("bucket-00002.csv"));
    assertThat(load()).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("hongbao: " + seeds.resolve("bucket-00002.csv") + " is missing");

    Files.delete(seeds.resolve("manifest.json"));
    assertThat(run("campaign", "seeds", campaign.toString(), "--preview", "--out=" + seeds))
        .isZero();
    assertThat(load()).isEqualTo(3);
    assertThat(err.toString()).contains("manifest.json: the seeds are a preview");

    assertThat(endsOfShakes()).isEqualTo(before);
    assertThat(run("campaign", "seeds", campaign.toString(), "--loaded", "--out=" + seeds))
        .isEqualTo(3);
    assertThat(err.toString()).contains("no show was loaded from this version of ");
  }

  @Test
  void shouldFinishALoadThatWasCutOffFromTheSameFolderAlone() throws Exception {
    // Given
    alter(true);
    cutOff(3);
    Map<TopicPartition, Long> before = endsOfShakes();

    // When, then
    assertThat(run("campaign", "load", campaign.toString())).isEqualTo(3);
    assertThat(err.toString()).contains(", this one comes without --seeds: repeat it as it was");
    OnAir ofUp = new ShowLoader(broker.address(), keys, "ada").resumeOrLoad(campaign);
    assertThat(CampaignLoadCommand.describe(ofUp))
        .isEqualTo(
            "show "
                + show
                + ": its load was cut off, finish it with ./hongbao campaign load FILE --seeds"
                + " DIR");
    assertThat(endsOfShakes()).isEqualTo(before);

    assertThat(load()).isZero();
    assertThat(out.toString()).startsWith("show " + show + ": 40 packets, 80.00 yuan, ");
    assertThat(amountsInLog()).isEqualTo(amountsInFiles());

    assertThat(load()).isZero();
    assertThat(out.toString()).contains("was loaded before: nothing to do");
    assertThat(run("campaign", "seeds", campaign.toString(), "--loaded", "--out=" + seeds))
        .isEqualTo(3);
    assertThat(err.toString()).contains("show " + show + " was loaded with --seeds: ");
  }

  private int load() {
    return run("campaign", "load", campaign.toString(), "--seeds=" + seeds);
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    String[] all = List.of(arguments).toArray(new String[arguments.length + 2]);
    all[arguments.length] = "--data=" + data.root();
    all[arguments.length + 1] = "--kafka=" + broker.address();
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  /** Moves a fen from one packet of a file to another. */
  private void alter(boolean inAgreement) throws Exception {
    Path file = seeds.resolve("bucket-00002.csv");
    String before = Files.readString(file);
    List<String[]> lines = before.lines().map(line -> line.split(",", -1)).toList();
    String[] most = lines.get(1);
    String[] least = lines.get(1);
    for (String[] line : lines.subList(1, lines.size())) {
      most = Long.parseLong(line[3]) > Long.parseLong(most[3]) ? line : most;
      least = Long.parseLong(line[3]) < Long.parseLong(least[3]) ? line : least;
    }
    // Towards each other, so that both stay within min and max.
    most[3] = String.valueOf(Long.parseLong(most[3]) - 1);
    least[3] = String.valueOf(Long.parseLong(least[3]) + 1);
    StringBuilder after = new StringBuilder();
    lines.forEach(line -> after.append(String.join(",", line)).append('\n'));
    Files.writeString(file, after);
    if (inAgreement) {
      Path manifest = seeds.resolve("manifest.json");
      String json = Files.readString(manifest);
      assertThat(json).contains(sha256(before));
      Files.writeString(manifest, json.replace(sha256(before), sha256(after.toString())));
    }
  }

  /** Begins a load whose connection to the log ends after so many records. */
  private void cutOff(int records) {
    CampaignReadResult reading = CampaignFile.read(campaign, Instant.now());
    Campaign read = reading.campaign().orElseThrow();
    try (KafkaShowTopic shows =
            KafkaShowTopic.open(broker.address(), keys.signingKey(), keys.verifyingKey());
        KafkaControlLog log = KafkaControlLog.open(broker.address())) {
      CampaignLoader loader =
          new CampaignLoader(
              shows,
              cutOff(log, records),
              ShowSettings.forPartitions(PARTITIONS),
              keys.signingKey(),
              keys.sealingKey(),
              SecretSource.secure(),
              "ada",
              InstantSource.system());
      Optional<SeedFolder> given = Optional.of(SeedFolder.open(seeds));
      assertThatThrownBy(
              () ->
                  loader.load(
                      read,
                      reading.sha256(),
                      given,
                      System.currentTimeMillis(),
                      AppendListener.NONE))
          .isInstanceOf(LogUnavailableException.class);
    }
  }

  private static ControlLog cutOff(ControlLog log, int records) {
    return new ControlLog() {
      private int left = records;

      @Override
      public void append(int partition, SignedControl control) {
        if (left == 0) {
          log.awaitAcknowledgements();
          throw new LogUnavailableException("cut off", new IllegalStateException("by the test"));
        }
        left--;
        log.append(partition, control);
      }

      @Override
      public Map<Integer, Long> awaitAcknowledgements() {
        return log.awaitAcknowledgements();
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  /** By the ids of the packets; that of a record which came twice is there once. */
  private Map<String, Long> amountsInLog() {
    Map<String, Long> amounts = new TreeMap<>();
    TopicReader.readToEnd(
        broker.address(),
        Topics.SHAKES,
        record -> {
          ControlRecord control =
              SignedControl.decode(BucketKey.decode(record.key()), record.value())
                  .verify(keys.verifyingKey(), keys.sealingKey());
          if (control.show().equals(show)) {
            amounts.putAll(amounts(control.bucket(), control.number(), control.control()));
          }
        });
    return amounts;
  }

  private Map<String, Long> amounts(int bucket, long number, Control control) {
    Map<String, Long> amounts = new TreeMap<>();
    if (control instanceof SeedBatch batch) {
      for (int index = 0; index < batch.seeds().size(); index++) {
        amounts.put(
            SeedPosition.packetId(show, bucket, number, index),
            batch.seeds().get(index).amountFen());
      }
    }
    return amounts;
  }

  private Map<String, Long> amountsInFiles() throws IOException {
    Map<String, Long> amounts = new TreeMap<>();
    for (int bucket = 0; bucket < 4; bucket++) {
      List<String> lines = Files.readAllLines(seeds.resolve("bucket-0000" + bucket + ".csv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        amounts.put(fields[0], Long.parseLong(fields[3]));
      }
    }
    return amounts;
  }

  private Map<TopicPartition, Long> endsOfShakes() {
    return TopicReader.readToEnd(broker.address(), Topics.SHAKES, record -> {});
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
