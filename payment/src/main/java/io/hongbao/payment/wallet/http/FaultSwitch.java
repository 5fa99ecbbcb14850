package io.hongbao.payment.wallet.http;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The faults in force, and the chance that deals them out. Thread-safe. */
final class FaultSwitch {

  private static final byte[][] GARBAGE = {
    "<html><body>502 Bad Gateway</body></html>".getBytes(StandardCharsets.US_ASCII),
    "{\"key\":\"some-other-key\",\"state\":\"PAID\",\"payee\":\"x\",\"amountFen\":1}"
        .getBytes(StandardCharsets.US_ASCII),
    "{\"key\":\"so".getBytes(StandardCharsets.US_ASCII),
    {(byte) 0x1f, (byte) 0x8b, 0, (byte) 0xff, (byte) 0xfe, 7},
    {},
  };

  private Faults faults = Faults.NONE;
  private SplittableRandom chance = new SplittableRandom(Faults.NONE.seed());

  /**
   * What one transfer shall meet.
   *
   * @param paysFirst of an error: whether the money moves before it is told
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Draw(Faults.Fault fault, boolean paysFirst, byte[] garbage, Faults faults) {}

  synchronized void set(Faults wanted) {
    faults = wanted;
    chance = new SplittableRandom(wanted.seed());
  }

  synchronized Faults faults() {
    return faults;
  }

  synchronized Draw draw() {
    Faults.Fault fault = faults.at(chance.nextInt(100));
    return new Draw(fault, chance.nextBoolean(), GARBAGE[chance.nextInt(GARBAGE.length)], faults);
  }
}
