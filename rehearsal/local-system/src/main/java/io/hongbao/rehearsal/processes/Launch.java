package io.hongbao.rehearsal.processes;

import java.util.List;

/** How a part is started, the first time and after each death. */
@FunctionalInterface
public interface Launch {

  /**
   * Makes ready what the part needs in its folders and returns program and arguments. Called before
   * every start, when the former process has ended, by one thread at a time.
   */
  List<String> prepare();
}
