package io.hongbao.rules.file;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.Scalars.ScalarParser;
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

/**
 * Reads a signal, such as {@code {count: requests, by: user, window: 10s}}. Two aggregates take
 * words of their own: {@code follows: {first: requests, then: packets, within: 2s}}, and {@code
 * neighbours: {by: device, of: users}}, which are a user's.
 */
final class SignalParser {

  private static final Map<String, Aggregate> BY_LABEL =
      Arrays.stream(Aggregate.values())
          .collect(Collectors.toMap(Aggregate::label, Function.identity()));
  private static final List<String> AGGREGATES =
      Arrays.stream(Aggregate.values()).map(Aggregate::label).toList();
  private static final List<String> KEYS =
      Stream.concat(AGGREGATES.stream(), Stream.of("by", "window")).toList();
  private static final List<String> SEQUENCE_KEYS = List.of("first", "then", "within");
  private static final List<String> NEIGHBOURS_KEYS = List.of("by", "of");

  private static final ScalarParser<Measure> EVENT =
      Scalars.oneOf(
          Arrays.stream(Measure.values()).filter(EventSequence::isEvent).toList(), Measure::label);
  private static final ScalarParser<Measure> SHARED =
      Scalars.oneOf(List.of(Measure.DEVICE_SHARERS, Measure.ADDRESS_SHARERS), Measure::label);
  private static final ScalarParser<String> USERS =
      Scalars.oneOf(List.of("users"), Function.identity());
  private static final ScalarParser<Grouping> USER =
      Scalars.oneOf(List.of(Grouping.USER), Grouping::label);

  private final Problems problems;

  SignalParser(Problems problems) {
    this.problems = problems;
  }

  Optional<Signal> parse(String name, Node node) {
    return YamlMapping.read(node, "signal " + name, KEYS, problems)
        .flatMap(map -> signal(name, map));
  }

  private Optional<Signal> signal(String name, YamlMapping map) {
    List<String> named = map.keys().stream().filter(AGGREGATES::contains).toList();
    boolean isOfNeighbours = named.equals(List.of(Aggregate.NEIGHBOURS.label()));
    Optional<Grouping> by =
        isOfNeighbours
            ? map.valueOr("by", Grouping.USER, USER)
            : map.value("by", RuleKeywords.GROUPING);
    Optional<Long> window = map.value("window", SignalParser::window);
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
    return switch (aggregate) {
      case FOLLOWS -> follows(map, by, window);
      case NEIGHBOURS -> neighbours(map, by, window);
      case COUNT, DISTINCT, SUM, AVG, MIN, MAX, STDDEV -> ofMeasure(aggregate, map, by, window);
    };
  }

  private Optional<Signal> ofMeasure(
      Aggregate aggregate, YamlMapping map, Optional<Grouping> by, Optional<Long> window) {
    Optional<Measure> measure = map.value(aggregate.label(), RuleKeywords.measureOf(aggregate));
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

  private Optional<Signal> follows(YamlMapping map, Optional<Grouping> by, Optional<Long> window) {
    Optional<YamlMapping> words = words(map, Aggregate.FOLLOWS, SEQUENCE_KEYS);
    Optional<Measure> first = words.flatMap(each -> each.value("first", EVENT));
    Optional<Measure> then = words.flatMap(each -> each.value("then", EVENT));
    Optional<Long> within =
        words.flatMap(
            each -> each.value("within", Scalars.millis(1, EventSequence.LONGEST_MILLIS)));
    if (by.isEmpty() || window.isEmpty() || first.isEmpty() || then.isEmpty() || within.isEmpty()) {
      return Optional.empty();
    }
    if (!Signal.fits(within.get(), window.get())) {
      problems.add(
          words.get().place("within"),
          String.format(
              Locale.ROOT,
              "within %s of a window of %s, expected at most half of it, and a window of 2s or"
                  + " more",
              DurationFormatter.format(within.get()),
              DurationFormatter.format(window.get())));
      return Optional.empty();
    }
    return Optional.of(
        Signal.follows(
            new EventSequence(first.get(), then.get(), within.get()), by.get(), window.get()));
  }

  private Optional<Signal> neighbours(
      YamlMapping map, Optional<Grouping> by, Optional<Long> window) {
    Optional<YamlMapping> words = words(map, Aggregate.NEIGHBOURS, NEIGHBOURS_KEYS);
    Optional<Measure> shared = words.flatMap(each -> each.value("by", SHARED));
    Optional<String> of = words.flatMap(each -> each.value("of", USERS));
    if (by.isEmpty() || window.isEmpty() || shared.isEmpty() || of.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Signal.neighbours(shared.get(), window.get()));
  }

  private Optional<YamlMapping> words(YamlMapping map, Aggregate aggregate, List<String> keys) {
    return map.node(aggregate.label())
        .flatMap(node -> YamlMapping.read(node, aggregate.label(), keys, problems));
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
