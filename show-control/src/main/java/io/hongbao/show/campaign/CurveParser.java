package io.hongbao.show.campaign;

import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Curve.Step;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.NearNames;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.YamlMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads how a wave's packets are released: {@code curve}, and {@code steps} if it asks for them.
 */
final class CurveParser {

  private static final String STEPS = "steps";
  private static final List<String> CURVES = List.of("uniform", "ramp", STEPS);
  private static final List<String> STEP_KEYS = List.of("at", "share");
  private static final int MAX_STEPS = 1_000;

  private final long waveMillis;
  private final Problems problems;

  CurveParser(long waveMillis, Problems problems) {
    this.waveMillis = waveMillis;
    this.problems = problems;
  }

  /** The curve of a wave, uniform if it names none. */
  Optional<Curve> parse(YamlMapping wave) {
    Optional<String> name = wave.valueOr("curve", "uniform", CurveParser::curveName);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.get().equals(STEPS)) {
      return steps(wave);
    }
    if (wave.has(STEPS)) {
      problems.add(
          wave.place(STEPS), "steps: the curve is " + name.get() + ", expected 'curve: steps'");
    }
    return Optional.of(name.get().equals("ramp") ? new Curve.Ramp() : new Curve.Uniform());
  }

  private static String curveName(String text) {
    if (!CURVES.contains(text)) {
      throw new IllegalArgumentException("expected one of " + NearNames.listed(text, CURVES));
    }
    return text;
  }

  private Optional<Curve> steps(YamlMapping wave) {
    List<Node> nodes = wave.items(STEPS, MAX_STEPS);
    List<Step> steps = new ArrayList<>();
    for (Node node : nodes) {
      YamlMapping.read(node, "step", STEP_KEYS, problems)
          .flatMap(map -> step(map, steps))
          .ifPresent(steps::add);
    }
    if (nodes.isEmpty() || steps.size() < nodes.size()) {
      return Optional.empty();
    }
    BigDecimal sum = steps.stream().map(Step::share).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      problems.add(
          wave.place(STEPS), "steps: shares sum to " + sum.toPlainString() + ", expected 1");
      return Optional.empty();
    }
    return Optional.of(new Curve.Steps(steps));
  }

  private Optional<Step> step(YamlMapping map, List<Step> before) {
    Optional<Long> atMillis = map.value("at", text -> atMillis(text, before));
    Optional<BigDecimal> share = map.value("share", CurveParser::positiveShare);
    return atMillis.flatMap(at -> share.map(part -> new Step(at, part)));
  }

  private long atMillis(String text, List<Step> before) {
    long atMillis = DurationFormatter.parseMillis(text);
    if (atMillis >= waveMillis) {
      throw new IllegalArgumentException(
          "the wave is over by then, expected less than " + DurationFormatter.format(waveMillis));
    }
    if (!before.isEmpty() && atMillis <= before.get(before.size() - 1).atMillis()) {
      throw new IllegalArgumentException("expected steps in the order of their times");
    }
    return atMillis;
  }

  private static BigDecimal positiveShare(String text) {
    BigDecimal share = CampaignScalars.share(text);
    if (share.signum() == 0) {
      throw new IllegalArgumentException("expected a share above 0");
    }
    return share;
  }
}
