package io.hongbao.ops;

import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.solver.ProofResult;
import io.hongbao.solver.ProofResult.Proved;
import io.hongbao.solver.ProofResult.Refuted;
import io.hongbao.solver.ProofResult.Unknown;
import io.hongbao.solver.RuleFindings;
import io.hongbao.solver.RuleProver;
import io.hongbao.solver.SolverUnavailableException;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Scalars;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands ask the solver about rules, and for how long. */
final class ProofOptions {

  private static final long LONGEST_MILLIS = 3_600_000;

  @Option(
      names = "--proof-limit",
      paramLabel = "LENGTH",
      defaultValue = "5s",
      description =
          "Longest time for each question to the solver; 0s asks it nothing (${DEFAULT-VALUE}).")
  private String limit;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Tells what is proved of rules and nobody can want; the number of warnings. */
  int warn(List<ParsedRule> rules) {
    PrintWriter err = spec.commandLine().getErr();
    try (Closing closing = open()) {
      if (closing.prover.isEmpty()) {
        return 0;
      }
      List<Problem> findings = RuleFindings.of(rules, closing.prover.get());
      findings.forEach(finding -> err.println(RulesArgument.asWarning(finding)));
      return findings.size();
    } finally {
      err.flush();
    }
  }

  /** Tells of each rule that is changed whom the new one finds and the old one does not. */
  void tellChanges(Optional<RuleSet> before, List<RuleText> after, PrintWriter out) {
    Map<String, ParsedRule> old = new LinkedHashMap<>();
    List<RuleText> published =
        before.map(RuleSet::texts).orElse(List.of()).stream().map(PublishedText::file).toList();
    RuleReader.readPublished(published).rules().forEach(rule -> old.put(rule.rule().id(), rule));
    List<ParsedRule> changed =
        RuleReader.readPublished(after).rules().stream()
            .filter(rule -> isOther(old.get(rule.rule().id()), rule))
            .toList();
    if (changed.isEmpty()) {
      return;
    }
    try (Closing closing = open()) {
      closing.prover.ifPresent(
          prover ->
              changed.forEach(
                  rule -> out.println(change(old.get(rule.rule().id()), rule, prover))));
    }
    out.flush();
  }

  private static boolean isOther(ParsedRule before, ParsedRule rule) {
    return before != null
        && !(before.rule().when().equals(rule.rule().when())
            && before.rule().signals().equals(rule.rule().signals()));
  }

  private static String change(ParsedRule before, ParsedRule rule, RuleProver prover) {
    ProofResult more = prover.implies(rule, before);
    ProofResult less = prover.implies(before, rule);
    if (more instanceof Proved && less instanceof Proved) {
      return rule.rule().id() + ": finds the same as before, whoever comes";
    }
    return rule.rule().id()
        + ": "
        + part(more, "finds whom it did not find before", "finds nobody new")
        + "; "
        + part(less, "no longer finds whom it found", "finds all whom it found");
  }

  /** Of the claim that there is nobody of a kind. */
  private static String part(ProofResult claim, String some, String nobody) {
    if (claim instanceof Refuted refuted) {
      return some + ", such as " + refuted.example();
    }
    return claim instanceof Unknown unknown
        ? "unknown whether it " + nobody + " (" + unknown.reason() + ")"
        : nobody;
  }

  /** The prover, if there is to be one; closes it. */
  private record Closing(Optional<RuleProver> prover) implements AutoCloseable {
    @Override
    public void close() {
      prover.ifPresent(RuleProver::close);
    }
  }

  private Closing open() {
    try {
      return new Closing(
          limitMillis() == 0
              ? Optional.empty()
              : Optional.of(new RuleProver(Duration.ofMillis(limitMillis()))));
    } catch (SolverUnavailableException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("warning: nothing is proved: " + e.getMessage());
      err.flush();
      return new Closing(Optional.empty());
    }
  }

  /** A prover for a command that is about nothing else. */
  RuleProver require() throws SolverUnavailableException {
    if (limitMillis() == 0) {
      throw new ParameterException(spec.commandLine(), "--proof-limit '0s': expected a limit");
    }
    return new RuleProver(Duration.ofMillis(limitMillis()));
  }

  private long limitMillis() {
    try {
      return limit.equals("0s") ? 0 : Scalars.millis(1, LONGEST_MILLIS).parse(limit);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--proof-limit '" + limit + "': " + e.getMessage(), e);
    }
  }
}
