package io.hongbao.show.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeFileTest {

  private static final Instant NOW = Instant.parse("2027-02-05T12:00:00Z");

  private static final String GOOD =
      """
      show: gala
      time_zone: Asia/Shanghai
      packets: 120000
      money: 500000.00
      largest_packet: 20.00
      money_per_minute: 150000
      enterprises: [cola, tea]
      valid_until: 2027-02-06T02:00:00
      """;

  private static final Envelope ENVELOPE =
      new Envelope(
          "gala",
          120_000,
          50_000_000,
          2_000,
          15_000_000,
          List.of("cola", "tea"),
          Instant.parse("2027-02-05T18:00:00Z").toEpochMilli());

  @TempDir private Path folder;

  @Test
  void shouldReadAnEnvelope() throws IOException {
    assertThat(read(GOOD).envelope()).contains(ENVELOPE);
  }

  @Test
  void shouldNeedNoTimeZoneForAnInstantWithItsOwnOffset() throws IOException {
    String file =
        GOOD.replace("time_zone: Asia/Shanghai\n", "")
            .replace("2027-02-06T02:00:00", "2027-02-05T18:00:00Z");

    assertThat(read(file).envelope()).contains(ENVELOPE);
  }

  @Test
  void shouldSayWhatIsWrongOfEveryValueWithItsPlace() throws IOException {
    String file =
        """
        show: Gala
        packets: 0
        money: 0.00
        largest_packet: 20.001
        money_per_minutes: 1.00
        enterprises: [cola, cola]
        valid_until: 2027-02-06T02:00:00
        """;

    assertThat(problems(file))
        .containsExactly(
            "1:1: envelope lacks 'money_per_minute', expected it",
            "1:7: show 'Gala': expected 1 to 40 of a-z, 0-9 and '-'",
            "2:10: packets '0': expected a whole number from 1 to 2,147,483,647",
            "3:8: money '0.00': expected at least 0.01",
            "4:17: largest_packet '20.001': expected an amount of yuan with at most 2 decimals,"
                + " such as 1.88",
            "5:1: unknown key 'money_per_minutes' in envelope, expected one of show,"
                + " time_zone, packets, money, largest_packet, money_per_minute, enterprises,"
                + " valid_until (did you mean money_per_minute?)",
            "6:21: enterprises 'cola': stands twice, expected once",
            "7:14: valid_until '2027-02-06T02:00:00': of which place? Expected an offset such as"
                + " +08:00 behind it, or time_zone");
  }

  @Test
  void shouldSayOfAFileThatIsNotThereThatItIsNot() {
    EnvelopeFile.Reading reading = EnvelopeFile.read(folder.resolve("none.yaml"), NOW);

    assertThat(reading.envelope()).isEmpty();
    assertThat(reading.problems()).hasSize(1);
  }

  private List<String> problems(String text) throws IOException {
    String file = folder.resolve("envelope.yaml") + ":";
    return read(text).problems().stream()
        .map(Problem::toString)
        .map(problem -> problem.replace(file, ""))
        .toList();
  }

  private EnvelopeFile.Reading read(String text) throws IOException {
    Path file = folder.resolve("envelope.yaml");
    Files.writeString(file, text);
    return EnvelopeFile.read(file, NOW);
  }
}
