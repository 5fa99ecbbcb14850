package io.hongbao.edge.show;

import io.hongbao.domain.draw.ShakeId;
import java.nio.charset.StandardCharsets;

/**
 * A turn with the texts that every answer about it repeats: thousands of users have the same turn
 * at the same time. Immutable.
 */
public final class PrerenderedTurn {

  private final ShakeId shakeId;
  private final long waveClosesAtMillis;
  private final String location;
  private final String jsonMember;
  private final byte[] pendingJson;

  PrerenderedTurn(ShakeId shakeId, long waveClosesAtMillis) {
    this.shakeId = shakeId;
    this.waveClosesAtMillis = waveClosesAtMillis;
    this.location = "/v1/shakes/" + shakeId;
    this.jsonMember = ",\"shakeId\":\"" + shakeId + '"';
    this.pendingJson = ("{" + jsonMember.substring(1) + "}").getBytes(StandardCharsets.US_ASCII);
  }

  public ShakeId shakeId() {
    return shakeId;
  }

  /** When its wave closes, epoch milliseconds. */
  public long waveClosesAtMillis() {
    return waveClosesAtMillis;
  }

  /** Where its answer can be looked up. */
  public String location() {
    return location;
  }

  /** The member {@code shakeId} of an answer, with the comma before it. */
  public String jsonMember() {
    return jsonMember;
  }

  /** What is said while the answer is not there: {@code {"shakeId":…}}. Not to be changed. */
  public byte[] pendingJson() {
    return pendingJson;
  }
}
