package io.hongbao.show.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of a campaign file that is wrong: every problem, where it stands. */
class CampaignProblemsTest {

  private static final Instant NOW = Instant.parse("2027-02-05T12:00:00Z");

  private static final String GOOD =
      """
      show: gala
      time_zone: Europe/Berlin
      buckets: 64
      limits:
        packets_per_user: 3
        packets_per_user_and_enterprise: 1
      turn: 5s
      enterprises:
        - {id: cola, name: "Cola"}
        - {id: tea, name: "Tea"}
      greetings:
        - {id: stars, text: "Happy New Year"}
      waves:
        - id: first
          opens: 2027-02-05T20:30:00
          closes: +5m
          odds: 0.02
          greeting_odds: 0.1
          curve: uniform
          pools:
            - {enterprise: cola, packets: 100, budget: 500.00, min: 1.00, max: 20.00}
        - id: second
          opens: 2027-02-05T20:40:00
          closes: +5m
          odds: 0.02
          pools:
            - {enterprise: tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00}
      """;

  private static final String DATE_TIMES =
      "expected a time such as 2027-02-05T20:30:00, 2027-02-05T20:30:00+08:00 or ";

  @TempDir private Path folder;

  /** A change of the good file and what it leads to. */
  private record Case(String from, String to, List<String> problems) {
    @Override
    public String toString() {
      return from.strip() + " -> " + to.strip();
    }
  }

  private static Case wrong(String from, String to, String... problems) {
    return new Case(from, to, List.of(problems));
  }

