package io.hongbao.proof.trace;

import io.hongbao.domain.draw.ShakeId;
import java.util.List;

/**
 * What became of a shake.
 *
 * @param drawnAgain the outcome that drawing the log again gives, or why there is none
 * @param records first its own and its repeats in {@code shakes}, then {@code packets}, then {@code
 *     dead-letters}; at most {@link #MAX_RECORDS}
 * @param moreRecords how many there are besides
 */
public record ShakeTrace(
    String show,
    int bucket,
    String user,
    ShakeId shakeId,
    String drawnAgain,
    List<RecordView> records,
    long moreRecords) {

  /** Phones and edges repeat a shake a few times; somebody who floods the log is cut short. */
  public static final int MAX_RECORDS = 200;

  public ShakeTrace {
    records = List.copyOf(records);
  }
}
