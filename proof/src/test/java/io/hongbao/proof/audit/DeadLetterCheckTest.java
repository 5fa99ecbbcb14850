package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Promise 6: planted breaches are found. */
class DeadLetterCheckTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindADamagedRecordWithoutADeadLetter() {
    DeadLetter missing = topics.letters.get(1);
    topics.letters.remove(missing);

    assertBreaches(
        topics.audit(),
        6,
        breach(
            RecordPosition.ofShakes(1, missing.offset()),
            "unusable record",
            "a dead letter: unknown kind 97",
            "none"));
  }

  @Test
  void shouldFindADeadLetterOfAGoodRecord() {
    InMemoryTopics.Logged good = topics.log.get(5);
    topics.letters.add(topics.letterOf(good));

    assertBreaches(
        topics.audit(),
        6,
        breach(
            lastOfLetters(),
            "dead letter about shakes/" + good.partition() + "/" + good.offset(),
            "no dead letter, because the record is valid",
            "one that says: damaged"));
  }

  @Test
  void shouldFindADeadLetterWithOtherBytes() {
    DeadLetter letter = topics.letters.remove(1);
    topics.letters.add(
        new DeadLetter(
            letter.why(),
            letter.topic(),
            letter.partition(),
            letter.offset(),
            letter.timestampMillis(),
            letter.key(),
            "other".getBytes(StandardCharsets.UTF_8)));

    assertBreaches(
        topics.audit(),
        6,
        breach(
            lastOfLetters(),
            "dead letter about shakes/1/" + letter.offset(),
            "the bytes that stand there",
            "other bytes"));
  }

  @Test
  void shouldTakeADeadLetterThatWasCutToFit() {
    byte[] huge = new byte[700_000];
    InMemoryTopics.Logged logged = topics.append(0, InMemoryTopics.OPENS + 40_000, null, huge);
    topics.letters.add(
        new DeadLetter(
            "damaged",
            "shakes",
            0,
            logged.offset(),
            logged.appendedAtMillis(),
            new byte[0],
            new byte[256 * 1024]));

    assertThat(topics.audit().isOk()).isTrue();
  }

  @Test
  void shouldFindADeadLetterOfNoTopic() {
    topics.letters.add(new DeadLetter("lost", "nowhere", 0, 0, 0, new byte[0], new byte[0]));

    assertBreaches(
        topics.audit(),
        6,
        breach(
            lastOfLetters(),
            "dead letter",
            "one about a record of this system",
            "one about topic 'nowhere', which there is not"));
  }

  private RecordPosition lastOfLetters() {
    return InMemoryTopics.at(Topics.DEAD_LETTERS, topics.letters.size() - 1);
  }

  private static AuditBreach breach(RecordPosition at, String what, String expected, String found) {
    return AuditBreach.at(at, what, expected, found, "./hongbao trace --at " + at);
  }
}
