package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.live.ActiveShows;
import io.hongbao.show.live.ShowOperator;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.ShowTable;
import io.hongbao.wire.records.OpRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which show a command is about, of which system, and who gives it. */
final class ShowOptions {

  @Option(
      names = "--show",
      paramLabel = "NAME",
      description =
          "The show; if not given, the live one on the air, else the only one that is staged, else"
              + " the last one that is over. A shadow show has to be named.")
  private String show;

  @Mixin private AuthorOption author;
  @Mixin private SystemOptions system;

  String author() {
    return author.author(OpRecord.MAX_AUTHOR_LENGTH);
  }

  /** Connects; the caller closes it. */
  ShowSystem open() {
    return ShowSystem.open(system.kafka(), keys());
  }

  LocalKeys keys() {
    return LocalKeys.read(system.data());
  }

  /** Does something to the show that is meant, or with it, on connections of its own. */
  <T> T operate(BiFunction<ShowOperator, ShowState, T> command) {
    try (ShowSystem connected = open()) {
      return command.apply(connected.operator(), show(connected));
    }
  }

  String kafka() {
    return system.kafka();
  }

  /**
   * The show that is meant.
   *
   * @throws OperationFailedException if there is none, or none is named and several are meant
   */
  ShowState show(ShowSystem connected) {
    return show(connected.topic().read(), connected.clock().millis());
  }

  /** The same, of shows that were read before. */
  ShowState show(ShowTable table, long nowMillis) {
    if (show != null) {
      ShowState named = table.show(show);
      if (named.ops().isEmpty()) {
        throw new OperationFailedException(
            "no show " + show + " is loaded: load it with ./hongbao campaign load FILE");
      }
      return named;
    }
    Optional<ShowState> onAir = ActiveShows.onAir(table, nowMillis);
    if (onAir.isPresent()) {
      return onAir.get();
    }
    List<ShowState> on = ActiveShows.at(table, nowMillis);
    Optional<ShowState> last =
        table.shows().stream()
            .filter(each -> each.kind().isLive() && each.inForce().isPresent())
            .reduce((before, next) -> next);
    if (on.isEmpty() && last.isPresent()) {
      return last.get();
    }
    if (on.size() != 1) {
      throw new OperationFailedException(
          on.isEmpty()
              ? "no show is on: name one with --show"
              : "several shows are staged: name one of "
                  + String.join(", ", on.stream().map(ShowState::show).toList())
                  + " with --show");
    }
    return on.get(0);
  }
}
