package io.hongbao.ops;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Control.BeaconValue;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.show.campaign.InstantText;
import io.hongbao.show.live.Activation;
import io.hongbao.show.live.ModeSet;
import io.hongbao.show.live.PlanDiff;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.show.live.ShowOperator.Told;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.Times;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What operators do while a show runs. Every command first completes what was left half done. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Operates the show that is on: plans, cues, pauses, modes, its end.",
    subcommands = {
      ShowStageCommand.class,
      ShowStatusCommand.class,
      ShowExportCommand.class,
      ShowEndCommand.class,
      ShowEnvelopeCommand.class
    })
final class ShowCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "expected stage, diff, approve, activate, cue, pause, resume, mode, status, forget, carry,"
            + " beacon, export, end, verify-lottery, envelope or approver-key");
  }

  /** What the staged plan changes. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Says in plain words what the staged plan changes of the plan in force.")
  int diff(@Mixin ShowOptions options) {
    return options.operate((operator, state) -> diff(state));
  }

  private int diff(ShowState state) {
    PlanRecord staged = state.requireStaged();
    Optional<PlanRecord> inForce = state.inForce();
    if (inForce.isEmpty()) {
      return say("plan %d is the show's first: nothing is in force yet", staged.number());
    }
    say("plan %d -> plan %d", inForce.get().number(), staged.number());
    return say(PlanDiff.lines(inForce.get().campaign(), staged.campaign()));
  }

  /** Another person's word. */
  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Approves a staged plan; another person than its author must do so.")
  int approve(
      @Parameters(paramLabel = "PLAN", description = "The number of the staged plan.") long plan,
      @Mixin ShowOptions options) {
    return options.operate(
        (operator, state) -> {
          OpRecord op = operator.approve(state.show(), plan, options.author());
          return say("plan %d of show %s is approved by %s", plan, op.show(), op.author());
        });
  }

  /** Makes a second person's keys. */
  @Command(
      name = "approver-key",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Makes the approver's keys: approver.key signs envelopes and is for the approver alone;"
            + " approver.pub checks them, and where DIR/keys or HONGBAO_APPROVER_KEY has it, every"
            + " show needs an envelope."
      })
  int approverKey(
      @Option(
              names = "--out",
              paramLabel = "DIR",
              required = true,
              description = "The folder; keys that are there are never replaced.")
          Path folder) {
    LocalKeys.makeApprover(folder);
    return say("keys of an approver are in %s: approver.key and approver.pub", folder);
  }

  /** Puts the staged plan in force. */
  @Command(
      name = "activate",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Puts the staged plan in force: its records go to every bucket, then its activation, then"
            + " edges follow it.",
        "It is refused while an edge has not acknowledged the plan."
      })
  int activate(
      @Option(
              names = "--at",
              paramLabel = "INSTANT",
              description =
                  "From when it counts: now+10s, 2027-02-05T20:30:00 in the show's zone, or with"
                      + " +08:00 behind it; the earliest moment allowed if not given.")
          String at,
      @Option(
              names = "--force",
              description =
                  "Passes over edges that have not acknowledged the plan; the log keeps it.")
          boolean force,
      @Mixin ShowOptions options) {
    return options.operate(
        (operator, state) -> {
          OptionalLong atMillis = instant("--at", at, state.requireStaged());
          return say(operator.activate(state.show(), atMillis, force, options.author()));
        });
  }

  /** Moves a wave. */
  @Command(
      name = "cue",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Moves a wave that has not opened; it keeps its length.",
        "+5s and -3s count from its planned opening; now opens it as soon as every edge can know."
      })
  int cue(
      @Parameters(index = "0", paramLabel = "WAVE", description = "The wave.") String wave,
      @Parameters(
              index = "1",
              paramLabel = "+5s|-3s|now",
              description = "By how much later or earlier, or now.")
          String when,
      @Option(names = "--force", description = "Passes over edges that do not acknowledge it.")
          boolean force,
      @Mixin ShowOptions options) {
    Cue cue = ShowArguments.cue(spec, when);
    return options.operate(
        (operator, state) -> {
          Activation activation = operator.cue(state.show(), wave, cue, force, options.author());
          Campaign campaign = activation.plan().campaign();
          long opensAtMillis = campaign.wave(wave).orElseThrow().schedule().opensAtMillis();
          say("wave %s opens at %s", wave, Times.of(campaign, opensAtMillis));
          return say(activation);
        });
  }

  /** The wave that is paused or resumed, and from when. */
  static final class PauseArguments {

    @Parameters(paramLabel = "WAVE", description = "The wave.")
    private String wave;

    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        description = "From when; a second from now if not given.")
    private String at;
  }

  /** Pauses a wave. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Pauses a wave: a turn that starts in the pause never wins.")
  int pause(@Mixin PauseArguments pause, @Mixin ShowOptions options) {
    return pause(pause, true, options);
  }

  /** Ends a pause. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Ends the pause of a wave.")
  int resume(@Mixin PauseArguments pause, @Mixin ShowOptions options) {
    return pause(pause, false, options);
  }

  private int pause(PauseArguments pause, boolean paused, ShowOptions options) {
    return options.operate(
        (operator, state) -> {
          PlanRecord plan = state.inForce().or(state::staged).orElseThrow();
          OptionalLong atMillis = instant("--at", pause.at, plan);
          Told told = operator.pause(state.show(), pause.wave, paused, atMillis, options.author());
          say(
              "wave %s is %s from %s",
              pause.wave,
              paused ? "paused" : "resumed",
              Times.of(plan.campaign(), told.atMillis()));
          told.lateBuckets()
              .forEach(
                  (bucket, lateMillis) ->
                      say(
                          "bucket %d heard of it %d ms late: turns that it had decided keep their"
                              + " outcome",
                          bucket, lateMillis));
          return ExitStatus.OK;
        });
  }

  /** Sets the mode. */
  @Command(
      name = "mode",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Sets how edges treat shakes.",
        "0 all are taken; 1 phones are told to shake half as often; 2 half of the turns are taken,"
            + " the others hear BUSY; 3 all hear BUSY. Decided answers stay readable."
      })
  int mode(
      @Parameters(paramLabel = "0-3", description = "The mode.") int number,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why, kept in the log.")
          String reason,
      @Mixin ShowOptions options) {
    Mode mode = ShowArguments.mode(spec, number, reason);
    return options.operate(
        (operator, state) -> {
          ModeSet set = operator.mode(state.show(), mode, reason, options.author());
          say("show %s is in mode %d: %s", state.show(), number, reason);
          if (!set.behind().isEmpty()) {
            say(
                "not followed within %d s by %s",
                ShowSettings.MAX_ACK_WAIT_MILLIS / 1000, String.join(", ", set.behind()));
            return ExitStatus.NOT_DONE;
          }
          return ExitStatus.OK;
        });
  }

  /** Takes a node out of those that count. */
  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Takes a node out of those whose acknowledgements count, until it is heard again.")
  int forget(
      @Parameters(paramLabel = "NODE", description = "As show status names it.") String node,
      @Mixin ShowOptions options) {
    return options.operate(
        (operator, state) -> {
          operator.forget(state.show(), node, options.author());
          return say("node %s does not count any more", node);
        });
  }

  /** Moves what is left of closed waves. */
  @Command(
      name = "carry",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Moves the packets that closed waves have left into the waves that carry from them"
            + " (carry: WAVE in the campaign file), as far as that is due:",
        "four turns and 10 s after the close, when nothing of the wave can be on its way any more."
      })
  int carry(@Mixin ShowOptions options) {
    return options.operate(
        (operator, before) -> {
          List<Control.Carry> carried = operator.carry(before.show(), options.author());
          carried.forEach(
              carry ->
                  say("what wave %s had left is in wave %s", carry.fromWaveId(), carry.toWaveId()));
          ShowState state = operator.complete(before.show());
          OptionalLong next = operator.nextCarryAtMillis(state);
          if (next.isPresent()) {
            Campaign campaign = state.inForce().orElseThrow().campaign();
            say("the next is due at %s", Times.of(campaign, next.getAsLong()));
          } else if (carried.isEmpty()) {
            say("nothing is left to carry");
          }
          return ExitStatus.OK;
        });
  }

  /** Tells what a public beacon said. */
  @Command(
      name = "beacon",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Tells every bucket the value of the public beacon that a wave waits for.",
        "Where the value comes from is for everybody to compare: round and chain stand in the plan."
      })
  int beacon(
      @Parameters(paramLabel = "WAVE", description = "The wave.") String wave,
      @Option(
              names = "--value",
              paramLabel = "FILE|HEX",
              description = "The value as hex digits, or a file that holds them.")
          String value,
      @Option(
              names = "--failed",
              description = "The round did not appear: the next one takes its place.")
          boolean failed,
      @Mixin ShowOptions options) {
    if (failed == (value != null)) {
      throw new ParameterException(spec.commandLine(), "expected --value or --failed");
    }
    Optional<BeaconValue> read = Optional.ofNullable(value).map(this::beaconValue);
    return options.operate(
        (operator, state) -> {
          Control.Beacon beacon = operator.beacon(state.show(), wave, read, options.author());
          return say(
              "wave %s: round %d %s",
              wave, beacon.round(), read.isPresent() ? "is its lottery's other half" : "failed");
        });
  }

  private BeaconValue beaconValue(String text) {
    try {
      Path file = Path.of(text);
      String hex = Files.isRegularFile(file) ? Files.readString(file) : text;
      return new BeaconValue(hex.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--value: " + e.getMessage(), e);
    }
  }

  /** Recomputes a user's turns. */
  @Command(
      name = "verify-lottery",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Recomputes what the lottery of a wave says of every turn of a user, from the secret that"
            + " was published when the show ended.",
        "A passing turn wins unless a limit, a verdict, a pause or the release of packets is"
            + " against it."
      })
  int verifyLottery(
      @Option(names = "--user", paramLabel = "USER", required = true, description = "The user.")
          String user,
      @Option(names = "--wave", paramLabel = "WAVE", required = true, description = "The wave.")
          String wave,
      @Mixin ShowOptions options) {
    return options.operate((operator, state) -> say(LotteryReport.of(state, wave, user)));
  }

  private OptionalLong instant(String option, String text, PlanRecord plan) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          InstantText.parseMillis(text, ZoneId.of(plan.campaign().timeZone()), Instant.now()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), option + " '" + text + "': " + e.getMessage(), e);
    }
  }

  private int say(Activation activation) {
    if (!activation.behind().isEmpty()) {
      say("not acknowledged by %s: passed over", String.join(", ", activation.behind()));
    }
    return say(
        "plan %d of show %s counts from %s",
        activation.plan().number(),
        activation.plan().show(),
        Times.of(activation.plan().campaign(), activation.atMillis()));
  }

  private int say(String format, Object... values) {
    return say(List.of(String.format(Locale.ROOT, format, values)));
  }

  private int say(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return ExitStatus.OK;
  }
}
