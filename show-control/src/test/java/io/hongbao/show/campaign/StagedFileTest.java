package io.hongbao.show.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.WaveSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is staged for a show that was loaded from it half an hour ago. */
class StagedFileTest {

  private static final Instant LOADED_AT = Instant.parse("2027-02-05T12:00:00Z");
  private static final Instant NOW = Instant.parse("2027-02-05T12:30:00Z");

  private static final String TEXT =
      """
      show: gala-{now}
      time_zone: Asia/Shanghai
      buckets: 1
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 5s
      enterprises: [{id: cola, name: Cola}]
      waves:
        - id: first
          opens: now+40m
          closes: +5m
          odds: 1
          pools: [{enterprise: cola, packets: 1, budget: 1, min: 1, max: 1}]
      """;

  private static final String SECOND =
      """
        - id: second
          opens: now+40m
          closes: +5m
          odds: 1
          pools: [{enterprise: cola, packets: 1, budget: 1, min: 1, max: 1}]
      """;

  @TempDir private Path folder;

  @Test
  void shouldMeanTheSameShowHalfAnHourLater() throws IOException {
    Campaign campaign = loaded();

    CampaignReadResult staged = stage(TEXT, LoadedShow.of(campaign));

    assertThat(staged.campaign()).contains(campaign);
    assertThat(staged.newShowEachTime()).isFalse();
    assertThat(staged.soonestFromNowMillis()).isEmpty();
  }

  @Test
  void shouldKeepTheOpeningThatACueGaveTheWave() throws IOException {
    WaveSchedule cued = schedule("2027-02-05T12:40:20Z", "2027-02-05T12:45:20Z");

    CampaignReadResult staged = stage(TEXT, new LoadedShow("gala-20270205-200000", List.of(cued)));

    assertThat(staged.campaign().flatMap(c -> c.wave("first")).map(CampaignWave::schedule))
        .contains(cued);
  }

  @Test
  void shouldCountFromNowWhereTheWaveIsNotLoaded() throws IOException {
    CampaignReadResult staged = stage(TEXT + SECOND, LoadedShow.of(loaded()));

    CampaignWave second = staged.campaign().flatMap(c -> c.wave("second")).orElseThrow();
    assertThat(second.schedule().opensAtMillis())
        .isEqualTo(Instant.parse("2027-02-05T13:10:00Z").toEpochMilli());
    assertThat(staged.soonestFromNowMillis()).hasValue(40 * 60_000);
  }

  @Test
  void shouldTakeTimesThatAreWrittenOutAsTheyAre() throws IOException {
    String moved =
        TEXT.replace("opens: now+40m", "opens: 2027-02-05T20:50:00").replace("+5m", "+7m");
    String longer = TEXT.replace("closes: +5m", "closes: 2027-02-05T20:47:00");

    assertThat(first(stage(moved, LoadedShow.of(loaded()))))
        .isEqualTo(schedule("2027-02-05T12:50:00Z", "2027-02-05T12:57:00Z"));
    assertThat(first(stage(longer, LoadedShow.of(loaded()))))
        .isEqualTo(schedule("2027-02-05T12:40:00Z", "2027-02-05T12:47:00Z"));
  }

  @Test
  void shouldNotDropAnotherLengthInSilence() throws IOException {
    CampaignReadResult staged = stage(TEXT.replace("+5m", "+7m"), LoadedShow.of(loaded()));

    assertThat(staged.problems())
        .hasToString(
            "["
                + file()
                + ":10:13: closes '+7m': the wave is loaded and closes 5m after its opening, expected"
                + " +5m to keep that, or a time to change it]");
  }

  @Test
  void shouldCheckTheFormOfATimeThatIsNotUsed() throws IOException {
    CampaignReadResult staged = stage(TEXT.replace("now+40m", "now+40"), LoadedShow.of(loaded()));

    assertThat(staged.problems())
        .hasToString(
            "["
                + file()
                + ":9:12: opens 'now+40': expected a length of time, such as 100ms, 5s, 2m or 1h]");
  }

  @Test
  void shouldTakeTheNameOfTheLoadedShowWrittenOut() throws IOException {
    CampaignReadResult staged =
        stage(TEXT.replace("gala-{now}", "gala-20270205-200000"), LoadedShow.of(loaded()));

    assertThat(staged.campaign()).contains(loaded());
  }

  @Test
  void shouldRefuseTheFileOfAnotherShow() throws IOException {
    for (String other : new String[] {"parade-{now}", "gala", "gala-20270205-200001", "{now}"}) {
      CampaignReadResult staged =
          stage(TEXT.replace("gala-{now}", "'" + other + "'"), LoadedShow.of(loaded()));

      assertThat(staged.problems())
          .hasToString(
              "["
                  + file()
                  + ":1:7: show '"
                  + other
                  + "': the show that is loaded is 'gala-20270205-200000', expected its name]");
    }
  }

  private Campaign loaded() throws IOException {
    Files.writeString(file(), TEXT);
    return CampaignFile.read(file(), LOADED_AT).campaign().orElseThrow();
  }

  private CampaignReadResult stage(String text, LoadedShow show) throws IOException {
    Files.writeString(file(), text);
    return CampaignFile.read(file(), NOW, Optional.of(show));
  }

  private Path file() {
    return folder.resolve("gala.yaml");
  }

  private static WaveSchedule first(CampaignReadResult reading) {
    return reading.campaign().flatMap(campaign -> campaign.wave("first")).orElseThrow().schedule();
  }

  private static WaveSchedule schedule(String opens, String closes) {
    return new WaveSchedule(
        "first", Instant.parse(opens).toEpochMilli(), Instant.parse(closes).toEpochMilli(), 5_000);
  }
}
