package io.hongbao.rehearsal.rundown;

import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.rundown.Order.Activate;
import io.hongbao.rehearsal.rundown.Order.AnswersWithin;
import io.hongbao.rehearsal.rundown.Order.AuditPasses;
import io.hongbao.rehearsal.rundown.Order.ChangeMode;
import io.hongbao.rehearsal.rundown.Order.ChangeRate;
import io.hongbao.rehearsal.rundown.Order.CueWave;
import io.hongbao.rehearsal.rundown.Order.EndShow;
import io.hongbao.rehearsal.rundown.Order.PartSignal;
import io.hongbao.rehearsal.rundown.Order.PauseWave;
import io.hongbao.rehearsal.rundown.Order.SignalPart;
import io.hongbao.rehearsal.rundown.Order.StageFile;
import io.hongbao.rehearsal.rundown.Order.WaveCondition;
import io.hongbao.rehearsal.rundown.Order.WaveIs;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.NearNames;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.Scalars.ScalarParser;
import io.hongbao.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the steps of a script, one after the other. */
final class StepReader {

  /** Of the name of a campaign file, here and at the head of a script. */
  static final int MAX_FILE_NAME_LENGTH = 200;

  /** The longest script. */
  private static final Duration MAX_LENGTH = Duration.ofHours(12);

  private static final List<String> ORDERS =
      List.of(
          "stage",
          "activate",
          "cue",
          "pause",
          "resume",
          "mode",
          "rate",
          "kill",
          "stop",
          "go-on",
          "end",
          "expect");

