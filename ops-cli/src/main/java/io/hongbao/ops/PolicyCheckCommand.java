package io.hongbao.ops;

import io.hongbao.show.policy.PolicyFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells every problem of a policy file at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Reports every problem of a policy file; exits 1 if there is any.")
final class PolicyCheckCommand implements Callable<Integer> {

  @Mixin private PolicyArgument argument;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PolicyFile.Reading reading = argument.read(spec.commandLine().getErr());
    if (reading.policy().isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    spec.commandLine()
        .getOut()
        .println(argument.file() + ": fine. " + PolicyArgument.summary(reading.policy().get()));
    spec.commandLine().getOut().flush();
    return ExitStatus.OK;
  }
}
