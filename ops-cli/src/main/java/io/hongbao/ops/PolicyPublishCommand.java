package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FileErrorFormatter;
import io.hongbao.files.OutputFile;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.resources.policy.SignedPolicy;
import io.hongbao.show.live.KafkaShowTopic;
import io.hongbao.show.policy.PolicyFile;
import io.hongbao.show.policy.PolicyPublisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs a policy and gives it to every edge. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Signs a policy with the key that signs plans, and gives it to every edge; phones that shake"
          + " have it within a turn.",
      "A version that is not newer than the one that is published is refused. With --out it is"
          + " written to DIR/policy.json, to be put behind any static server, and edges are told"
          + " nothing."
    })
final class PolicyPublishCommand implements Callable<Integer> {

  @Mixin private PolicyArgument argument;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the signed policy to DIR instead of giving it to edges.")
  private Path out;

  @Mixin private SystemOptions system;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PolicyFile.Reading reading = argument.read(spec.commandLine().getErr());
    if (reading.policy().isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    PhonePolicy policy = reading.policy().get();
    LocalKeys keys = LocalKeys.read(system.data());
    if (out != null) {
      return write(policy, keys);
    }
    try (KafkaShowTopic topic =
        KafkaShowTopic.open(system.kafka(), keys.signingKey(), keys.verifyingKey())) {
      SignedPolicy signed = new PolicyPublisher(topic, keys.signingKey()).publish(policy);
      return say("published: " + PolicyArgument.summary(signed.policy()));
    }
  }

  private int write(PhonePolicy policy, LocalKeys keys) {
    Path file = out.resolve(SignedPolicy.FILE);
    SignedPolicy signed = SignedPolicy.sign(policy, keys.signingKey()::sign);
    try {
      OutputFile.write(file, signed.document());
    } catch (IOException e) {
      throw new OperationFailedException(file + ": " + FileErrorFormatter.of(e), e);
    }
    return say("policy " + policy.version() + " is in " + file);
  }

  private int say(String line) {
    PrintWriter told = spec.commandLine().getOut();
    told.println(line);
    told.flush();
    return ExitStatus.OK;
  }
}
