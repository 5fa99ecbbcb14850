package io.hongbao.edge;

import java.util.List;

/** What keeps an edge's picture of the show and of verdicts up to date. */
interface Feeds extends AutoCloseable {

  /** The topics that have not been read to their end yet. */
  List<String> notCaughtUp();

  @Override
  void close();
}