  static Stream<Case> cases() {
    return Stream.of(
        wrong(
            "show: gala",
            "show: Gala",
            "1:7: show 'Gala': expected 1 to 40 of a-z, 0-9 and '-'; {now} takes 15 of them"),
        wrong("show: gala\n", "", "1:1: campaign lacks 'show', expected it"),
        wrong(
            "show: gala",
            "show: [gala]",
            "1:7: show: expected a single value, not a list or mapping"),
        wrong(
            "turn: 5s",
            "turn: 5s\nchannels: [{id: tv, delay: 3s}, {id: tv, delay: 4s}]",
            "8:38: channel 'tv' stands twice, expected another id"),
        wrong(
            "turn: 5s",
            "turn: 5s\nchannels: [{id: tv}, {id: Web, delay: 601s}]",
            "8:12: channel lacks 'delay', expected it",
            "8:27: id 'Web': expected 1 to 40 of a-z, 0-9 and '-'",
            "8:39: delay '601s': expected 0s to 10m"),
        wrong(
            "turn: 5s",
            "turn: 5s\nchannels: [tv]",
            "8:12: channel: expected a mapping with id, delay"),
        wrong(
            "turn: 5s",
            "turn: 5s\nclaim_within: 999ms\npayout_grace: 169h",
            "8:15: claim_within '999ms': expected 1s to 8784h",
            "9:15: payout_grace '169h': expected 0s to 168h"),
        wrong(
            "turn: 5s",
            "turn: 5s\nclaim_within: 1d",
            "8:15: claim_within '1d': expected a length of time, such as 100ms, 5s, 2m or 1h"),
        wrong(
            "turn: 5s",
            "turn: 5s\npayout_grace: [1s]",
            "8:15: payout_grace: expected a single value, not a list or mapping"),
        wrong(
            "tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00",
            "tea, packets: 100, budget: 500.00, min: 0.04, max: 20.00, shares: 5",
            "27:88: shares 5: a packet of min 0.04 cannot be split into shares of at least 0.01, expected at most 4, or a min of 0.05"),
        wrong(
            "tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00",
            "tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00, shares: 101",
            "27:88: shares '101': expected a whole number from 1 to 100"),
        wrong("turn: 5s", "turn: 5s\nchannels: 3s", "8:11: channels: expected a list"),
        wrong(
            "curve: uniform",
            "beacon: {chain: 52db9ba7, round: 0}",
            "19:38: round '0': expected a whole number from 1 to 2,147,483,647"),
        wrong("curve: uniform", "beacon: {round: 1}", "19:13: beacon lacks 'chain', expected it"),
        wrong(
            "curve: uniform",
            "beacon: 4711",
            "19:13: beacon: expected a mapping with chain, round"),
        wrong(
            "curve: uniform",
            "carry: frist",
            "19:12: carry 'frist': no such wave, expected one of first, second (did you mean first?)"),
        wrong(
            "curve: uniform",
            "carry: first",
            "19:12: carry 'first': the wave itself, expected an earlier one"),
        wrong(
            "curve: uniform",
            "carry: second",
            "19:12: carry 'second': a wave that opens later, expected one that closes before this one opens"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "carry: First\n    opens: 2027-02-05T20:40:00",
            "23:12: carry 'First': expected 1 to 40 of a-z, 0-9 and '-'"),
        wrong(
            "opens: 2027-02-05T20:40:00\n    closes: +5m",
            "carry: first\n    opens: 2027-02-05T20:35:05\n    closes: +25s",
            "23:12: carry 'first': nothing would be carried: what is left can be moved 30s after that wave's close, and this one closes 30s after it; expected one that closes later"),
        wrong(
            "time_zone: Europe/Berlin",
            "time_zone: Europe/Berlni",
            "2:12: time_zone 'Europe/Berlni': expected a time zone, such as Asia/Tokyo (did you mean Europe/Berlin?)"),
        wrong(
            "buckets: 64",
            "buckets: 0",
            "3:10: buckets '0': expected a whole number from 1 to 65,536"),
        wrong(
            "buckets: 64",
            "buckets: 65537",
            "3:10: buckets '65537': expected a whole number from 1 to 65,536"),
        wrong(
            "buckets: 64",
            "buckets: 6.4",
            "3:10: buckets '6.4': expected a whole number from 1 to 65,536"),
        wrong(
            "buckets: 64",
            "bucktes: 64",
            "1:1: campaign lacks 'buckets', expected it",
            "3:1: unknown key 'bucktes' in campaign, expected one of show, time_zone, buckets, limits, turn, channels, claim_within, payout_grace, answers, enterprises, greetings, waves (did you mean buckets?)"),
        wrong(
            "turn: 5s",
            "turn: 5s\nturn: 6s",
            "8:1: key 'turn' stands twice in campaign, expected once"),
        wrong("turn: 5s", "turn: 99ms", "7:7: turn '99ms': expected 100ms to 24h"),
        wrong(
            "turn: 5s",
            "turn: 5",
            "7:7: turn '5': expected a length of time, such as 100ms, 5s, 2m or 1h"),
        wrong("  packets_per_user: 3\n", "", "5:3: limits lacks 'packets_per_user', expected it"),
        wrong(
            "  packets_per_user: 3",
            "  packets_per_user: 0",
            "5:21: packets_per_user '0': expected a whole number from 1 to 1,000,000"),
        wrong(
            "id: tea, name",
            "id: cola, name",
            "10:10: enterprise 'cola' stands twice, expected another id",
            "27:22: enterprise 'tea': no such enterprise, expected one of cola"),
        wrong(
            "name: \"Tea\"",
            "name: ' '",
            "10:21: name ' ': expected a text of 1 to 500 characters"),
        wrong(
            "name: \"Tea\"",
            "nmae: \"Tea\"",
            "10:5: enterprise lacks 'name', expected it",
            "10:15: unknown key 'nmae' in enterprise, expected one of id, name, logo, background (did you mean name?)"),
        wrong(
            "greetings:\n  - {id: stars, text: \"Happy New Year\"}\n",
            "",
            "16:20: greeting_odds 0.1: the campaign has no greetings, expected some or 0"),
        wrong("id: second", "id: first", "22:9: wave 'first' stands twice, expected another id"),
        wrong(
            "id: second",
            "id: zweite Welle",
            "22:9: id 'zweite Welle': expected 1 to 40 of a-z, 0-9 and '-'"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: 2027-02-05T20:34:59",
            "23:12: wave 'second' opens before wave 'first' closes, expected one after the other"),
        wrong(
            "odds: 0.02\n    pools",
            "odds: 2\n    pools",
            "25:11: odds '2': expected a share from 0 to 1 with at most 20 decimals, such as 0.02"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: 2027-02-05 20:40",
            "23:12: opens '2027-02-05 20:40': " + DATE_TIMES + "now+10s"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: now-10s",
            "23:12: opens 'now-10s': " + DATE_TIMES + "now+10s"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: 2027-02-30T20:40:00",
            "23:12: opens '2027-02-30T20:40:00': no such date or time, expected one of the calendar"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: 2027-03-28T02:30:00",
            "23:12: opens '2027-03-28T02:30:00': clocks in Europe/Berlin skip this time, expected another or one with an offset"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: 2027-10-31T02:30:00",
            "23:12: opens '2027-10-31T02:30:00': clocks in Europe/Berlin show this time twice, expected an offset, +02:00 or +01:00"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: 1969-02-05T20:40:00",
            "23:12: opens '1969-02-05T20:40:00': expected a time from 1970 to 9999"),
        wrong(
            "opens: 2027-02-05T20:40:00",
            "opens: now+999999999h",
            "23:12: opens 'now+999999999h': expected a time from 1970 to 9999"),
        wrong(
            "opens: 2027-02-05T20:40:00\n    closes: +5m",
            "opens: 9999-12-31T23:00:00Z\n    closes: +61m",
            "24:13: closes '+61m': expected a time from 1970 to 9999"),
        wrong(
            "closes: +5m\n    odds: 0.02\n    greeting",
            "closes: now+5m\n    odds: 0.02\n    greeting",
            "16:13: closes 'now+5m': " + DATE_TIMES + "+5m"),
        wrong(
            "closes: +5m\n    odds: 0.02\n    greeting",
            "closes: +0s\n    odds: 0.02\n    greeting",
            "16:13: closes: expected after the opening, by at most 168h"),
        wrong(
            "closes: +5m\n    odds: 0.02\n    greeting",
            "closes: 2027-02-13T20:30:00\n    odds: 0.02\n    greeting",
            "16:13: closes: expected after the opening, by at most 168h"),
        wrong(
            "odds: 0.02\n    greeting_odds: 0.1",
            "odds: 1e999999999\n    greeting_odds: -0.1",
            "17:11: odds '1e999999999': expected a share from 0 to 1 with at most 20 decimals, such as 0.02",
            "18:20: greeting_odds '-0.1': expected a share from 0 to 1 with at most 20 decimals, such as 0.02"),
        wrong(
            "odds: 0.02\n    greeting_odds: 0.1",
            "odds: 2%\n    greeting_odds: 1.01",
            "17:11: odds '2%': expected a share from 0 to 1 with at most 20 decimals, such as 0.02",
            "18:20: greeting_odds '1.01': expected a share from 0 to 1 with at most 20 decimals, such as 0.02"),
        wrong(
            "curve: uniform",
            "curve: step",
            "19:12: curve 'step': expected one of uniform, ramp, steps (did you mean steps?)"),
        wrong("curve: uniform", "curve: steps", "14:5: wave lacks 'steps', expected it"),
        wrong(
            "curve: uniform",
            "curve: ramp\n    steps: []",
            "20:12: steps: the curve is ramp, expected 'curve: steps'"),
        wrong(
            "curve: uniform", "curve: steps\n    steps: []", "20:12: steps: expected at least one"),
        wrong(
            "curve: uniform",
            "curve: steps\n    steps: [{at: 0s, share: 0.5}, {at: 1s, share: 0.4}]",
            "20:12: steps: shares sum to 0.9, expected 1"),
        wrong(
            "curve: uniform",
            "curve: steps\n    steps: [{at: 1s, share: 0.5}, {at: 1s, share: 0.5}]",
            "20:40: at '1s': expected steps in the order of their times"),
        wrong(
            "curve: uniform",
            "curve: steps\n    steps: [{at: 5m, share: 1}]",
            "20:18: at '5m': the wave is over by then, expected less than 5m"),
        wrong(
            "curve: uniform",
            "curve: steps\n    steps: [{at: 0s, share: 0}, {at: 1s, share: 1}]",
            "20:29: share '0': expected a share above 0"),
        wrong(
            "curve: uniform",
            "curve: steps\n    steps: [{at: 0s, share: 0.5}, {at: 290s, share: 0.5}]\n"
                + "    max_wins_per_second: 4",
            "21:26: max_wins_per_second 4: the wave is over before its 100 packets are released at"
                + " that rate, expected at least 5"),
        wrong(
            "curve: uniform",
            "curve: ramp\n    max_wins_per_second: 0",
            "20:26: max_wins_per_second '0': expected a whole number from 1 to 100,000,000"),
        wrong(
            "odds: 0.02\n    pools:\n      - {enterprise: tea",
            "odds: 0.02\n    carry: first\n    max_wins_per_second: 5\n    pools:\n      - {enterprise: tea",
            "27:26: max_wins_per_second: each bucket releases by itself what the wave carries from"
                + " another, which no cap can hold: expected no carry"),
        wrong(
            "enterprise: tea, packets: 100",
            "enterprise: taa, packets: 100",
            "27:22: enterprise 'taa': no such enterprise, expected one of cola, tea (did you mean tea?)"),
        wrong(
            "      - {enterprise: tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00}\n",
            "      - {enterprise: tea, packets: 1, budget: 1, min: 1, max: 1}\n      - {enterprise: tea, packets: 1, budget: 1, min: 1, max: 1}\n",
            "28:22: enterprise 'tea': has a pool in this wave already, expected one"),
        wrong(
            "tea, packets: 100, budget: 500.00",
            "tea, packets: 100, budget: 99.99",
            "27:49: budget 99.99: 100 packets of at least 1.00 cost 100.00, expected 100.00 to 2,000.00"),
        wrong(
            "tea, packets: 100, budget: 500.00",
            "tea, packets: 100, budget: 2000.01",
            "27:49: budget 2,000.01: 100 packets of at most 20.00 cost 2,000.00, expected 100.00 to 2,000.00"),
        wrong(
            "tea, packets: 100, budget: 500.00",
            "tea, packets: 100, budget: 500.001",
            "27:49: budget '500.001': expected an amount of yuan with at most 2 decimals, such as 1.88"),
        wrong(
            "tea, packets: 100, budget: 500.00",
            "tea, packets: 100000001, budget: '5,00'",
            "27:36: packets '100000001': expected a whole number from 1 to 100,000,000",
            "27:55: budget '5,00': expected an amount of yuan with at most 2 decimals, such as 1.88"),
        wrong(
            "tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00",
            "tea, packets: 100, budget: 500.00, min: 0.00, max: 100000.01",
            "27:62: min '0.00': expected 0.01 to 100,000.00",
            "27:73: max '100000.01': expected 0.01 to 100,000.00"),
        wrong(
            "tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00",
            "tea, packets: 100, budget: 500.00, min: 6.00, max: 5.00",
            "27:73: max 5.00: expected at least min 6.00"),
        wrong(
            "tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00",
            "tea, packets: 100000000, budget: 100000000, min: 1.00, max: 20.00",
            "14:3: 100,000,100 packets in all waves, expected at most 100,000,000"),
        wrong(
            "    pools:\n      - {enterprise: tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00}\n",
            "    pools: []\n",
            "26:12: pools: expected at least one"),
        wrong(
            "  - {id: tea, name: \"Tea\"}",
            "  - tea",
            "10:5: enterprise: expected a mapping with id, name, logo, background"),
        wrong(
            "id: tea, name: \"Tea\"",
            "id: &tea tea, name: \"Tea\"",
            "10:10: anchor &tea: expected none, a campaign has no aliases"),
        wrong(
            "id: tea, name: \"Tea\"",
            "id: *tea, name: \"Tea\"",
            "10:10: alias *tea: expected the value itself, written out"),
        wrong(
            "id: tea, name: \"Tea\"",
            "id: tea, name: \"Tea\u0007\"",
            "10:25: character U+0007: expected text"),
        wrong(
            "id: tea, name: \"Tea\"",
            "id: tea, name: \"Tea",
            "12:24: not YAML: expected ',' or '}', but got <scalar>"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldTellWhatIsWrongAndWhere(Case wrong) throws IOException {
    assertThat(GOOD).contains(wrong.from());

    assertThat(problems(GOOD.replace(wrong.from(), wrong.to())))
        .containsExactlyElementsOf(wrong.problems());
  }

  @Test
  void shouldTellFiveProblemsOfFiveKindsInOneGo() throws IOException {
    assertThat(
            problems(
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
                """))
        .containsExactly(
            "5:7: turn '5sec': expected a length of time, such as 100ms, 5s, 2m or 1h",
            "7:30: unknown key 'backgruond' in enterprise, expected one of id, name, logo, background (did you mean background?)",
            "15:22: enterprise 'coal': no such enterprise, expected one of cola, tea (did you mean cola?)",
            "17:12: wave 'second' opens before wave 'first' closes, expected one after the other",
            "21:50: budget 500.00: 1,000 packets of at least 1.00 cost 1,000.00, expected 1,000.00 to 20,000.00");
  }

  @Test
  void shouldTellThatAWaveOverlapsWhateverElseIsWrongWithIt() throws IOException {
    String text =
        GOOD.replace("id: second", "id: Second")
            .replace("opens: 2027-02-05T20:40:00", "opens: 2027-02-05T20:31:00")
            .replace("odds: 0.02\n    greeting", "odds: 2\n    greeting");

    assertThat(problems(text))
        .containsExactly(
            "17:11: odds '2': expected a share from 0 to 1 with at most 20 decimals, such as 0.02",
            "22:9: id 'Second': expected 1 to 40 of a-z, 0-9 and '-'",
            "23:12: wave 'unnamed' opens before wave 'first' closes, expected one after the other");
  }

  @Test
  void shouldTellEveryWaveThatALongOneReachesOver() throws IOException {
    String third =
        """
          - id: third
            opens: 2027-02-05T20:50:00
            closes: +5m
            odds: 0.02
            pools:
              - {enterprise: tea, packets: 100, budget: 500.00, min: 1.00, max: 20.00}
        """;

    assertThat(problems(GOOD.replaceFirst("closes: \\+5m", "closes: +1h") + third))
        .containsExactly(
            "23:12: wave 'second' opens before wave 'first' closes, expected one after the other",
            "29:12: wave 'third' opens before wave 'first' closes, expected one after the other");
  }

  @Test
  void shouldTellThatAWaveIsCarriedTwice() throws IOException {
    String third =
        """
          - id: third
            opens: 2027-02-05T20:50:00
            closes: +5m
            odds: 0.02
            carry: first
        """;
    String text =
        GOOD.replace("opens: 2027-02-05T20:40:00", "carry: first\n    opens: 2027-02-05T20:40:00");

    assertThat(problems(text + third))
        .containsExactly("33:12: carry 'first': carried by wave 'second' already, expected by one");
  }

  @Test
  void shouldFindNothingWrongWithTheGoodFile() throws IOException {
    assertThat(problems(GOOD)).isEmpty();
  }

  @Test
  void shouldTellThatAFileIsEmpty() throws IOException {
    assertThat(problems("# nothing\n"))
        .containsExactly("1:1: the file is empty, expected a campaign");
  }

  @Test
  void shouldRefuseTwoDocuments() throws IOException {
    assertThat(problems(GOOD + "---\n" + GOOD))
        .containsExactly("28:1: not YAML: but found another document");
  }

  @Test
  void shouldRefuseDeepNestingBeforeTheStackEnds() throws IOException {
    assertThat(problems("[".repeat(500_000)))
        .containsExactly("1:17: nested deeper than 16 levels, expected fewer");
  }

  /** What refers to one of too many, or to one that is wrong, has no fault of its own. */
  static Stream<Case> soleProblems() {
    return Stream.of(
        wrong(
            "waves:\n",
            "waves:\n" + times(101, CampaignProblemsTest::shortWave),
            "14:3: waves: 103 entries, expected at most 100"),
        wrong(
            "enterprises:\n",
            "enterprises:\n" + times(200, i -> "  - {id: e" + i + ", name: E}\n"),
            "9:3: enterprises: 202 entries, expected at most 200"),
        wrong(
            "greetings:\n",
            "greetings:\n" + times(101, i -> "  - {id: g" + i + ", text: G}\n"),
            "12:3: greetings: 102 entries, expected at most 100"),
        wrong(
            "curve: uniform",
            "curve: steps\n    steps: ["
                + times(1_000, i -> "{at: " + i + "ms, share: 0.001}, ")
                + "{at: 1s, share: 0}]",
            "20:12: steps: 1001 entries, expected at most 1000",
            "20:26919: share '0': expected a share above 0"),
        wrong(
            "id: cola, name",
            "id: Cola, name",
            "9:10: id 'Cola': expected 1 to 40 of a-z, 0-9 and '-'",
            "21:22: enterprise 'cola': no such enterprise, expected one of Cola, tea (did you mean"
                + " Cola?)"),
        wrong(
            "turn: 5s",
            "turn: 5s\nchannels:\n" + times(21, i -> "  - {id: c" + i + ", delay: 1s}\n"),
            "9:3: channels: 21 entries, expected at most 20"),
        wrong(
            "curve: uniform",
            "curve: steps\n    carry: second\n    steps: [{at: 0s, share: 0.5}]",
            "20:12: carry 'second': a wave that opens later, expected one that closes before this one opens",
            "21:12: steps: shares sum to 0.5, expected 1"),
        wrong("id: cola, name", "name", "9:5: enterprise lacks 'id', expected it"),
        wrong(
            "enterprises:\n  - {id: cola, name: \"Cola\"}\n  - {id: tea, name: \"Tea\"}\n",
            "enterprises: []\n",
            "8:14: enterprises: expected at least one"),
        wrong(
            "id: stars, text",
            "id: Stars, text",
            "12:10: id 'Stars': expected 1 to 40 of a-z, 0-9 and '-'"),
        wrong(
            "time_zone: Europe/Berlin",
            "time_zone: CST",
            "2:12: time_zone 'CST': more than one time zone is called so, expected one by its"
                + " place: Asia/Shanghai, America/Chicago, America/Havana"));
  }

  private static String shortWave(int number) {
    return String.format(
        Locale.ROOT,
        "  - {id: w%d, opens: 2028-01-01T00:%02d:%02d, closes: +1s, odds: 0.02, pools:"
            + " [{enterprise: tea, packets: 1, budget: 1.00, min: 1.00, max: 20.00}]}\n",
        number,
        number / 60,
        number % 60);
  }

  private static String times(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("soleProblems")
  void shouldTellNoSecondProblemThatOnlyFollowsFromTheFirst(Case one) throws IOException {
    assertThat(problems(GOOD.replaceFirst(Pattern.quote(one.from()), one.to())))
        .containsExactlyElementsOf(one.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"~", "null", "Null", "NULL", ""})
  void shouldTakeNothingForNoText(String nothing) throws IOException {
    String said =
        nothing.isEmpty()
            ? ": nothing stands here, expected a value"
            : " " + nothing + ": means no value in YAML, expected one, or quotes";

    assertThat(problems(GOOD.replace("show: gala", "show: " + nothing)))
        .containsExactly(nothing.isEmpty() ? "1:6: show" + said : "1:7: show" + said);
    assertThat(problems(GOOD.replace("name: \"Tea\"", "name: " + nothing)))
        .singleElement()
        .asString()
        .endsWith("name" + said);
    assertThat(problems(GOOD.replace("name: \"Tea\"", "name: T, logo: " + nothing)))
        .singleElement()
        .asString()
        .endsWith("logo" + said);
    assertThat(problems(GOOD.replace("text: \"Happy New Year\"", "text: " + nothing)))
        .singleElement()
        .asString()
        .endsWith("text" + said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'~'", "\"null\"", "!!str null", "yes", "no", "360", "1.10", "2027-02-05"})
  void shouldTakeATextAsItIsWritten(String text) throws IOException {
    Path file = folder.resolve("gala.yaml");
    Files.writeString(file, GOOD.replace("name: \"Tea\"", "name: " + text));

    assertThat(CampaignFile.read(file, NOW).campaign().orElseThrow().enterprises().get(1).name())
        .isEqualTo(text.replaceAll("^!!str |['\"]", ""));
  }

  @Test
  void shouldTellOnlySoManyProblems() throws IOException {
    String entries = "  - {}\n".repeat(150);

    List<String> problems = problems("enterprises:\n" + entries);

    assertThat(problems).hasSize(101).last().isEqualTo("49:5: and 206 more");
  }

  private List<String> problems(String text) throws IOException {
    Path file = folder.resolve("gala.yaml");
    Files.writeString(file, text);
    return CampaignFile.read(file, NOW).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
        .toList();
  }
}
