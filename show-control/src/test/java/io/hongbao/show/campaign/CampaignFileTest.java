package io.hongbao.show.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.yaml.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignFileTest {

  private static final Instant NOW = Instant.parse("2027-02-05T12:00:00Z");

  private static final String SMALL =
      """
      show: SHOW
      time_zone: Asia/Shanghai
      buckets: 1
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 100ms
      enterprises: [{id: cola, name: Cola}]
      waves:
        - id: first
          opens: now+1m
          closes: +1h
          odds: 1
          pools: [{enterprise: cola, packets: 1, budget: 1, min: 1, max: 1}]
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("gala.yaml");
  }

  @Test
  void shouldReadEveryKeyAndResolveEveryTime() throws IOException {
    // Given
    Files.writeString(
        file,
        """
        show: spring-gala-2027
        time_zone: Asia/Shanghai
        buckets: 64
        limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
        turn: 5s
        enterprises:
          - {id: cola, name: "Cola", logo: cola-logo, background: cola-night}
          - {id: tea, name: "Tea"}
        greetings:
          - {id: stars, text: "Happy New Year", background: stars-card}
        waves:
          - id: second
            opens: 2027-02-05T21:00:00
            closes: 2027-02-05T14:30:00+01:00
            odds: 1
            greeting_odds: 0.10
            curve: steps
            steps: [{at: 0s, share: 0.25}, {at: 90s, share: 0.75}]
            max_wins_per_second: 2
            pools:
              - {enterprise: tea, packets: 3, budget: 0.33, min: 0.10, max: 0.2}
          - id: first
            opens: now+10s
            closes: +5m
            odds: 0.02
            pools:
              - {enterprise: cola, packets: 100000, budget: 500000.00, min: 1.00, max: 20}
              - {enterprise: tea, packets: 1, budget: 7, min: 7, max: 7}
        """);

    // When
    CampaignReadResult reading = CampaignFile.read(file, NOW);

    // Then
    CampaignWave first =
        new CampaignWave(
            schedule("first", "2027-02-05T12:00:10Z", "2027-02-05T12:05:10Z"),
            Odds.of("0.02"),
            Odds.of("0"),
            new Curve.Uniform(),
            List.of(
                new Pool("cola", 100_000, 50_000_000, 100, 2_000),
                new Pool("tea", 1, 700, 700, 700)));
    CampaignWave second =
        new CampaignWave(
            schedule("second", "2027-02-05T13:00:00Z", "2027-02-05T13:30:00Z"),
            Odds.of("1"),
            Odds.of("0.1"),
            new Curve.Capped(
                new Curve.Steps(
                    List.of(
                        new Curve.Step(0, new BigDecimal("0.25")),
                        new Curve.Step(90_000, new BigDecimal("0.75")))),
                2),
            List.of(new Pool("tea", 3, 33, 10, 20)));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.campaign())
        .contains(
            new Campaign(
                "spring-gala-2027",
                "Asia/Shanghai",
                64,
                new Limits(3, 1),
                List.of(
                    new Enterprise("cola", "Cola", "cola-logo", "cola-night"),
                    new Enterprise("tea", "Tea", "", "")),
                List.of(new Greeting("stars", "Happy New Year", "stars-card")),
                List.of(first, second)));
  }

  @Test
  void shouldReadHowPacketsAreClaimedAndSplit() throws IOException {
    String small = SMALL.replace("SHOW", "gala");
    Files.writeString(file, small);
    Campaign usual = CampaignFile.read(file, NOW).campaign().orElseThrow();
    Files.writeString(
        file,
        small
            .replace("turn: 100ms", "turn: 100ms\nclaim_within: 2h\npayout_grace: 5s")
            .replace("min: 1", "shares: 5, min: 1"));

    Campaign campaign = CampaignFile.read(file, NOW).campaign().orElseThrow();

    assertThat(campaign.claimTerms()).isEqualTo(new ClaimTerms(7_200_000, 5_000));
    assertThat(campaign.waves().get(0).pools()).extracting(Pool::shares).containsExactly(5);
    assertThat(usual.claimTerms()).isEqualTo(new ClaimTerms(86_400_000, 0));
    assertThat(usual.waves().get(0).pools()).extracting(Pool::shares).containsExactly(1);
  }

  @Test
  void shouldReadHowLongAnswersAreKept() throws IOException {
    String small = SMALL.replace("SHOW", "gala");

    assertThat(read(small).campaign().orElseThrow().answerLifetime())
        .isEqualTo(new AnswerLifetime(600_000, 0));
    assertThat(
            read(small.replace("turn: 100ms", "turn: 100ms\nanswers: {keep: 30m}"))
                .campaign()
                .orElseThrow()
                .answerLifetime())
        .isEqualTo(new AnswerLifetime(1_800_000, 0));
    assertThat(
            read(small.replace(
                    "turn: 100ms",
                    "turn: 100ms\nanswers: {keep: 1h, from: 2027-02-05T20:31:00+08:00}"))
                .campaign()
                .orElseThrow()
                .answerLifetime())
        .isEqualTo(
            new AnswerLifetime(3_600_000, Instant.parse("2027-02-05T12:31:00Z").toEpochMilli()));
  }

  @Test
  void shouldSayWhatIsWrongWithTheLifetimeOfAnswers() throws IOException {
    String small = SMALL.replace("SHOW", "gala");

    assertThat(read(small.replace("turn: 100ms", "turn: 100ms\nanswers: {keep: 9m, from: now}")))
        .satisfies(
            reading ->
                assertThat(reading.problems().toString())
                    .contains("keep '9m': expected 10m to 24h")
                    .contains("from 'now': expected a time such as 2027-02-05T20:30:00,"));
    assertThat(read(small.replace("turn: 100ms", "turn: 100ms\nanswers: {from: 2027-02-05T20:31}")))
        .satisfies(
            reading -> assertThat(reading.problems().toString()).contains("answers lacks 'keep'"));
  }

  private CampaignReadResult read(String text) throws IOException {
    Files.writeString(file, text);
    return CampaignFile.read(file, NOW);
  }

  @Test
  void shouldReadChannelsBeaconsAndCarriedWaves() throws IOException {
    // Given
    Files.writeString(
        file,
        SMALL
                .replace("SHOW", "gala")
                .replace(
                    "turn: 100ms",
                    "turn: 100ms\nchannels: [{id: tv, delay: 3s}, {id: web, delay: 35s}]")
            + """
              - id: second
                opens: 2027-02-05T22:00:00
                closes: +5m
                odds: 1
                beacon: {chain: 52db9ba7, round: 4711}
                carry: first
            """);

    // When
    CampaignReadResult reading = CampaignFile.read(file, NOW);

    // Then
    assertThat(reading.problems()).isEmpty();
    Campaign campaign = reading.campaign().orElseThrow();
    assertThat(campaign.channels())
        .containsExactly(new Channel("tv", 3_000), new Channel("web", 35_000));
    assertThat(campaign.wave("first").flatMap(CampaignWave::carriesFrom)).isEmpty();
    CampaignWave second = campaign.wave("second").orElseThrow();
    assertThat(second.beacon()).contains(new BeaconRound("52db9ba7", 4_711));
    assertThat(second.carriesFrom()).contains("first");
    assertThat(second.pools()).isEmpty();
  }

  @Test
  void shouldNameANewShowByTheClockOfItsTimeZone() throws IOException {
    Files.writeString(file, SMALL.replace("SHOW", "gala-{now}"));

    CampaignReadResult reading = CampaignFile.read(file, NOW);

    assertThat(reading.newShowEachTime()).isTrue();
    assertThat(reading.campaign().map(Campaign::show)).contains("gala-20270205-200000");
  }

  @Test
  void shouldTellTheDigestOfTheFile() throws IOException {
    Files.writeString(file, "abc");

    CampaignReadResult reading = CampaignFile.read(file, NOW);

    // The SHA-256 of "abc" in FIPS 180-2, appendix B.1.
    assertThat(reading.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void shouldNameFileLineAndColumn() throws IOException {
    Files.writeString(file, SMALL.replace("SHOW", "gala").replace("odds: 1", "odds: 2"));

    CampaignReadResult reading = CampaignFile.read(file, NOW);

    assertThat(reading.campaign()).isEmpty();
    assertThat(reading.problems())
        .hasToString(
            "["
                + file
                + ":11:11: odds '2': expected a share from 0 to 1 with at most 20 decimals, such as"
                + " 0.02]");
  }

  @Test
  void shouldTellThatAFileIsMissing() {
    assertThat(CampaignFile.read(file, NOW).problems())
        .containsExactly(new Problem(file.toString(), 1, 1, "no such file, expected a campaign"));
  }

  @Test
  void shouldTellThatAFolderIsNoFile() {
    assertThat(CampaignFile.read(folder, NOW).problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("cannot be read: ");
  }

  @Test
  void shouldRefuseALargeFileWithoutReadingAllOfIt() throws IOException {
    Files.writeString(file, "#".repeat(CampaignBounds.DEFAULT.maxFileBytes() + 1));

    assertThat(CampaignFile.read(file, NOW).problems())
        .containsExactly(
            new Problem(file.toString(), 1, 1, "larger than 1048576 bytes, expected a campaign"));
  }

  @Test
  void shouldRefuseBytesThatAreNoText() throws IOException {
    Files.write(file, new byte[] {'s', (byte) 0xff, (byte) 0xfe});

    assertThat(CampaignFile.read(file, NOW).problems())
        .containsExactly(new Problem(file.toString(), 1, 1, "not a text in UTF-8, expected one"));
  }

  private static WaveSchedule schedule(String id, String opens, String closes) {
    return new WaveSchedule(
        id, Instant.parse(opens).toEpochMilli(), Instant.parse(closes).toEpochMilli(), 5_000);
  }
}
