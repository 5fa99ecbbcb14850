package io.hongbao.show.load;

import io.hongbao.wire.records.PlanRecord;
import java.util.List;

/** The plans of all shows, as they stand in the compacted topic {@code show}. */
public interface ShowTopic extends AutoCloseable {

  /**
   * Every plan in its newest state, in the order in which they were staged.
   *
   * @throws LogUnavailableException if the log does not answer
   */
  List<PlanRecord> plans();

  /**
   * Appends a plan and returns when it is acknowledged. A plan that another has been staged before,
   * under the same show and number, is without effect: see {@link PlanTable}.
   *
   * @throws LogUnavailableException if the log does not acknowledge it
   */
  void append(PlanRecord plan);

  @Override
  void close();
}
