package io.hongbao.rules.file;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a signal, such as {@code {count: requests, by: user, window: 10s}}. */
final class SignalParser {

  private static final Map<String, Aggregate> BY_LABEL =
      Arrays.stream(Aggregate.values())
          .collect(Collectors.toMap(Aggregate::label, Function.identity()));
  private static final List<String> AGGREGATES =
      Arrays.stream(Aggregate.values()).map(Aggregate::label).toList();
  private static final List<String> KEYS =
      Stream.concat(AGGREGATES.stream(), Stream.of("by", "window")).toList();

  private final Problems problems;

  SignalParser(Problems problems) {
    this.problems = problems;
  }

  Optional<Signal> parse(String name, Node node) {
    return YamlMapping.read(node, "signal " + name, KEYS, problems)
        .flatMap(map -> signal(name, map));
  }

  private Optional<Signal> signal(String name, YamlMapping map) {
    Optional<Grouping> by = map.value("by", RuleKeywords.GROUPING);
    Optional<Long> window = map.value("window", SignalParser::window);
    List<String> named = map.keys().stream().filter(AGGREGATES::contains).toList();
    if (named.size() != 1) {
      problems.add(
          named.isEmpty() ? map.node() : map.place(named.get(1)),
          String.format(
              Locale.ROOT,
              "signal %s %s, expected one of %s",
              name,
              named.isEmpty() ? "has no aggregate" : "has two aggregates",
              String.join(", ", AGGREGATES)));
      return Optional.empty();
    }
    Aggregate aggregate = BY_LABEL.get(named.get(0));
    Optional<Measure> measure = map.value(named.get(0), RuleKeywords.measureOf(aggregate));
    if (by.isEmpty() || window.isEmpty() || measure.isEmpty()) {
      return Optional.empty();
    }
    if (measure.get().label().equals(by.get().label())) {
      problems.add(
          map.place("by"),
          String.format(
              Locale.ROOT,
              "distinct %s by %s is always 1, expected another grouping",
              measure.get().label(),
              by.get().label()));
      return Optional.empty();
    }
    return Optional.of(new Signal(aggregate, measure.get(), by.get(), window.get()));
  }

  private static long window(String text) {
    long millis =
        Scalars.millis(Signal.SHORTEST_WINDOW_MILLIS, Signal.LONGEST_WINDOW_MILLIS).parse(text);
    if (millis % Signal.SHORTEST_WINDOW_MILLIS != 0) {
      throw new IllegalArgumentException("expected whole seconds");
    }
    return millis;
  }
}
