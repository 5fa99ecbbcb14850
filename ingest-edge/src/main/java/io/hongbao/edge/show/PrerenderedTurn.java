package io.hongbao.edge.show;

import io.hongbao.domain.draw.ShakeId;
import java.nio.charset.StandardCharsets;

/**
 * A turn with the texts that every answer about it repeats: thousands of users have the same turn
 * at the same time. Immutable.
 */
public final class PrerenderedTurn {

  private final ShakeId shakeId;
  private final String location;
  private final String jsonStart;
  private final byte[] pendingJson;

  PrerenderedTurn(ShakeId shakeId) {
    this.shakeId = shakeId;
    this.location = "/v1/shakes/" + shakeId;
    this.jsonStart = "{\"shakeId\":\"" + shakeId + '"';
    this.pendingJson = (jsonStart + '}').getBytes(StandardCharsets.US_ASCII);
  }

  public ShakeId shakeId() {
    return shakeId;
  }

  /** Where its answer can be looked up. */
  public String location() {
    return location;
  }

  /** An answer's first member, with the brace before it and without the comma behind it. */
  public String jsonStart() {
    return jsonStart;
  }

  /** What is said while the answer is not there: {@code {"shakeId":…}}. Not to be changed. */
  public byte[] pendingJson() {
    return pendingJson;
  }
}
