package io.hongbao.rehearsal.docker;

import java.util.List;

/** One thing that must be true of the compose file and of what it names. */
@FunctionalInterface
interface Check {

  /** What is wrong, a sentence each. */
  List<String> problems(Compose compose);
}
