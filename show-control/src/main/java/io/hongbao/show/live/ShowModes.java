package io.hongbao.show.live;

import io.hongbao.domain.draw.Control;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.PublishSecrets;
import io.hongbao.wire.records.OpRecord.SetMode;
import io.hongbao.wire.records.OpRecord.Tell;
import io.hongbao.wire.records.PlanRecord;
import java.util.Locale;

/** Sets the modes of shows, the last of which stops them for good, and ends them. */
final class ShowModes {

  private final Waiting clock;
  private final Operations operations;
  private final NodeWatch nodes;

  ShowModes(Waiting clock, Operations operations, NodeWatch nodes) {
    this.clock = clock;
    this.operations = operations;
    this.nodes = nodes;
  }

  /** As {@link ShowOperator#mode} says. */
  ModeSet mode(String show, Mode mode, String reason, String author) {
    Operations.Done done =
        operations.perform(
            show,
            author,
            state -> {
              PlanStaging.requireInForce(state);
              if (state.mode() == Mode.ENDING) {
                throw new ShowRefusedException("show " + show + " is being ended: it has no mode");
              }
              return new SetMode(mode, reason);
            });
    return new ModeSet(done.op(), nodes.awaitMode(done.state(), done.op().number()));
  }

  /** As {@link ShowOperator#end} says. */
  OpRecord end(String show, String author) {
    return operations
        .perform(
            show,
            author,
            state -> {
              PlanRecord plan = PlanStaging.requireInForce(state);
              if (state.hasEnded()) {
                throw new ShowRefusedException("show " + show + " has ended before");
              }
              long overAtMillis =
                  state.mode() == Mode.ENDING
                      ? endsAtMillis(state)
                      : ActiveShows.overAtMillis(plan);
              if (clock.millis() < overAtMillis) {
                throw new ShowRefusedException(
                    String.format(
                        Locale.ROOT,
                        "turns of show %s may be named until %s: end it then, or at once with --now",
                        show,
                        Times.of(plan.campaign(), overAtMillis)));
              }
              return new Tell(new Control.End());
            })
        .op();
  }

  /** From when on nothing can be on its way any more in a show that is being ended. */
  private static long endsAtMillis(ShowState state) {
    long sinceMillis =
        state.modeRecord().flatMap(mode -> state.op(mode.opNumber())).orElseThrow().atMillis();
    return sinceMillis + ActiveShows.quietMillis(PlanStaging.requireInForce(state));
  }

  /** As {@link ShowOperator#stopEdges} says. */
  ModeSet stopEdges(String show, boolean force, String author) {
    ShowState state = operations.complete(show);
    ModeSet stopped;
    if (state.mode() == Mode.ENDING) {
      OpRecord op = state.op(state.modeRecord().orElseThrow().opNumber()).orElseThrow();
      stopped = new ModeSet(op, nodes.awaitMode(state, op.number()));
    } else {
      stopped = mode(show, Mode.ENDING, "the show ends", author);
    }
    if (!stopped.behind().isEmpty() && !force) {
      throw new ShowRefusedException(
          "still taking or sending shakes: "
              + String.join(", ", stopped.behind())
              + "; repeat the command, or pass them over with --force");
    }
    clock.sleep(endsAtMillis(operations.complete(show)) - clock.millis());
    return stopped;
  }

  /** As {@link ShowOperator#publish} says. */
  OpRecord publish(String show, String author) {
    return operations
        .perform(
            show,
            author,
            state -> {
              if (!state.hasEnded()) {
                throw new ShowRefusedException(
                    "show " + show + " has not ended: its secrets are kept until then");
              }
              return new PublishSecrets();
            })
        .op();
  }
}
