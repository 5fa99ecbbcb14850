package io.hongbao.rehearsal.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.proof.export.LogRow;
import io.hongbao.proof.export.RecordedShow;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What notebooks compute in pandas is what the classes that judge live compute. */
class SignalsTest {

  private static final String RULE =
      """
      id: everything
      description: One signal of each kind.
      mode: shadow
      signals:
        requests_10s: {count: requests, by: user, window: 10s}
        requests_of_block_3m: {count: requests, by: block, window: 3m}
        shakes_2m: {count: shakes, by: user, window: 2m}
        packets_5m: {count: packets, by: device, window: 5m}
        fen_5m: {sum: amount_fen, by: user, window: 5m}
        mean_fen_1m: {avg: amount_fen, by: address, window: 1m}
        least_fen_5m: {min: amount_fen, by: address, window: 5m}
        most_fen_1h: {max: amount_fen, by: user, window: 1h}
        rhythm_2m: {stddev: interval_ms, by: user, window: 2m}
        rhythm_of_address_30s: {stddev: interval_ms, by: address, window: 30s}
        mean_pause_1m: {avg: interval_ms, by: device, window: 1m}
        shortest_pause_1m: {min: interval_ms, by: user, window: 1m}
        longest_pause_5m: {max: interval_ms, by: user, window: 5m}
        users_on_device_1h: {distinct: user, by: device, window: 1h}
        users_on_address_2s: {distinct: user, by: address, window: 2s}
        addresses_of_block_5m: {distinct: address, by: block, window: 5m}
      when: requests_10s > 40
      verdict: {on: user, level: watch, for: 30m}
      """;

  private static final String SCRIPT =
      """
      import os
      import hongbao_log, hongbao_rules
      rule = hongbao_rules.read_rule(os.environ["RULE"])
      shakes, wins = hongbao_log.read_export(os.environ["EXPORT"])
      table = hongbao_rules.signal_table(shakes, wins, rule.signals)
      table[["user", "second", *rule.signals]].to_csv(os.environ["OUT"], index=False, na_rep="NaN")
      """;

  private static final long LATENESS_MILLIS = 2_000;

  /** Sums of squares differ in their last digits. */
  private static final double PRECISION = 1e-9;

  private static final int MAX_TOLD = 10;

  /** Shared with the other tests: to look through all fonts once is enough. */
  private static final Path OUT =
      Path.of(System.getProperty("hongbao.root"), "rehearsal/cli/target/notebooks/jupyter")
          .toAbsolutePath()
          .normalize();

  @TempDir private Path folder;

  @Test
  void shouldBeTheSameInPandasAsWhereTheyAreJudged() throws Exception {
    // Given
    Jupyter jupyter = Jupyter.find(OUT);
    RecordedShow show = RecordedShow.play();
    show.writeExport(folder.resolve("show.csv"));

    // When
    Map<String, double[]> judged = judged(show.rows());
    Map<String, double[]> computed = computed(jupyter);

    // Then
    assertThat(computed.keySet()).isEqualTo(judged.keySet());
    List<String> differences = new ArrayList<>();
    judged.forEach(
        (who, values) -> differences.addAll(differences(who, values, computed.get(who))));
    assertThat(differences.stream().limit(MAX_TOLD)).isEmpty();
  }

  /** By user and second, in which all of a user's signal vectors have the same values. */
  private static Map<String, double[]> judged(List<LogRow> rows) {
    RuleSetTimeline timeline = new RuleSetTimeline();
    RuleText text = new RuleText("everything.yaml", RULE);
    CompiledRuleSet ruleSet = CompiledRuleSet.of(RuleSet.first(List.of(text), "test", "", 0));
    timeline.add(ruleSet);
    List<Integer> places = ruleSet.rules().get(0).places();
    Map<String, double[]> judged = new TreeMap<>();
    RuleReplayListener listener =
        new RuleReplayListener() {
          @Override
          public void evaluated(SignalVector vector, List<Hit> hits) {
            judged.put(
                vector.user() + " at " + vector.beatEndMillis() / 1_000,
                places.stream().mapToDouble(place -> vector.values()[place]).toArray());
          }
        };
    RuleReplay replay = new RuleReplay(timeline, LATENESS_MILLIS, listener);
    rows.forEach(row -> replay.take(row.toRiskEvent()));
    replay.finish(rows.get(rows.size() - 1).atMillis() + LATENESS_MILLIS);
    return judged;
  }

  private Map<String, double[]> computed(Jupyter jupyter) throws IOException, InterruptedException {
    Path notebooks = Path.of(System.getProperty("hongbao.root"), "notebooks");
    Path out = folder.resolve("signals.csv");
    Path log = folder.resolve("script.log");
    Map<String, String> environment =
        Map.of(
            "PYTHONPATH", notebooks.toString(),
            "RULE", Files.writeString(folder.resolve("everything.yaml"), RULE).toString(),
            "EXPORT", folder.resolve("show.csv").toString(),
            "OUT", out.toString());
    int status = Jupyter.await(jupyter.run(SCRIPT, environment, log));
    assertThat(status).as(Files.readString(log)).isZero();
    Map<String, double[]> computed = new TreeMap<>();
    for (String line : Files.readAllLines(out).stream().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      double[] values = new double[cells.length - 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(cells[i + 2]);
      }
      computed.put(cells[0] + " at " + cells[1], values);
    }
    return computed;
  }

  private static List<String> differences(String who, double[] judged, double[] computed) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < judged.length; i++) {
      boolean isSame =
          Double.compare(judged[i], computed[i]) == 0
              || Math.abs(judged[i] - computed[i]) <= PRECISION * Math.abs(judged[i]);
      if (!isSame) {
        differences.add(
            String.format(
                Locale.ROOT,
                "%s: signal %d is %s, computed %s",
                who,
                i + 1,
                judged[i],
                computed[i]));
      }
    }
    return differences;
  }
}
