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
          Topics.RULES,
          Topics.VERDICTS,
          Topics.SHOW,
          Topics.SHOW_ACKS);

  /** Letters of larger records may be cut, as Kafka would refuse one that holds a whole record. */
  private static final int COMPARED_BYTES = 256 * 1024;

  private final Findings findings;
  private final Map<RecordPosition, Unusable> expected = new LinkedHashMap<>();
  private final Set<RecordPosition> found = new HashSet<>();
  private long records;

  /** The bytes are kept as a hash: a flood of bad records must not fill the heap. */
  private record Unusable(String why, int bytesHash) {}

  DeadLetterCheck(Findings findings) {
    this.findings = findings;
  }

  /** A record of the log was read, usable or not. */
  void read() {
    records++;
  }

  /** It could not be used. */
  void unusable(RecordPosition position, String why, byte[] key, byte[] value) {
    expected.put(position, new Unusable(why, bytesHash(key, value)));
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
    Unusable unusable = expected.get(position);
    if (unusable == null) {
      breach(
          where,
          "dead letter about " + position,
          "no letter, for that is a good record",
          "one that says: " + letter.why());
      return;
    }
    found.add(position);
    if (unusable.bytesHash() != bytesHash(letter.key(), letter.value())) {
      breach(where, "dead letter about " + position, "the bytes that stand there", "other bytes");
    }
  }

  PromiseResult result() {
    expected.forEach(
        (position, unusable) -> {
          if (!found.contains(position)) {
            breach(position, "unusable record", "a dead letter: " + unusable.why(), "none");
          }
        });
    String counts =
        String.format(
            Locale.ROOT,
            "%,d records read, %,d unusable, %,d of them in dead-letters",
            records,
            expected.size(),
            found.size());
    return findings.result(records, counts);
  }

  private void breach(RecordPosition at, String what, String expected, String found) {
    findings.breach(Breach.at(at, what, expected, found, Look.at(at)));
  }

  private static int bytesHash(byte[] key, byte[] value) {
    return 31 * Arrays.hashCode(beginning(key)) + Arrays.hashCode(beginning(value));
  }

  private static byte[] beginning(byte[] bytes) {
    return bytes.length <= COMPARED_BYTES ? bytes : Arrays.copyOf(bytes, COMPARED_BYTES);
  }
}
