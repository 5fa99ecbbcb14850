package io.hongbao.proof.audit;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DeadLetter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Promise 6: every record of the log that cannot be used is a dead letter with its bytes, and none
 * that was used is. A replay may have written a letter more than once.
 */
final class DeadLetterCheck {

  private static final Set<String> TOPICS =
      Set.of(
          Topics.SHAKES,
          Topics.PACKETS,
          Topics.LEDGER,
          Topics.PAYOUTS,
          Topics.RULES,
          Topics.VERDICTS,
          Topics.SHOW,
          Topics.SHOW_ACKS);

  /** Letters of larger records may be cut, as Kafka would refuse one that holds a whole record. */
  private static final int COMPARED_BYTES = 256 * 1024;

  private final BreachCollector breaches;
  private final Map<RecordPosition, Unusable> expected = new LinkedHashMap<>();
  private final Set<RecordPosition> found = new HashSet<>();
  private long records;
  private long unusable;
  private long lettersFound;

  /**
   * The bytes are kept as a hash: a flood of bad records must not fill the heap.
   *
   * @param isCertain whether the draw job must have written a letter of it; else it may have
   */
  private record Unusable(String why, int bytesHash, boolean isCertain) {}

  DeadLetterCheck(BreachCollector breaches) {
    this.breaches = breaches;
  }

  /** A record of the log was read, usable or not. */
  void read() {
    records++;
  }

  /** It could not be used. */
  void unusable(RecordPosition position, String why, byte[] key, byte[] value) {
    expected.put(position, new Unusable(why, bytesHash(key, value), true));
  }

  /**
   * It stands outside its bucket's partition. The draw job refuses it with a letter if the bucket
   * has its terms by then and answers CLOSED if not, and no order between partitions says which.
   */
  void misplaced(RecordPosition position, String why, byte[] key, byte[] value) {
    expected.put(position, new Unusable(why, bytesHash(key, value), false));
  }

  /** A dead letter about a record of the audited part of the log, or of another topic. */
  void letter(DeadLetter letter, RecordPosition where) {
    if (!letter.topic().equals(Topics.SHAKES)) {
      // Other topics are not read here; but a letter about no topic at all is a lost one.
      if (!TOPICS.contains(letter.topic())) {
        breach(
            where,
            "dead letter",
            "one about a record of this system",
            "one about topic '" + letter.topic() + "', which there is not");
      }
      return;
    }
    RecordPosition position = RecordPosition.ofShakes(letter.partition(), letter.offset());
    Unusable record = expected.get(position);
    if (record == null) {
      breach(
          where,
          "dead letter about " + position,
          "no dead letter, because the record is valid",
          "one that says: " + letter.why());
      return;
    }
    found.add(position);
    if (record.bytesHash() != bytesHash(letter.key(), letter.value())) {
      breach(where, "dead letter about " + position, "the bytes that stand there", "other bytes");
    }
  }

  /** Looks for what is missing of a partition, counts it and forgets it. */
  void endPartition() {
    expected.forEach(
        (position, record) -> {
          if (record.isCertain() && !found.contains(position)) {
            breach(position, "unusable record", "a dead letter: " + record.why(), "none");
          }
        });
    unusable += expected.size();
    lettersFound += found.size();
    expected.clear();
    found.clear();
  }

  PromiseResult result() {
    String counts =
        String.format(
            Locale.ROOT,
            "%,d records read, %,d unusable, %,d of them in dead-letters",
            records,
            unusable,
            lettersFound);
    return breaches.result(records, counts);
  }

  private void breach(RecordPosition at, String what, String expected, String found) {
    breaches.breach(AuditBreach.at(at, what, expected, found, TraceCommandLine.at(at)));
  }

  private static int bytesHash(byte[] key, byte[] value) {
    return 31 * Arrays.hashCode(beginning(key)) + Arrays.hashCode(beginning(value));
  }

  private static byte[] beginning(byte[] bytes) {
    return bytes.length <= COMPARED_BYTES ? bytes : Arrays.copyOf(bytes, COMPARED_BYTES);
  }
}
