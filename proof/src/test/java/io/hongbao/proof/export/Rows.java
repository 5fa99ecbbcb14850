package io.hongbao.proof.export;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;

/** Rows for tests. */
public final class Rows {

  public static final long T0 = 1_802_003_400_000L;

  private Rows() {}

  /** A shake of turn 5 s after 5 s, so many repeats before it. */
  public static LogRow shake(
      long atMillis, String user, String device, String address, int repeats) {
    return new LogRow(
        LogRow.Kind.SHAKE,
        atMillis,
        atMillis - 3,
        1,
        atMillis - T0,
        "gala",
        new ShakeId("first", (int) ((atMillis - T0) / 5_000)),
        user,
        device,
        address,
        RiskLevel.NONE,
        repeats,
        false,
        "edge-1",
        new RowOutcome("MISS", "", "", 0));
  }

  static LogRow win(long atMillis, String user, String packetId, long amountFen) {
    return new LogRow(
        LogRow.Kind.WIN,
        atMillis,
        atMillis,
        2,
        9,
        "gala",
        new ShakeId("first", 0),
        user,
        "",
        "",
        RiskLevel.WATCH,
        0,
        false,
        "",
        new RowOutcome("PACKET", packetId, "cola", amountFen));
  }
}
