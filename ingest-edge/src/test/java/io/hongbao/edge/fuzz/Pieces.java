package io.hongbao.edge.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts what is sent on a connection into pieces, which do not end where a message ends. */
final class Pieces {

  private static final int WHOLE_PERCENT = 60;
  private static final int BYTEWISE_PERCENT = 5;
  private static final int MAX_PIECES = 12;
  private static final int MAX_BYTEWISE = 1_500;

  private Pieces() {}

  static List<byte[]> of(List<byte[]> parts, FuzzRandom random) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    return of(joined.toByteArray(), random);
  }

  static List<byte[]> of(byte[] all, FuzzRandom random) {
    int choice = random.below(100);
    if (choice < WHOLE_PERCENT || all.length < 2) {
      return List.of(all);
    }
    boolean isBytewise = choice >= 100 - BYTEWISE_PERCENT && all.length <= MAX_BYTEWISE;
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    while (at < all.length) {
      int left = all.length - at;
      boolean isLast = pieces.size() == MAX_PIECES - 1;
      int length = isBytewise ? 1 : isLast ? left : random.between(1, left);
      pieces.add(Arrays.copyOfRange(all, at, at + length));
      at += length;
    }
    return pieces;
  }
}
