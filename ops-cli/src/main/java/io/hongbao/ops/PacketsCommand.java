package io.hongbao.ops;

import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Refuse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What finance does with single packets. */
@Command(
    name = "packets",
    mixinStandardHelpOptions = true,
    description = "Looks at a packet, and decides what is held.",
    subcommands = {PacketsShowCommand.class})
final class PacketsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected " + String.join(", ", spec.subcommands().keySet()));
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Has a held share paid: it is approved, which begins a new step with its own payout.",
        "Exit 1 if it is not held."
      })
  int release(@Mixin HeldShare held) {
    return held.decide(
        "is released",
        step -> new Approve(step.packetId(), step.share(), step.step(), held.note()));
  }

  @Command(
      name = "refuse",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Gives a held share back to its enterprise; if it is the winner's, with all shares that"
            + " nobody has taken.",
        "Exit 1 if it is not held."
      })
  int refuse(@Mixin HeldShare held) {
    return held.decide(
        "goes back", step -> new Refuse(step.packetId(), step.share(), step.step(), held.note()));
  }
}
