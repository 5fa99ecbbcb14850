package io.hongbao.ops;

import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What operators write behind {@code cue} and {@code mode}, whether Kafka is there or not. */
final class ShowArguments {

  private ShowArguments() {}

  /**
   * When a wave shall open.
   *
   * @throws ParameterException saying what is expected
   */
  static Cue cue(CommandSpec spec, String when) {
    try {
      return Cue.parse(when);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + when + "': expected +5s, -3s or now", e);
    }
  }

  /**
   * The mode of a number that operators may set, for a reason that fits.
   *
   * @throws ParameterException saying what is expected
   */
  static Mode mode(CommandSpec spec, int number, String reason) {
    if (number < 0 || number > Mode.CALM.number()) {
      throw new ParameterException(spec.commandLine(), "mode " + number + ": expected 0 to 3");
    }
    if (reason.length() > ModeRecord.MAX_REASON_LENGTH) {
      throw new ParameterException(
          spec.commandLine(),
          "--reason has "
              + reason.length()
              + " characters: expected at most "
              + ModeRecord.MAX_REASON_LENGTH);
    }
    return Mode.ofNumber(number);
  }
}