  private static final Pattern TIMES = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]{1,3})?)x");
  private static final Duration DEFAULT_WITHIN = Duration.ofSeconds(30);
  private static final Duration MAX_WAIT_FOR_WAVE = Duration.ofMinutes(10);
  private static final int MAX_MODE = ModeRecord.Mode.CALM.number();

  private final int ratePerSecond;
  private final List<String> parts;
  private final Function<String, Path> campaigns;
  private final Problems problems;
  private final Map<Node, String> wavesNamed = new HashMap<>();
  private Optional<Duration> lastAt = Optional.empty();
  private boolean audited;

  /**
   * A reader.
   *
   * @param ratePerSecond what {@code 2x} is twice of
   * @param parts that can be killed
   * @param campaigns gives the path of a campaign file by its name
   */
  StepReader(
      int ratePerSecond, List<String> parts, Function<String, Path> campaigns, Problems problems) {
    this.ratePerSecond = ratePerSecond;
    this.parts = parts;
    this.campaigns = campaigns;
    this.problems = problems;
  }

  /** The next step; empty if there was a problem, which is then told. */
  Optional<RundownStep> read(Node node) {
    List<String> keys = new ArrayList<>(ORDERS);
    keys.add(0, "at");
    Optional<YamlMapping> step = YamlMapping.read(node, "step", keys, problems);
    if (step.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> at =
        step.get().value("at", Scalars.millis(0, MAX_LENGTH.toMillis())).map(Duration::ofMillis);
    at.ifPresent(time -> requireOrder(step.get(), time));
    List<String> orders = step.get().keys().stream().filter(ORDERS::contains).toList();
    if (orders.isEmpty()) {
      // What was meant stands under a key that is told already, if there is one.
      if (node instanceof MappingNode mapping
          && mapping.getValue().size() == step.get().keys().size()) {
        problems.add(node, "step does nothing, expected one of " + String.join(", ", ORDERS));
      }
      return Optional.empty();
    }
    if (orders.size() > 1) {
      problems.add(node, "step has " + String.join(" and ", orders) + ", expected one of them");
      return Optional.empty();
    }
    if (audited) {
      problems.add(
          node, "step after the audit: the audit ends the audience, expected it in the last step");
    }
    Optional<Order> order = order(step.get(), orders.get(0));
    return at.isEmpty() ? Optional.empty() : order.map(it -> new RundownStep(at.get(), it));
  }

  /** Tells waves that were named and are in no campaign of the script. */
  void requireWaves(Collection<String> known, boolean campaignsAreRight) {
    if (!campaignsAreRight) {
      return;
    }
    wavesNamed.forEach(
        (place, wave) -> {
          if (!known.contains(wave)) {
            problems.add(
                place,
                "wave '"
                    + wave
                    + "' is in no campaign of this rundown, expected one of "
                    + NearNames.listed(wave, known));
          }
        });
  }

  private void requireOrder(YamlMapping step, Duration at) {
    if (lastAt.isPresent() && at.compareTo(lastAt.get()) < 0) {
      problems.add(
          step.place("at"),
          "at "
              + DurationFormatter.format(at.toMillis())
              + " stands after "
              + DurationFormatter.format(lastAt.get().toMillis())
              + ", expected the steps in the order of their times");
    }
    lastAt = Optional.of(at);
  }

  private Optional<Order> order(YamlMapping step, String key) {
    return switch (key) {
      case "stage" ->
          step.value(key, Scalars.text(MAX_FILE_NAME_LENGTH))
              .map(name -> new StageFile(campaigns.apply(name)));
      case "activate" -> mapping(step, key, List.of()).map(it -> new Activate());
      case "cue" -> mapping(step, key, List.of("wave", "by")).flatMap(this::cue);
      case "pause" -> wave(step, key).map(wave -> new PauseWave(wave, true));
      case "resume" -> wave(step, key).map(wave -> new PauseWave(wave, false));
      case "mode" -> mapping(step, key, List.of("number", "reason")).flatMap(StepReader::mode);
      case "rate" -> step.value(key, this::rate).map(ChangeRate::new);
      case "kill" -> part(step, PartSignal.KILL);
      case "stop" -> part(step, PartSignal.STOP);
      case "go-on" -> part(step, PartSignal.GO_ON);
      case "end" ->
          step.value(key, Scalars.oneOf(List.of("now"), word -> word)).map(now -> new EndShow());
      case "expect" ->
          mapping(step, key, List.of("wave", "is", "p99_below", "within", "audit"))
              .flatMap(this::expectation);
      default -> throw new IllegalArgumentException(key + ": expected one of " + ORDERS);
    };
  }

  private Optional<YamlMapping> mapping(YamlMapping step, String key, List<String> keys) {
    return step.node(key).flatMap(node -> YamlMapping.read(node, key, keys, problems));
  }

  private Optional<String> wave(YamlMapping mapping, String key) {
    Optional<String> wave = mapping.value(key, Scalars::id);
    wave.ifPresent(id -> wavesNamed.put(mapping.place(key), id));
    return wave;
  }

  private Optional<Order> cue(YamlMapping cue) {
    Optional<String> wave = wave(cue, "wave");
    Optional<Cue> by = cue.value("by", Cue::parse);
    return wave.isEmpty()
        ? Optional.empty()
        : by.map(parsed -> new CueWave(wave.get(), parsed.shiftMillis()));
  }

  private static Optional<Order> mode(YamlMapping mode) {
    Optional<Integer> number = mode.value("number", Scalars.whole(0, MAX_MODE));
    Optional<String> reason = mode.value("reason", Scalars.text(ModeRecord.MAX_REASON_LENGTH));
    return number.isEmpty()
        ? Optional.empty()
        : reason.map(text -> new ChangeMode(number.get(), text));
  }

  private int rate(String text) {
    Matcher times = TIMES.matcher(text);
    if (!times.matches()) {
      return Scalars.whole(1, AudienceSettings.MAX_RATE).parse(text);
    }
    long perSecond = Math.round(Double.parseDouble(times.group(1)) * ratePerSecond);
    if (perSecond < 1 || perSecond > AudienceSettings.MAX_RATE) {
      throw new IllegalArgumentException(
          perSecond + " shakes a second, expected 1 to " + AudienceSettings.MAX_RATE);
    }
    return (int) perSecond;
  }

  private Optional<Order> part(YamlMapping step, PartSignal signal) {
    ScalarParser<String> parser = Scalars.oneOf(parts, part -> part);
    return step.value(signal.word(), parser).map(part -> new SignalPart(signal, part));
  }

  private Optional<Order> expectation(YamlMapping expect) {
    if (expect.has("wave") || expect.has("is")) {
      return alone(expect, "wave", "is", "within") ? waveIs(expect) : Optional.empty();
    }
    if (expect.has("p99_below")) {
      return alone(expect, "p99_below", "within") ? answersWithin(expect) : Optional.empty();
    }
    if (expect.has("audit")) {
      audited = true;
      return alone(expect, "audit")
          ? expect
              .value("audit", Scalars.oneOf(List.of("passes"), word -> word))
              .map(passes -> new AuditPasses())
          : Optional.empty();
    }
    problems.add(expect.node(), "expect: expected wave and is, p99_below, or audit");
    return Optional.empty();
  }

  private boolean alone(YamlMapping expect, String... keys) {
    for (String each : expect.keys()) {
      if (!List.of(keys).contains(each)) {
        problems.add(
            expect.place(each),
            "expect has " + keys[0] + " and " + each + ", expected a step for each");
        return false;
      }
    }
    return true;
  }

  private Optional<Order> waveIs(YamlMapping expect) {
    Optional<String> wave = wave(expect, "wave");
    Optional<WaveCondition> condition =
        expect.value("is", Scalars.oneOf(List.of(WaveCondition.values()), WaveCondition::word));
    Optional<Long> within =
        expect.valueOr("within", 0L, Scalars.millis(0, MAX_WAIT_FOR_WAVE.toMillis()));
    return wave.isEmpty() || within.isEmpty()
        ? Optional.empty()
        : condition.map(it -> new WaveIs(wave.get(), it, Duration.ofMillis(within.get())));
  }

  private static Optional<Order> answersWithin(YamlMapping expect) {
    Optional<Long> p99 = expect.value("p99_below", Scalars.millis(1, 600_000));
    Optional<Long> within =
        expect.valueOr(
            "within",
            DEFAULT_WITHIN.toMillis(),
            Scalars.millis(1_000, RecentAnswers.MAX_KEPT.toMillis()));
    return p99.isEmpty()
        ? Optional.empty()
        : within.map(
            span -> new AnswersWithin(Duration.ofMillis(p99.get()), Duration.ofMillis(span)));
  }
}
