package io.hongbao.ops;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.ops.ExitStatus.CheckFailedException;
import io.hongbao.ops.money.PacketHistory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The share of a packet that is held, and who decides it, and why. */
final class HeldShare {

  private static final int MAX_AUTHOR_LENGTH = 128;
  private static final int MAX_WHY_LENGTH = 500;

  @Mixin private PacketArgument packet;

  @Option(
      names = "--share",
      paramLabel = "N",
      description = "Which share; if not given, the only one that is held. 0 is the winner's.")
  private Integer share;

  @Option(
      names = "--step",
      paramLabel = "N",
      description = {
        "Only if it is held at this step, as packets show says it.",
        "Without this option, at whichever it is held now."
      })
  private Integer step;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for those who ask later.")
  private String why;

  @Mixin private AuthorOption author;
  @Mixin private SystemOptions system;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** What decides a share that is held at a step. */
  interface Decision {
    PacketRecord of(ShareStep step);
  }

  Note note() {
    if (why.length() > MAX_WHY_LENGTH) {
      throw new ParameterException(
          command.commandLine(),
          "--why has " + why.length() + " characters: expected at most " + MAX_WHY_LENGTH);
    }
    return new Note(author.author(MAX_AUTHOR_LENGTH), why);
  }

  /** Appends the decision, and says what the log made of it. */
  int decide(String done, Decision decision) {
    String packetId = packet.packetId();
    Note note = note();
    try (PacketHistory history = PacketHistory.read(system.kafka(), packetId)) {
      ShareStep held = held(packetId, history.replay().packet(packetId));
      PacketDecision made = history.append(decision.of(held));
      if (made.effect() != Effect.CHANGED) {
        throw new CheckFailedException(
            "somebody else decided first: " + describe(held, made.after()));
      }
      PrintWriter out = command.commandLine().getOut();
      out.println(
          String.format(
              Locale.ROOT,
              "%s %s, by %s: %s",
              packetId,
              done,
              note.by(),
              describe(held, made.after())));
      made.instructions().forEach(it -> out.println("its payout is " + it.key()));
      out.flush();
      return ExitStatus.OK;
    }
  }

  private ShareStep held(String packetId, PacketState state) {
    if (state.won().isEmpty()) {
      throw new CheckFailedException("no packet " + packetId + " was won");
    }
    List<Integer> held =
        IntStream.range(0, state.shares().size())
            .filter(it -> state.shares().get(it).phase() == Phase.HELD)
            .boxed()
            .toList();
    if (share == null && held.size() > 1) {
      throw new ParameterException(
          command.commandLine(),
          "shares " + held + " of packet " + packetId + " are held: name one with --share");
    }
    int chosen = share != null ? share : held.isEmpty() ? 0 : held.get(0);
    if (chosen < 0 || chosen >= state.shares().size()) {
      throw new ParameterException(
          command.commandLine(),
          "--share is " + chosen + ", expected 0 to " + (state.shares().size() - 1));
    }
    ShareState is = state.shares().get(chosen);
    ShareStep found = new ShareStep(packetId, chosen, is.step());
    if (is.phase() != Phase.HELD || (step != null && step != is.step())) {
      throw new CheckFailedException(
          describe(found, state) + ", expected HELD" + (step == null ? "" : " at step " + step));
    }
    return found;
  }

  private static String describe(ShareStep at, PacketState state) {
    ShareState share = state.shares().get(at.share());
    String holder = state.holder(at.share());
    return String.format(
        Locale.ROOT,
        "share %d of packet %s, %s yuan%s, is %s at step %d",
        at.share(),
        at.packetId(),
        Yuan.format(state.won().orElseThrow().sharesFen().get(at.share())),
        holder.isEmpty() ? "" : " of " + holder,
        share.phase(),
        share.step());
  }
}
