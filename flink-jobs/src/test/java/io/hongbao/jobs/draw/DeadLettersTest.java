package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.wire.records.DeadLetter;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  @Test
  void shouldSayWhyAndWhereAndHoldTheBytes() {
    LogRecord record = new LogRecord("gala/3", new byte[] {1}, new byte[] {2, 3}, 1, 17, 5_000, "");

    assertThat(record.asDeadLetter("unknown kind 9"))
        .usingRecursiveComparison()
        .isEqualTo(
            new DeadLetter(
                "unknown kind 9", "shakes", 1, 17, 5_000, new byte[] {1}, new byte[] {2, 3}));
  }

  @Test
  void shouldFitIntoAKafkaRecordWhateverItIsAbout() {
    byte[] large = new byte[5_000_000];
    LogRecord record = new LogRecord("", large, large, 1, 17, 5_000, "x".repeat(5_000_000));

    DeadLetter letter = record.asDeadLetter(record.damage());

    assertThat(letter.why()).startsWith("xxx").endsWith(" … (bytes cut short)");
    assertThat(letter.encode()).hasSizeLessThan(1_000_000);
  }
}
