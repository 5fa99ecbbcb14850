package io.hongbao.rehearsal.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Listed here so that people find it; the launcher runs Maven for it and never comes this far. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    customSynopsis = "./hongbao test [MAVEN-OPTION...]",
    description = {
      "Runs the whole test suite, or what Maven's options leave of it (-pl domain).",
      "Exit 1 if a test fails, 3 if the tests cannot be run."
    })
final class TestCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "tests are run by the launcher: ./hongbao test");
  }
}
