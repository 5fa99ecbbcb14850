package io.hongbao.rules.cases;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.rules.cases.RuleCase.Expectation;
import io.hongbao.rules.model.VerdictSpec;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads whom a case expects to be hit, such as <code>{who: "u{n}", of: 6, by: 30s}</code>. */
final class ExpectationParser {

  private static final List<String> KEYS = List.of("who", "of", "level", "by");
  private static final long MAX_MILLIS = 24L * 60 * 60 * 1_000;

  private final VerdictSpec verdict;
  private final Problems problems;

  ExpectationParser(VerdictSpec verdict, Problems problems) {
    this.verdict = verdict;
    this.problems = problems;
  }

  List<Expectation> parse(Node node) {
    return YamlMapping.read(node, "expectation", KEYS, problems)
        .map(this::expectations)
        .orElse(List.of());
  }

  private List<Expectation> expectations(YamlMapping map) {
    Optional<String> who = map.value("who", StepParser::name);
    Optional<Integer> of = map.valueOr("of", 1, Scalars.whole(1, StepParser.MAX_POSTS));
    Optional<Long> by = map.valueOr("by", MAX_MILLIS, Scalars.millis(1, MAX_MILLIS));
    Optional<RiskLevel> level =
        map.valueOr(
            "level",
            verdict.level(),
            Scalars.oneOf(
                List.of(RiskLevel.values()), each -> each.name().toLowerCase(Locale.ROOT)));
    List<Expectation> expectations = new ArrayList<>();
    if (who.isPresent() && of.isPresent() && by.isPresent() && level.isPresent()) {
      for (int n = 1; n <= of.get(); n++) {
        String name = IpAddress.canonical(who.get().replace(CaseStep.NUMBER, Integer.toString(n)));
        expectations.add(new Expectation(name, level.get(), by.get()));
      }
    }
    return expectations;
  }
}
