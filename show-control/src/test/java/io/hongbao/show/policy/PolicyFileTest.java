package io.hongbao.show.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.resources.policy.AccessPoint;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.resources.policy.PhonePolicy.CalmText;
import io.hongbao.resources.policy.PhonePolicy.Pauses;
import io.hongbao.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {

  @TempDir private Path folder;

  private PolicyFile.Reading read(String text) throws IOException {
    return PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), text));
  }

  private List<String> problems(String text) throws IOException {
    PolicyFile.Reading reading = read(text);
    assertThat(reading.policy()).isEmpty();
    return reading.problems().stream()
        .map(Problem::toString)
        .map(it -> it.substring(folder.resolve("policy.yaml:").toString().length()))
        .toList();
  }

  @Test
  void shouldReadAPolicy() throws IOException {
    String file =
        """
        version: 7
        turn: 5s
        retry: {first: 200ms, longest: 8s}
        reconnect: {first: 2s, longest: 1m}
        prefetch: {window: 10m, wifi_only: true}
        static: https://static.example/policy.json
        access_points:
          - {origin: "https://gz.example", carrier: telecom, region: south, weight: 3}
          - {origin: "https://bj.example:8443"}
        calm: {title: A break, text: Back soon.}
        """;

    assertThat(read(file).policy())
        .contains(
            new PhonePolicy(
                7,
                5_000,
                new Pauses(200, 8_000),
                new Pauses(2_000, 60_000),
                600_000,
                true,
                Optional.of("https://static.example/policy.json"),
                List.of(
                    new AccessPoint("https://gz.example", "telecom", "south", 3),
                    new AccessPoint("https://bj.example:8443", "", "", 1)),
                Optional.of(new CalmText("A break", "Back soon."))));
  }

  @Test
  void shouldTakeWhatIsBuiltInForWhatIsLeftOut() throws IOException {
    PhonePolicy builtIn = PhonePolicy.BUILT_IN;

    assertThat(read("version: 1").policy())
        .contains(
            new PhonePolicy(
                1,
                builtIn.turnMillis(),
                builtIn.retry(),
                builtIn.reconnect(),
                builtIn.prefetchWindowMillis(),
                builtIn.prefetchOnWifiOnly(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void shouldReadTheSample() {
    PolicyFile.Reading reading = PolicyFile.read(Path.of("..", "campaigns", "policy.yaml"));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.policy().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void shouldSayWhatIsWrongOfEveryValueWithItsPlace() throws IOException {
    String file =
        """
        version: 0
        turn: 99ms
        retry: {first: 5s, longest: 4s}
        reconnect: {first: 1s}
        prefetch: {window: 25h, wifi_only: perhaps}
        statik: https://static.example
        access_points:
          - {origin: "https://GZ.example/", weight: 0}
          - {origin: "https://a.example", carrier: telecom}
          - {origin: "https://a.example", carrier: telecom, weight: 2}
          - {carrier: Telecom}
        calm: {title: "", text: ok}
        """;

    assertThat(problems(file))
        .containsExactly(
            "1:10: version '0': expected a whole number from 1 to 2,147,483,647",
            "2:7: turn '99ms': expected 100ms to 10m",
            "3:29: longest: shorter than the first pause, expected the same or more",
            "4:12: reconnect lacks 'longest', expected it",
            "5:20: window '25h': expected 0s to 24h",
            "5:36: wifi_only 'perhaps': expected one of true, false",
            "6:1: unknown key 'statik' in policy, expected one of version, turn, retry, reconnect,"
                + " prefetch, static, access_points, calm (did you mean static?)",
            "8:14: origin 'https://GZ.example/': expected scheme, host and port in small letters"
                + " and nothing else, as in https://gz.example:8443",
            "8:45: weight '0': expected a whole number from 1 to 1,000",
            "10:5: access point https://a.example stands twice for the same carrier and region,"
                + " expected once",
            "11:5: access point lacks 'origin', expected it",
            "11:15: carrier 'Telecom': expected 1 to 40 of a-z, 0-9 and '-'",
            "12:15: title '': expected a text of 1 to 40 characters");
  }

  @Test
  void shouldRefuseMoreAccessPointsThanAPhoneShallHear() throws IOException {
    StringBuilder file = new StringBuilder("version: 1\naccess_points:\n");
    for (int i = 0; i <= PhonePolicy.MAX_ACCESS_POINTS; i++) {
      file.append("  - {origin: \"https://a").append(i).append(".example\"}\n");
    }

    assertThat(problems(file.toString()))
        .containsExactly("3:3: access_points: 65 entries, expected at most 64");
  }

  @Test
  void shouldRefuseAPolicyThatIsTooLargeAsAWhole() throws IOException {
    StringBuilder file = new StringBuilder("version: 1\naccess_points:\n");
    for (int i = 100; i < 100 + PhonePolicy.MAX_ACCESS_POINTS; i++) {
      file.append("  - {origin: \"https://")
          .append("a".repeat(52))
          .append('.')
          .append("b".repeat(56))
          .append(i)
          .append("\", carrier: ")
          .append("c".repeat(40))
          .append(", region: ")
          .append("d".repeat(40))
          .append(", weight: 1000}\n");
    }

    assertThat(problems(file.toString()))
        .singleElement()
        .asString()
        .startsWith("1:1: the policy as phones fetch it: bytes ")
        .endsWith(": expected 1 to 16384; name fewer access points");
  }

  @Test
  void shouldSayOfAFileThatIsNotThereThatItIsNot() {
    assertThat(PolicyFile.read(folder.resolve("none.yaml")).problems())
        .extracting(Problem::message)
        .containsExactly("no such file, expected a policy");
  }
}
