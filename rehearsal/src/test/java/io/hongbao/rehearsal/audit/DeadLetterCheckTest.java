package io.hongbao.rehearsal.audit;

import static io.hongbao.rehearsal.audit.Reports.assertBreaches;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.wire.records.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Promise 6: planted breaches are found. */
class DeadLetterCheckTest {

  private final World world = HonestShow.world();

  @Test
  void shouldFindADamagedRecordWithoutADeadLetter() {
    DeadLetter missing = world.letters.get(1);
    world.letters.remove(missing);

    assertBreaches(world.audit(), 6, "shakes-1@" + missing.offset() + ": no dead letter of it");
  }

  @Test
  void shouldFindADeadLetterOfAGoodRecord() {
    world.letters.add(world.letterOf(world.log.get(5)));

    assertBreaches(world.audit(), 6, "is a good record, the letter says: damaged");
  }

  @Test
  void shouldFindADeadLetterWithOtherBytes() {
    DeadLetter letter = world.letters.remove(1);
    world.letters.add(
        new DeadLetter(
            letter.why(),
            letter.topic(),
            letter.partition(),
            letter.offset(),
            letter.timestampMillis(),
            letter.key(),
            "other".getBytes(StandardCharsets.UTF_8)));

    assertBreaches(world.audit(), 6, "other bytes than those at shakes-1@" + letter.offset());
  }

  @Test
  void shouldTakeADeadLetterThatWasCutToFit() {
    byte[] huge = new byte[700_000];
    World.Logged logged = world.append(0, World.OPENS + 40_000, null, huge);
    world.letters.add(
        new DeadLetter(
            "damaged",
            "shakes",
            0,
            logged.offset(),
            logged.appendedAtMillis(),
            new byte[0],
            new byte[256 * 1024]));

    assertThat(world.audit().isOk()).isTrue();
  }

  @Test
  void shouldFindADeadLetterOfNoTopic() {
    world.letters.add(new DeadLetter("lost", "nowhere", 0, 0, 0, new byte[0], new byte[0]));

    assertBreaches(world.audit(), 6, "names topic 'nowhere', which there is not");
  }
}
