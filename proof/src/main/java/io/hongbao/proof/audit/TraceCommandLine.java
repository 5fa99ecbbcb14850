package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.files.ShellWord;

/**
 * The command lines that show what a breach is about, to be typed as they stand. Names come from
 * records that anybody may have written, so each is one word to the shell.
 */
final class TraceCommandLine {

  private static final String TRACE = "./hongbao trace ";

  private TraceCommandLine() {}

  /** Shows one record. */
  static String at(RecordPosition position) {
    return TRACE + "--at " + position;
  }

  /** Shows a shake's way. */
  static String way(String show, String user, ShakeId shakeId) {
    return TRACE + shakeId + " --user=" + ShellWord.of(user) + " --show=" + ShellWord.of(show);
  }
}
