package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.wire.records.SealedSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignCommandTest {

  private static final String GALA = Path.of("..", "campaigns", "gala.yaml").toString();
  private static final int TERMINAL_WIDTH = 80;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void shouldTellFiveProblemsInOneGoWithStatus1() throws IOException {
    // Given
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(
        file,
        """
        show: gala
        time_zone: Asia/Shanghai
        buckets: 64
        limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
        turn: 5sec
        enterprises:
          - {id: cola, name: "Cola", backgruond: cola-night}
          - {id: tea, name: "Tea"}
        waves:
          - id: first
            opens: 2027-02-05T20:30:00
            closes: +5m
            odds: 0.02
            pools:
              - {enterprise: coal, packets: 100, budget: 500.00, min: 1.00, max: 20.00}
          - id: second
            opens: 2027-02-05T20:34:00
            closes: +5m
            odds: 0.02
            pools:
              - {enterprise: tea, packets: 1000, budget: 500.00, min: 1.00, max: 20.00}
        """);

    // When
    int status = run("check", file.toString());

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            """
            FILE:5:7: turn '5sec': expected a length of time, such as 100ms, 5s, 2m or 1h
            FILE:7:30: unknown key 'backgruond' in enterprise, expected one of id, name, logo, background (did you mean background?)
            FILE:15:22: enterprise 'coal': no such enterprise, expected one of cola, tea (did you mean cola?)
            FILE:17:12: wave 'second' opens before wave 'first' closes, expected one after the other
            FILE:21:50: budget 500.00: 1,000 packets of at least 1.00 cost 1,000.00, expected 1,000.00 to 20,000.00
            FILE: 5 problems
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void shouldWarnOfAWaveThatNoLoadWouldTakeAnyMore() throws IOException {
    Path file = folder.resolve("past.yaml");
    String gala = Files.readString(Path.of(GALA));
    Files.writeString(file, gala.replace("opens: now+15s", "opens: 2025-01-28T20:30:00"));

    assertThat(run("check", file.toString())).isZero();
    assertThat(run("plan", file.toString())).isZero();

    assertThat(out.toString()).contains("past.yaml: fine.");
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(
            line ->
                line.startsWith(
                        "warning: "
                            + file
                            + ": its first wave, first, opened at 2025-01-28 20:30:00"
                            + " Asia/Shanghai, and now it is ")
                    && line.endsWith(" a load must begin 2s or more before, move the wave"));
  }

  @Test
  void shouldTellOfAFileThatIsNotThere() {
    assertThat(run("check", "none.yaml")).isEqualTo(3);
    assertThat(err.toString()).startsWith("none.yaml:1:1: no such file, expected a campaign\n");
  }

  @Test
  void shouldPlanTheGalaWithinATerminalAndWithoutWarning() {
    assertThat(run("plan", GALA, "--phones=20000", "--max-rate=1000")).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("1,200,000 turns, 13,200 may win, 12,000 win (1 % of turns)");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
  }

  @Test
  void shouldWarnOnTheErrorStreamAndStillBeDone() {
    assertThat(run("plan", GALA, "--phones=10000", "--max-rate=39")).isZero();

    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("warning: " + GALA + ": wave first: "));
  }

  @Test
  void shouldDrawWithPlainCharactersWhenAsked() {
    assertThat(run("plan", GALA, "--ascii")).isZero();

    assertThat(out.toString().chars()).allMatch(c -> c < 128);
  }

  @Test
  void shouldPrintOneObjectAndNothingElseAsJson() throws IOException {
    assertThat(run("plan", GALA, "--json", "--phones=10000")).isZero();

    assertThat(out.toString().lines()).hasSize(1);
    JsonNode show = new ObjectMapper().readTree(out.toString());
    assertThat(show.at("/packets").asLong()).isEqualTo(12_000);
    assertThat(show.at("/warnings")).hasSize(1);
  }

  @Test
  void shouldSayHowLongPayingOutTakesAndRefuseATimeForClaimsThatIsShorter() {
    assertThat(run("plan", GALA, "--payout-rate=500")).isZero();
    assertThat(run("check", GALA, "--payout-rate=500")).isZero();

    assertThat(out.toString()).contains("12,000 take 24s at 500 a second; winners can claim for");
    assertThat(err.toString()).isEmpty();

    assertThat(run("check", GALA, "--payout-rate=0.1")).isEqualTo(1);
    assertThat(run("plan", GALA, "--payout-rate=0.1")).isZero();
    assertThat(err.toString().lines())
        .containsExactly(
            GALA
                + ": claim_within is 24h, and 12,000 payouts at 0.1 a second take 33h20m: make it"
                + " longer, pay out faster or give fewer packets",
            "warning: "
                + GALA
                + ": claim_within is 24h, and 12,000 payouts at 0.1 a second take 33h20m: make it"
                + " longer, pay out faster or give fewer packets");
    assertThat(run("check", GALA, "--payout-rate=0")).isEqualTo(2);
    assertThat(err.toString()).contains("--payout-rate 0.0: expected above 0");
  }

  @Test
  void shouldRefuseFiguresThatMeanNothing() {
    assertThat(run("plan", GALA, "--phones=0")).isEqualTo(2);
    assertThat(run("plan", GALA, "--max-rate=NaN")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--phones is 0, expected 1 to 2000000000")
        .contains("--max-rate is NaN, expected above 0");
  }

  @Test
  void shouldDrawSeedsAnewAndSealWhatTheyFollowFrom() throws IOException {
    // Given
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);
    String file = fixedGala();

    // When
    for (String out : new String[] {"one", "two"}) {
      assertThat(run("seeds", file, "--data=" + data.root(), "--out=" + folder.resolve(out)))
          .isZero();
    }

    // Then
    assertThat(out.toString())
        .startsWith(
            "gala: 12000 packets, 30,500.00 yuan, in 64 files of " + folder.resolve("one") + "\n");
    JsonNode one = manifest("one");
    SealedSecret sealed =
        new SealedSecret(
            one.path("planningSeedSha256").asText(), one.path("sealedPlanningSeed").asText());
    assertThat(PlanningSeed.open(LocalKeys.sealingKey(data), "gala", sealed).sha256())
        .isEqualTo(sealed.sha256());
    assertThat(one.path("preview").asBoolean()).isFalse();
    assertThat(manifest("two").path("planningSeedSha256").asText()).isNotEqualTo(sealed.sha256());
    assertThat(folder.resolve("two/bucket-00000.csv"))
        .content()
        .isNotEqualTo(Files.readString(folder.resolve("one/bucket-00000.csv")));
  }

  @Test
  void shouldNotWriteOverSeedsThatWereDrawn() throws IOException {
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);
    String[] arguments = {fixedGala(), "--data=" + data.root(), "--out=" + folder.resolve("seeds")};
    assertThat(run("seeds", arguments)).isZero();
    JsonNode before = manifest("seeds");

    assertThat(run("seeds", arguments)).isEqualTo(3);

    assertThat(err.toString()).contains(" holds seeds of show gala that were written to be loaded");
    assertThat(manifest("seeds")).isEqualTo(before);
  }

  @Test
  void shouldWriteAPreviewWithoutAnyKeyAndSayThatItIsOne() throws IOException {
    assertThat(run("seeds", GALA, "--preview", "--out=" + folder.resolve("seeds"))).isZero();

    assertThat(out.toString()).endsWith(", a preview that no load takes\n");
    assertThat(manifest("seeds").path("preview").asBoolean()).isTrue();
  }

  @Test
  void shouldDrawNoSeedsWithoutTheSealingKey() throws IOException {
    String data = "--data=" + folder;

    assertThat(run("seeds", fixedGala(), data, "--out=" + folder.resolve("seeds"))).isEqualTo(3);

    assertThat(err.toString())
        .contains(
            "no key in "
                + folder.resolve("keys/sealing.key")
                + " (no such file or folder): name a data folder of ./hongbao up with --data, or"
                + " set HONGBAO_SEALING_KEY");
  }

  @Test
  void shouldDrawNoSeedsOfAShowThatIsAnotherAtEachReading() {
    assertThat(run("seeds", GALA, "--data=" + folder, "--out=" + folder.resolve("seeds")))
        .isEqualTo(3);

    assertThat(err.toString())
        .contains(
            GALA
                + ": the show's name has {now}, so that a load would make another show: name it"
                + " without {now}, or look at the seeds with --preview");
  }

  @Test
  void shouldTakePreviewOrLoadedAndNotBoth() {
    assertThat(run("seeds", GALA, "--preview", "--loaded", "--out=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--preview and --loaded: expected one of them at most");
  }

  /** The gala under a name that stays. */
  private String fixedGala() throws IOException {
    String gala = Files.readString(Path.of(GALA)).replace("gala-{now}", "gala");
    return Files.writeString(folder.resolve("gala.yaml"), gala).toString();
  }

  private JsonNode manifest(String seeds) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(seeds).resolve("manifest.json").toFile());
  }

  private int run(String command, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "campaign";
    all[1] = command;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
