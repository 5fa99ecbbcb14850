package io.hongbao.solver;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import com.microsoft.z3.Z3Exception;
import io.hongbao.rules.condition.RuleFaultException;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.solver.FormulaFold.QuestionFormula;
import io.hongbao.solver.ProofResult.Proved;
import io.hongbao.solver.ProofResult.Refuted;
import io.hongbao.solver.ProofResult.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks the solver about rules, each question within a limit of time. Every example is put to the
 * evaluator before it is told. Not thread-safe; holds native memory until it is closed.
 */
public final class RuleProver implements AutoCloseable {

  /** Examples are looked for among small numbers first. */
  private static final List<Double> READABLE_LIMITS = List.of(100.0, 10_000.0);

  /** A part of the limit that each look for a readable example may take. */
  private static final int READABLE_SHARE = 4;

  private final int limitMillis;

  /** Of one question. */
  private Context context;

  /**
   * A prover.
   *
   * @param limit of each question, 1 ms or more
   * @throws SolverUnavailableException if there is no solver for this machine
   */
  public RuleProver(Duration limit) throws SolverUnavailableException {
    if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("limit " + limit + ": expected 1 ms or more");
    }
    this.limitMillis = (int) limit.toMillis();
    try {
      this.context = new Context();
    } catch (LinkageError | RuntimeException e) {
      throw new SolverUnavailableException(e);
    }
  }

  /** Whether a rule's condition never holds; the example is of when it does. */
  public ProofResult neverHolds(ParsedRule rule) {
    SignalScope scope = scope(List.of(rule));
    return refute(scope, holds(scope, rule), example -> holds(rule, example));
  }

  /** Whether it always holds. */
  public ProofResult alwaysHolds(ParsedRule rule) {
    SignalScope scope = scope(List.of(rule));
    return refute(scope, context.mkNot(holds(scope, rule)), example -> !holds(rule, example));
  }

  /** Whether it never divides by zero where that matters. */
  public ProofResult neverFails(ParsedRule rule) {
    SignalScope scope = scope(List.of(rule));
    return refute(scope, scope.question(rule).fault(), example -> answer(rule, example).isEmpty());
  }

  /** Whether it holds for the same values without a side of an {@code &&} or {@code ||}. */
  ProofResult isSameWithout(ParsedRule rule, int side) {
    SignalScope scope = scope(List.of(rule));
    FormulaFold fold = scope.fold(rule);
    QuestionFormula without = rule.condition().fold(new PartFold<>(fold, side));
    return refute(scope, context.mkXor(holds(scope, rule), fold.holds(without)), example -> true);
  }

  /** Whether the second holds wherever the first does. */
  public ProofResult implies(ParsedRule first, ParsedRule second) {
    SignalScope scope = scope(List.of(first, second));
    return refute(
        scope,
        context.mkAnd(holds(scope, first), context.mkNot(holds(scope, second))),
        example -> holds(first, example) && !holds(second, example));
  }

  /**
   * Begins a question. What the solver made of the last one is hundreds of megabytes at times, and
   * Java would not free it soon: its own heap hardly grows.
   */
  private SignalScope scope(List<ParsedRule> rules) {
    context.close();
    context = new Context();
    return SignalScope.of(context, rules);
  }

  private BoolExpr holds(SignalScope scope, ParsedRule rule) {
    return scope.fold(rule).holds(scope.question(rule));
  }

  private static boolean holds(ParsedRule rule, SignalValues example) {
    return answer(rule, example).orElse(false);
  }

  /** What the evaluator says; empty for a fault. */
  private static Optional<Boolean> answer(ParsedRule rule, SignalValues example) {
    try {
      return Optional.of(rule.condition().holds(SignalScope.valuesOf(rule, example)));
    } catch (RuleFaultException e) {
      return Optional.empty();
    }
  }

  /** Looks for values with which something is so; proved if there are none. */
  private ProofResult refute(
      SignalScope scope, BoolExpr wanted, Predicate<SignalValues> evaluator) {
    try {
      BoolExpr both = context.mkAnd(scope.bounds(), wanted);
      Solver solver = solver(limitMillis);
      solver.add(new BoolExpr[] {both});
      Status status = solver.check();
      if (status == Status.UNSATISFIABLE) {
        return new Proved();
      }
      if (status == Status.UNKNOWN) {
        return new Unknown(
            solver.getReasonUnknown().contains("timeout")
                    || solver.getReasonUnknown().contains("canceled")
                ? "the limit of time"
                : solver.getReasonUnknown());
      }
      SignalValues example = readable(scope, both).orElseGet(() -> scope.values(solver.getModel()));
      if (!evaluator.test(example)) {
        throw new IllegalStateException("the evaluator does not agree with " + example);
      }
      return new Refuted(example);
    } catch (Z3Exception e) {
      return new Unknown(String.valueOf(e.getMessage()));
    }
  }

  private Optional<SignalValues> readable(SignalScope scope, BoolExpr both) {
    for (double limit : READABLE_LIMITS) {
      Solver solver = solver(Math.max(1, limitMillis / READABLE_SHARE));
      solver.add(new BoolExpr[] {both, scope.readable(limit)});
      if (solver.check() == Status.SATISFIABLE) {
        return Optional.of(scope.values(solver.getModel()));
      }
    }
    return Optional.empty();
  }

  private Solver solver(int millis) {
    Solver solver = context.mkSolver("QF_FP");
    Params parameters = context.mkParams();
    parameters.add("timeout", millis);
    solver.setParameters(parameters);
    return solver;
  }

  @Override
  public void close() {
    context.close();
  }
}
