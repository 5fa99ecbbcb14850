package io.hongbao.proof.trace;

import io.hongbao.domain.draw.ShakeId;
import java.util.List;

/**
 * What became of a shake.
 *
 * @param drawnAgain the outcome that drawing the log again gives, or why there is none
 * @param records first its own and its repeats in {@code shakes}, then {@code packets}, then {@code
 *     dead-letters}; at most {@link #MOST_RECORDS}
 * @param moreRecords how many there are besides
 */
public record ShakeWay(
    String show,
    int bucket,
    String user,
    ShakeId shakeId,
    String drawnAgain,
    List<RecordView> records,
    long moreRecords) {

  /** Phones and edges repeat a shake a few times; somebody who floods the log is cut short. */
  public static final int MOST_RECORDS = 200;

  public ShakeWay {
    records = List.copyOf(records);
  }
}
