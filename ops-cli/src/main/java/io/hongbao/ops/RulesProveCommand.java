package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.solver.ProofResult;
import io.hongbao.solver.ProofResult.Proved;
import io.hongbao.solver.ProofResult.Refuted;
import io.hongbao.solver.ProofResult.Unknown;
import io.hongbao.solver.RuleProver;
import io.hongbao.solver.SolverUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves how the conditions of two rules relate. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proves that wherever one rule's condition holds another's does, or that they hold for the"
          + " same, whatever traffic there is; else shows an example.",
      "Exit 1 if it is not so, 3 if that is not known within the limit."
    })
final class RulesProveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A rule file.")
  private Path file;

  @ArgGroup(multiplicity = "1")
  private Claim claim;

  @Mixin private ProofOptions proofs;

  @Spec private CommandSpec spec;

  /** What is claimed of the rule. */
  private static final class Claim {
    @Option(
        names = "--implies",
        paramLabel = "OTHER",
        description = "Whoever the rule finds, the rule in OTHER finds too.")
    private Path implied;

    @Option(
        names = "--equals",
        paramLabel = "OTHER",
        description = "The rule finds the same as the rule in OTHER.")
    private Path equal;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    boolean isEqual = claim.implied == null;
    RulesWithCases first = RulesWithCases.read(List.of(file));
    RulesWithCases second = RulesWithCases.read(List.of(isEqual ? claim.equal : claim.implied));
    for (RulesWithCases read : List.of(first, second)) {
      if (!read.problems().isEmpty()) {
        RulesArgument.tell(read, err);
        return ExitStatus.of(read.problems());
      }
    }
    return prove(only(first, file), only(second, isEqual ? claim.equal : claim.implied), isEqual);
  }

  private static ParsedRule only(RulesWithCases read, Path path) {
    if (read.reading().rules().size() != 1) {
      throw new OperationFailedException(
          path + ": " + read.reading().rules().size() + " rules, expected the file of one rule");
    }
    return read.reading().rules().get(0);
  }

  private int prove(ParsedRule first, ParsedRule second, boolean isEqual) {
    try (RuleProver prover = proofs.require()) {
      int status = tell(first, second, prover.implies(first, second));
      return isEqual
          ? Math.max(status, tell(second, first, prover.implies(second, first)))
          : status;
    } catch (SolverUnavailableException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  private int tell(ParsedRule first, ParsedRule second, ProofResult result) {
    PrintWriter out = spec.commandLine().getOut();
    String claimed = first.rule().id() + " implies " + second.rule().id();
    int status;
    if (result instanceof Proved) {
      out.println(claimed + ": proved");
      status = ExitStatus.OK;
    } else if (result instanceof Refuted refuted) {
      out.println(claimed + ": no, as with " + refuted.example());
      status = ExitStatus.CHECK_FAILED;
    } else {
      out.println(claimed + ": unknown (" + ((Unknown) result).reason() + ")");
      status = ExitStatus.NOT_DONE;
    }
    out.flush();
    return status;
  }
}
