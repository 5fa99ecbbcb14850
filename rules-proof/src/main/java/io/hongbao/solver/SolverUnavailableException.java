package io.hongbao.solver;

/** The solver's native library does not run on this machine. */
public final class SolverUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  SolverUnavailableException(Throwable cause) {
    super("the solver does not run on this machine: " + cause.getMessage(), cause);
  }
}
