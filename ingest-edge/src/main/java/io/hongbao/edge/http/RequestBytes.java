package io.hongbao.edge.http;

import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * What came on a connection of HTTP/1.1 since its last reply, for what Undertow does not keep: the
 * bytes of a head that it refuses, and whether the chunks of a body are well-formed. It also makes
 * links readable that browsers send as they are typed. For the connection's I/O thread.
 */
final class RequestBytes {

  private static final byte[] NOTHING = {};

  private final LinkQuery query = new LinkQuery();

  /** Where the last bytes were read to; null for none. */
  private ByteBuffer last;

  private int lastStart;
  private int lastCount;

  /** Of the head that is being read, what came before the last bytes. */
  private byte[] earlier = NOTHING;

  private int count;

  /** Null unless a body in chunks is on its way. */
  private ChunkCheck chunks;

  private BooleanSupplier isReplied = () -> false;

  /**
   * The next bytes are about to be read. Undertow asks for more of a head and lets them overwrite
   * those before.
   */
  @SuppressWarnings("ReferenceEquality") // It is about the memory, which is overwritten.
  void aboutToRead(ByteBuffer target) {
    if (target == last && lastCount > 0 && earlier.length <= HttpSettings.MAX_HEADER_BYTES) {
      earlier = seen();
    }
  }

  /** So many bytes were read, up to the buffer's position; none if there were none. */
  void read(ByteBuffer target, int bytes) {
    last = target;
    lastCount = bytes;
    lastStart = target.position() - bytes;
    if (bytes > 0) {
      count += bytes;
      query.mend(target, lastStart);
    }
  }

  /** What came of the head that is being read, and perhaps of others before it. */
  byte[] seen() {
    byte[] all = new byte[earlier.length + lastCount];
    System.arraycopy(earlier, 0, all, 0, earlier.length);
    // Whoever parses what came with one read, one request after another, moves the limit.
    last.duplicate().clear().get(lastStart, all, earlier.length, lastCount);
    return all;
  }

  /** How many bytes came. */
  int count() {
    return count;
  }

  /** A reply was sent; what comes next is another request. */
  void startOver() {
    forgetHead();
    count = 0;
    query.startOver();
    chunks = null;
  }

  /** Lets go of the memory that was read to. */
  void forgetHead() {
    last = null;
    lastCount = 0;
    earlier = NOTHING;
  }

  /**
   * A body comes in chunks.
   *
   * @param here what has come of it; null for nothing
   * @param hasReply whether its request has been replied to, asked later
   * @return what is wrong with it so far, for people; null if nothing is
   */
  String beginChunks(PooledByteBuffer here, BooleanSupplier hasReply) {
    chunks = new ChunkCheck();
    isReplied = hasReply;
    return here == null
        ? null
        : follow(here.getBuffer(), here.getBuffer().position(), here.getBuffer().limit());
  }

  /** Whether a body in chunks is on its way. */
  boolean isInChunks() {
    return chunks != null;
  }

  /** What is wrong with the bytes that were just read of such a body; null if nothing is. */
  String complaintOfChunks() {
    return chunks == null || lastCount <= 0 ? null : follow(last, lastStart, lastStart + lastCount);
  }

  /** Whether the request whose body is wrong has been replied to. */
  boolean isReplied() {
    return isReplied.getAsBoolean();
  }

  private String follow(ByteBuffer bytes, int from, int to) {
    chunks.follow(bytes, from, to);
    String complaint = chunks.complaint();
    if (complaint != null || chunks.isOver()) {
      chunks = null;
    }
    return complaint;
  }
}
