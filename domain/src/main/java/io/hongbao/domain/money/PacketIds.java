package io.hongbao.domain.money;

import io.hongbao.domain.Names;
import java.util.Optional;

/**
 * The ids of packets, {@code SHOW.BUCKET.BATCH.INDEX} made of where a seed lies, and of batches,
 * {@code SHOW.BUCKET.BATCH}.
 */
public final class PacketIds {

  private static final int LONGEST_NUMBER = 19;

  /** Bucket, batch and index. */
  private static final int PACKET_NUMBERS = 3;

  private PacketIds() {}

  /** The show of a packet; empty if the id is not of the form of one. */
  public static Optional<String> showOf(String packetId) {
    if (!isOfForm(packetId, PACKET_NUMBERS)) {
      return Optional.empty();
    }
    int end = packetId.length();
    for (int left = PACKET_NUMBERS; left > 0; left--) {
      end = packetId.lastIndexOf('.', end - 1);
    }
    return Optional.of(packetId.substring(0, end));
  }

  /** The id of the batch that a packet's seed came in. */
  public static String batchId(String packetId) {
    return packetId.substring(0, packetId.lastIndexOf('.'));
  }

  /** The id of a batch: its control number in a bucket of a show. */
  public static String batchId(String show, int bucket, long batchNumber) {
    return show + '.' + bucket + '.' + batchNumber;
  }

  static void requirePacketId(String packetId) {
    require("packet", packetId, PACKET_NUMBERS, "SHOW.BUCKET.BATCH.INDEX");
  }

  static void requireBatchId(String batchId) {
    require("batch", batchId, 2, "SHOW.BUCKET.BATCH");
  }

  private static void require(String what, String id, int numbers, String form) {
    if (id == null || !isOfForm(id, numbers)) {
      throw new IllegalArgumentException(what + " '" + id + "': expected " + form);
    }
  }

  /** By hand: it is checked for each record. */
  private static boolean isOfForm(String id, int numbers) {
    int end = id.length();
    for (int left = numbers; left > 0; left--) {
      int dot = id.lastIndexOf('.', end - 1);
      int digits = end - dot - 1;
      if (dot < 0 || digits < 1 || digits > LONGEST_NUMBER) {
        return false;
      }
      for (int i = dot + 1; i < end; i++) {
        if (id.charAt(i) < '0' || id.charAt(i) > '9') {
          return false;
        }
      }
      end = dot;
    }
    return Names.isId(id.substring(0, end));
  }
}
