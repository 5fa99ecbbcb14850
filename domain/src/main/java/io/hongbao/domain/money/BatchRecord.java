package io.hongbao.domain.money;

import io.hongbao.domain.Names;

/** A record about the money of one batch of seeds, written by the draw. */
public sealed interface BatchRecord extends MoneyRecord {

  String batchId();

  @Override
  default String key() {
    return batchId();
  }

  /**
   * The seeds of a batch can be won: the enterprise pays for all of them into escrow.
   *
   * @param packets how many seeds
   * @param amountFen what they are worth together
   */
  record Funded(String batchId, String enterpriseId, int packets, long amountFen)
      implements BatchRecord {

    public Funded {
      PacketIds.requireBatchId(batchId);
      Names.requireId("enterprise", enterpriseId);
      if (packets < 1 || amountFen < packets) {
        throw new IllegalArgumentException(
            packets + " packets of " + amountFen + " fen: expected at least 1 fen each");
      }
    }
  }

  /**
   * The show has ended: these seeds of the batch were not won, and never will be.
   *
   * @param packets how many seeds, 0 or more
   * @param amountFen what they are worth together
   */
  record Unissued(String batchId, int packets, long amountFen) implements BatchRecord {

    public Unissued {
      PacketIds.requireBatchId(batchId);
      if (packets < 0 || amountFen < packets || (packets == 0 && amountFen > 0)) {
        throw new IllegalArgumentException(
            packets + " packets of " + amountFen + " fen: expected at least 1 fen each");
      }
    }
  }
}
