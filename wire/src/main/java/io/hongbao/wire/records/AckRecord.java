package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a node knows of the shows, in the topic {@code show-acks} under its id. An edge writes one
 * when it starts, at once when it has read a plan or a mode, every few seconds, and when it leaves.
 *
 * @param node the edge's id, 1 to 100 characters
 * @param atMillis the node's clock, epoch milliseconds
 * @param hasLeft whether it has left for good: it drained and stops
 * @param clockErrorMillis how far its clock is off that of the log, 0 if it is not known
 * @param answerDelayMillis how long the slowest of 100 answers took in the last seconds, rounded up
 *     to a step of the node's histogram; empty if none was asked for
 * @param shows by show
 */
public record AckRecord(
    String node,
    long atMillis,
    boolean hasLeft,
    long clockErrorMillis,
    OptionalLong answerDelayMillis,
    Map<String, KnownShow> shows) {

  private static final int VERSION_WITHOUT_DELAY = 1;
  private static final int VERSION = 2;
  private static final int MAX_SHOWS = 1_000;
  private static final int MAX_NODE_LENGTH = 100;
  private static final long MAX_DELAY_MILLIS = 86_400_000;

  /**
   * What is known of one show.
   *
   * @param plan the highest plan that was read, staged or active; 0 if none
   * @param modeOp the operation of the mode that is followed; 0 if none. That of an ending show is
   *     named only when no shake is on its way to the log
   */
  public record KnownShow(long plan, long modeOp) {}

  public AckRecord {
    requireNode(node);
    Objects.requireNonNull(answerDelayMillis, "answerDelayMillis");
    long delayMillis = answerDelayMillis.orElse(0);
    if (delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
      throw new IllegalArgumentException(
          "answer delay of " + delayMillis + " ms: expected 0 to " + MAX_DELAY_MILLIS);
    }
    Objects.requireNonNull(shows, "shows");
    shows.keySet().forEach(show -> Names.requireId("show", show));
    shows = Map.copyOf(shows);
  }

  static void requireNode(String node) {
    if (node.isEmpty() || node.length() > MAX_NODE_LENGTH) {
      throw new IllegalArgumentException(
          "node of " + node.length() + " characters: expected 1 to " + MAX_NODE_LENGTH);
    }
  }

  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(128)
            .writeByte(VERSION)
            .writeByte(RecordKind.ACK)
            .writeText(node)
            .writeNumber(atMillis)
            .writeByte(hasLeft ? 1 : 0)
            .writeByte(clockErrorMillis < 0 ? 1 : 0)
            .writeNumber(Math.abs(clockErrorMillis))
            .writeNumber(answerDelayMillis.isPresent() ? answerDelayMillis.getAsLong() + 1 : 0)
            .writeNumber(shows.size());
    new TreeMap<>(shows)
        .forEach(
            (show, known) ->
                writer.writeText(show).writeNumber(known.plan()).writeNumber(known.modeOp()));
    return writer.toBytes();
  }

  /**
   * Reads an acknowledgement.
   *
   * @throws MalformedRecordException if it is none
   */
  public static AckRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value);
    int version = reader.readVersion("ack", VERSION_WITHOUT_DELAY, VERSION, RecordKind.ACK);
    try {
      String node = reader.readText();
      long atMillis = reader.readNumber();
      boolean hasLeft = reader.readFlag();
      boolean isNegative = reader.readFlag();
      long errorMillis = reader.readNumber();
      long delay = version == VERSION_WITHOUT_DELAY ? 0 : reader.readNumber();
      Map<String, KnownShow> shows = new LinkedHashMap<>();
      for (int left = WaveFields.readCount(reader, MAX_SHOWS); left > 0; left--) {
        shows.put(reader.readText(), new KnownShow(reader.readNumber(), reader.readNumber()));
      }
      reader.expectEnd();
      return new AckRecord(
          node,
          atMillis,
          hasLeft,
          isNegative ? -errorMillis : errorMillis,
          delay == 0 ? OptionalLong.empty() : OptionalLong.of(delay - 1),
          shows);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("ack: " + e.getMessage(), e);
    }
  }
}
