package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import java.util.Objects;

/**
 * A control record of a show and bucket. Its sender signed it, and the signature was checked before
 * it came here.
 *
 * @param number 1, 2, 3 … within show and bucket, without a hole
 * @param fingerprint of the signed bytes: the same number with another fingerprint is a conflict
 * @param control what it says
 */
public record ControlRecord(
    String show, int bucket, long number, String fingerprint, Control control) {

  public ControlRecord {
    Names.requireId("show", show);
    if (bucket < 0 || bucket >= Terms.MAX_BUCKETS) {
      throw new IllegalArgumentException("bucket " + bucket + ": expected 0 or more");
    }
    if (number < 1) {
      throw new IllegalArgumentException("control number " + number + ": expected 1 or more");
    }
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(control, "control");
    if (control instanceof Terms terms && !terms.show().equals(show)) {
      throw new IllegalArgumentException("terms of show " + terms.show() + ": expected " + show);
    }
  }
}
