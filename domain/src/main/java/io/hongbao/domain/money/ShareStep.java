package io.hongbao.domain.money;

/**
 * A step of a share's life. Claiming begins step 1, and each approval of a held claim the next one;
 * what is held or given back before any payout is of step 0.
 *
 * <p>Written {@code PACKET/SHARE/STEP} it is the key of a payout instruction, the same for all its
 * tries, and the beginning of the ids of ledger entries.
 *
 * @param share 0 for the winner's
 * @param step 0 or more
 */
public record ShareStep(String packetId, int share, int step) {

  public ShareStep {
    PacketIds.requirePacketId(packetId);
    if (share < 0 || share >= SharePlanner.MAX_SHARES || step < 0) {
      throw new IllegalArgumentException(
          "share "
              + share
              + ", step "
              + step
              + ": expected a share below "
              + SharePlanner.MAX_SHARES
              + " and a step of 0 or more");
    }
  }

  /**
   * Reads {@code PACKET/SHARE/STEP}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static ShareStep parse(String text) {
    String[] parts = text.split("/", 4);
    if (parts.length == 3) {
      try {
        ShareStep read =
            new ShareStep(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        if (read.toString().equals(text)) {
          return read;
        }
      } catch (NumberFormatException e) {
        // It is not of the form, like the others.
      }
    }
    throw new IllegalArgumentException("'" + text + "': expected PACKET/SHARE/STEP");
  }

  @Override
  public String toString() {
    return packetId + '/' + share + '/' + step;
  }
}
