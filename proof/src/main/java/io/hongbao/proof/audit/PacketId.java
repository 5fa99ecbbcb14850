package io.hongbao.proof.audit;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.Terms;
import io.hongbao.wire.records.BucketKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a packet's id says: which seed of which batch it was made of. */
record PacketId(BucketKey key, long batchNumber, int index) {

  private static final Pattern FORM =
      Pattern.compile("([^.]+)\\.([0-9]{1,5})\\.([0-9]{1,18})\\.([0-9]{1,9})");

  /** Reads an id; empty if it is of another form than {@link SeedPosition#packetId} gives. */
  static Optional<PacketId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !Names.isId(matcher.group(1))) {
      return Optional.empty();
    }
    int bucket = Integer.parseInt(matcher.group(2));
    long batchNumber = Long.parseLong(matcher.group(3));
    int index = Integer.parseInt(matcher.group(4));
    boolean plain =
        SeedPosition.packetId(matcher.group(1), bucket, batchNumber, index).equals(text);
    return plain && bucket < Terms.MAX_BUCKETS
        ? Optional.of(new PacketId(new BucketKey(matcher.group(1), bucket), batchNumber, index))
        : Optional.empty();
  }
}
