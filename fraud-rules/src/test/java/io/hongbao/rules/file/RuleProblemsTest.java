package io.hongbao.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.model.VerdictSpec;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of rule files: the rule, or every problem where it stands. */
class RuleProblemsTest {

  private static final String GOOD =
      """
      id: device-farm
      description: One device shaking for many accounts.
      mode: shadow
      rollout: 50
      signals:
        users_1h: {distinct: user, by: device, window: 1h}
        rhythm: {stddev: interval_ms, by: user, window: 2m}
      when: users_1h > 5 && rhythm < 15.0
      verdict: {on: user, level: empty, for: 30m}
      """;

  private static final String RELATED =
      """
      id: related
      description: Two signals that look at more than one window.
      mode: shadow
      signals:
        asked: {follows: {first: requests, then: packets, within: 2s}, by: user, window: 10m}
        met: {neighbours: {by: device, of: users}, window: 1h}
      when: asked > 5 && met > 8
      verdict: {on: user, level: empty, for: 30m}
      """;

  @Test
  void shouldReadARule() {
    RuleReadResult reading = read(GOOD);

    Map<String, Signal> signals = new LinkedHashMap<>();
    signals.put(
        "users_1h", new Signal(Aggregate.DISTINCT, Measure.USER, Grouping.DEVICE, 3_600_000));
    signals.put(
        "rhythm", new Signal(Aggregate.STDDEV, Measure.INTERVAL_MS, Grouping.USER, 120_000));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.rules())
        .extracting(ParsedRule::rule)
        .containsExactly(
            new Rule(
                "device-farm",
                "One device shaking for many accounts.",
                RuleMode.SHADOW,
                50,
                signals,
                "users_1h > 5 && rhythm < 15.0",
                new VerdictSpec(EntityKind.USER, RiskLevel.EMPTY, 1_800_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          mode: shadow | mode: shadwo | r.yaml:3:7: mode 'shadwo': expected one of off, shadow, active (did you mean shadow?)
          rollout: 50 | rollout: 101 | r.yaml:4:10: rollout '101': expected a whole number from 0 to 100
          rollout: 50 | rolout: 50 | r.yaml:4:1: unknown key 'rolout' in rule, expected one of id, description, mode, rollout, signals, when, verdict (did you mean rollout?)
          window: 1h | window: 90d | r.yaml:6:50: window '90d': expected a length of time, such as 100ms, 5s, 2m or 1h
          window: 1h | window: 2160h | r.yaml:6:50: window '2160h': expected 1s to 24h
          window: 1h | window: 1500ms | r.yaml:6:50: window '1500ms': expected whole seconds
          by: device | by: devcie | r.yaml:6:34: by 'devcie': expected one of user, device, address, block (did you mean device?)
          by: device | by: user | r.yaml:6:34: distinct user by user is always 1, expected another grouping
          distinct: user | distinct: requests | r.yaml:6:24: distinct 'requests': expected one of user, device, address, block
          distinct: user | count: requests, sum: packets | r.yaml:6:36: signal users_1h has two aggregates, expected one of count, distinct, sum, avg, min, max, stddev, follows, neighbours
          `distinct: user, ` | `` | r.yaml:6:13: signal users_1h has no aggregate, expected one of count, distinct, sum, avg, min, max, stddev, follows, neighbours
          users_1h: { | Users: { | r.yaml:6:3: 'Users' in signals: expected a name of 1 to 40 of a-z, 0-9 and '_', beginning with a letter
          users_1h > 5 | usres_1h > 5 | r.yaml:8:7: when: unknown signal or function 'usres_1h', expected one of users_1h, rhythm (did you mean users_1h?)
          users_1h > 5 | users_1h | r.yaml:8:16: when: '&&' beside a number, expected a comparison there, such as x > 0
          users_1h > 5 | users_1h / 0 > 5 | r.yaml:8:16: when: a division by 0 always fails, expected another divisor
          users_1h > 5 && | users_1h > 5 and | r.yaml:8:20: when: 'and': expected &&
          users_1h > 5 | ([users_1h].exists(u, u > 5.0)) | r.yaml:8:25: when: unknown signal or function 'exists', expected one of users_1h, rhythm
          users_1h > 5 | ("a" < "b") | r.yaml:8:8: when: a text or such has no place in a rule, expected signals, numbers and operators
          users_1h > 5 | true < false | r.yaml:8:12: when: function '_<_' has no place in a rule, expected signals, numbers and operators
          level: empty | level: none | r.yaml:9:28: level 'none': expected one of watch, slow, empty, hold, block
          for: 30m | for: 900h | r.yaml:9:40: for '900h': expected 1s to 720h
          on: user | on: block | r.yaml:9:15: on 'block': expected one of user, device, address
          """)
  void shouldTellWhatIsWrongAndWhere(String right, String wrong, String expected) {
    RuleReadResult reading = read(GOOD.replace(right, wrong == null ? "" : wrong));

    assertThat(reading.rules()).isEmpty();
    assertThat(reading.problems()).extracting(Object::toString).contains(expected);
  }

  @Test
  void shouldReadWhatFollowsAndNeighbours() {
    RuleReadResult reading = read(RELATED);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.rules().get(0).rule().signals())
        .isEqualTo(
            Map.of(
                "asked",
                Signal.follows(
                    new EventSequence(Measure.REQUESTS, Measure.PACKETS, 2_000),
                    Grouping.USER,
                    600_000),
                "met",
                Signal.neighbours(Measure.DEVICE_SHARERS, 3_600_000)))
        .extracting(
            signals -> signals.get("asked").canonical(), signals -> signals.get("met").canonical())
        .containsExactly(
            "follows requests then packets within 2s by user in 10m", "neighbours by device in 1h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          follows: | folows: | r.yaml:5:11: unknown key 'folows' in signal asked, expected one of count, distinct, sum, avg, min, max, stddev, follows, neighbours, by, window (did you mean follows?)
          first: requests | first: request | r.yaml:5:28: first 'request': expected one of requests, shakes, packets (did you mean requests?)
          then: packets | then: amount_fen | r.yaml:5:44: then 'amount_fen': expected one of requests, shakes, packets
          `, within: 2s` | `` | r.yaml:5:20: follows lacks 'within', expected it
          within: 2s | within: 13h | r.yaml:5:61: within '13h': expected 1ms to 12h
          within: 2s | within: 6m | r.yaml:5:61: within 6m of a window of 10m, expected at most half of it, and a window of 2s or more
          {first: requests, then: packets, within: 2s} | packets | r.yaml:5:20: follows: expected a mapping with first, then, within
          `by: user, window: 10m` | `window: 10m` | r.yaml:5:10: signal asked lacks 'by', expected it
          by: device | by: devise | r.yaml:6:26: by 'devise': expected one of device, address (did you mean device?)
          by: device | by: user | r.yaml:6:26: by 'user': expected one of device, address
          of: users | of: devices | r.yaml:6:38: of 'devices': expected one of users
          `of: users}, ` | `of: users}, by: block, ` | r.yaml:6:50: by 'block': expected one of user
          """)
  void shouldTellWhatIsWrongWithWhatFollowsAndNeighbours(
      String right, String wrong, String expected) {
    RuleReadResult reading = read(RELATED.replace(right, wrong == null ? "" : wrong));

    assertThat(reading.rules()).isEmpty();
    assertThat(reading.problems()).extracting(Object::toString).contains(expected);
  }

  @Test
  void shouldTellNoSecondProblemThatOnlyFollowsFromTheFirst() {
    String many =
        IntStream.range(0, 31)
            .mapToObj(i -> "  s" + i + ": {count: requests, by: user, window: 10s}\n")
            .collect(Collectors.joining());

    assertThat(read(GOOD.replace("signals:\n", "signals:\n" + many)).problems())
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .contains(" signals: 33 entries, expected at most ");
    assertThat(read(GOOD.replace("users_1h", "Users")).problems())
        .extracting(Object::toString)
        .containsExactly(
            "r.yaml:6:3: 'Users' in signals: expected a name of 1 to 40 of a-z, 0-9 and '_',"
                + " beginning with a letter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"description: ", "when: ", "lists"})
  void shouldTakeNothingForNoText(String key) {
    RuleReadResult reading =
        key.equals("lists")
            ? RuleReader.read(
                List.of(new RuleText("lists.yaml", "deny: {users: [u1, ~, '~'], devices: [null]}")))
            : read(GOOD.replaceFirst(key + ".*", key + "~"));

    assertThat(reading.problems())
        .extracting(problem -> problem.message().replaceFirst(".*: means", "means"))
        .isNotEmpty()
        .allMatch("means no value in YAML, expected one, or quotes"::equals)
        .hasSize(key.equals("lists") ? 2 : 1);
  }

  @Test
  void shouldTellAllProblemsOfAllFilesAtOnce() {
    RuleReadResult reading =
        RuleReader.read(
            List.of(
                new RuleText("a.yaml", GOOD.replace("mode: shadow", "mode: on")),
                new RuleText("b.yaml", GOOD.replace("window: 1h", "window: 0s") + "extra: 1\n"),
                new RuleText("c.yaml", GOOD),
                new RuleText("d.yaml", GOOD)));

    assertThat(reading.problems())
        .extracting(Object::toString)
        .containsExactly(
            "a.yaml:3:7: mode 'on': expected one of off, shadow, active",
            "b.yaml:6:50: window '0s': expected 1s to 24h",
            "b.yaml:10:1: unknown key 'extra' in rule, expected one of"
                + " id, description, mode, rollout, signals, when, verdict",
            "d.yaml:1:5: rule 'device-farm' stands in c.yaml:1 too, expected another id");
  }

  @Test
  void shouldRefuseAConditionThatIsTooLongOrTooDeep() {
    String tooLong = "users_1h > 5" + " || users_1h > 5".repeat(7_000);
    String tooDeep = "(".repeat(50) + "users_1h > 5" + ")".repeat(50);

    assertThat(read(GOOD.replace("users_1h > 5 && rhythm < 15.0", tooLong)).problems())
        .singleElement()
        .asString()
        .endsWith("expected a text of 1 to 4096 characters");
    assertThat(read(GOOD.replace("users_1h > 5 && rhythm < 15.0", tooDeep)).problems())
        .isNotEmpty()
        .allMatch(problem -> problem.message().startsWith("when: "));
  }

  @Test
  void shouldWarnOfASignalThatNobodyUses() {
    RuleReadResult reading = read(GOOD.replace(" && rhythm < 15.0", ""));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.warnings())
        .extracting(Object::toString)
        .containsExactly("r.yaml:7:11: signal rhythm is not used, expected it in when");
  }

  @Test
  void shouldReadAFolderAndWarnOfRulesWithoutCases(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    Files.writeString(folder.resolve("b.yaml"), GOOD.replace("device-farm", "other"));
    Files.writeString(folder.resolve("b.cases.yaml"), "cases: []");
    Files.writeString(folder.resolve("lists.yaml"), "deny: {users: [u1]}");

    RuleReadResult reading = RuleFolder.read(List.of(folder, folder.resolve("missing.yaml")));

    assertThat(reading.rules()).hasSize(2);
    assertThat(reading.lists().deny()).hasSize(1);
    assertThat(reading.problems())
        .extracting(Object::toString)
        .containsExactly(folder.resolve("missing.yaml") + ":1:1: no such file, expected a rule");
    assertThat(reading.warnings())
        .extracting(Object::toString)
        .containsExactly(
            folder.resolve("a.yaml") + ":1:1: rule without cases, expected a.cases.yaml beside it");
  }

  @Test
  void shouldNameWhatAFolderHoldsAndNobodyReads(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    Files.writeString(folder.resolve("a.cases.yaml"), "cases: []");
    Files.writeString(folder.resolve("short.yml"), GOOD);
    Files.writeString(folder.resolve("b.cases.yaml"), "cases: []");
    Files.writeString(folder.resolve("lists.yaml"), "deny: {users: [u1]}");
    Files.writeString(folder.resolve("lists.cases.yaml"), "cases: []");
    Files.write(folder.resolve("._a.yaml"), new byte[] {0, 5, 22, 7});
    Files.writeString(folder.resolve("a.yaml.bak"), GOOD);
    Files.writeString(folder.resolve("C.YAML"), GOOD);
    Files.writeString(folder.resolve("README.md"), "nothing of it is a rule");
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("team/mobile"));
    Files.writeString(folder.resolve("team/mobile/d.yaml"), GOOD);

    RuleReadResult reading = RuleFolder.read(List.of(folder));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.rules()).hasSize(1);
    assertThat(reading.warnings())
        .extracting(warning -> warning.toString().substring(folder.toString().length() + 1))
        .containsExactly(
            "._a.yaml:1:1: hidden file, it is not read: expected none",
            "C.YAML:1:1: not read: expected a name that ends in .yaml",
            "a.yaml.bak:1:1: not read: expected a name that ends in .yaml",
            "b.cases.yaml:1:1: cases without a rule, they are not run: expected b.yaml beside them",
            "lists.cases.yaml:1:1: cases beside lists, they are not run: expected a rule's name",
            "short.yml:1:1: not read: expected a name that ends in .yaml",
            "team:1:1: subfolder, it is not read: name it too if its rules belong to the set");
  }

  @Test
  void shouldRefuseARuleUnderAnEndingThatItsCasesCannotShare(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("a.yml"), GOOD);

    assertThat(RuleFolder.read(List.of(file)).problems())
        .extracting(Object::toString)
        .containsExactly(file + ":1:1: ends in .yml, expected .yaml");
  }

  @Test
  void shouldTakeListsFromOneFileAlone() {
    RuleReadResult reading =
        RuleReader.read(
            List.of(
                new RuleText("a/lists.yaml", "deny: {users: [u1]}"),
                new RuleText("b/lists.yaml", "deny: {users: [u2]}")));

    assertThat(reading.problems())
        .extracting(Object::toString)
        .containsExactly(
            "b/lists.yaml:1:1: lists stand in a/lists.yaml too, expected one file of lists");
  }

  @Test
  void shouldLeaveARuleSetInForceWhoseListsAChecksWouldRefuse() {
    RuleText lists = new RuleText("lists.yaml", "deny: {users: [' u1 '], addresses: [hall, 1/x]}");
    RuleText rule = new RuleText("r.yaml", GOOD.replace("users_1h > 5", "users_1h / 0 > 5"));

    assertThat(RuleReader.read(List.of(lists, rule)).problems()).hasSize(4);
    assertThat(RuleReader.readPublished(List.of(lists, rule)).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          users: [" u1 "] | lists.yaml:1:16: users ' u1 ': user ' u1 ': expected no space at its beginning or end
          users: ["   "] | lists.yaml:1:16: users ' ': user '   ': expected no space at its beginning or end
          addresses: [hall] | lists.yaml:1:20: addresses 'hall': address 'hall': expected an IPv4 or IPv6 address, such as 203.0.113.7 or 2001:db8::77
          addresses: [10.0.0.300] | lists.yaml:1:20: addresses '10.0.0.300': address '10.0.0.300': expected an IPv4 or IPv6 address, such as 203.0.113.7 or 2001:db8::77
          addresses: [010.0.0.1] | lists.yaml:1:20: addresses '010.0.0.1': address '010.0.0.1': expected an IPv4 or IPv6 address, such as 203.0.113.7 or 2001:db8::77
          addresses: [10.0.0.0/33] | lists.yaml:1:20: addresses '10.0.0.0/33': expected a range, such as 203.0.113.0/24, 2001:db8::/32 or 203.0.113.7-203.0.113.20
          addresses: [10.0.0.7/8] | lists.yaml:1:20: addresses '10.0.0.7/8': has bits behind its prefix, expected 10.0.0.0/8 or 10.0.0.7 alone
          addresses: [10.0.0.9-10.0.0.1] | lists.yaml:1:20: addresses '10.0.0.9-10.0.0.1': range 10.0.0.9-10.0.0.1: expected a first address and a later one
          devices: ["d\u200b"] | lists.yaml:1:18: devices 'd\u200b': device 'd\u200b': expected no space at its beginning or end
          """)
  void shouldRefuseAListedNameThatNobodyCanHave(String list, String expected) {
    RuleReadResult reading =
        RuleReader.read(List.of(new RuleText("lists.yaml", "deny: {" + list + "}")));

    assertThat(reading.problems()).extracting(Object::toString).containsExactly(expected);
  }

  private static RuleReadResult read(String text) {
    return RuleReader.read(List.of(new RuleText("r.yaml", text)));
  }
}
