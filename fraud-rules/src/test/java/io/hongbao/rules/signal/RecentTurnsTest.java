package io.hongbao.rules.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentTurnsTest {

  private static final int MAX = 16;

  @Test
  void shouldRememberTheLastSixteenInTheOrderInWhichTheyCame() {
    RecentTurns turns = new RecentTurns(MAX);
    for (int i = 0; i < 20; i++) {
      assertThat(turns.add("gala/first-" + i)).isTrue();
      assertThat(turns.add("gala/first-" + i)).isFalse();
      turns = roundTrip(turns);
    }

    assertThat(turns.add("gala/first-4")).isFalse();
    assertThat(turns.add("gala/first-3")).isTrue();
    assertThat(turns.add("gala/first-4")).isTrue();
  }

  @Test
  void shouldTellApartTurnsWhoseNumbersOrNamesAreAlike() {
    List<String> different =
        List.of(
            "gala/first-1",
            "gala/first-01",
            "gala/first-1-1",
            "gala/second-1",
            "gala/first-",
            "gala/first",
            "gala/first-0",
            "gala/first-999999999",
            "gala/first-9999999999",
            "gala/first-\u0661",
            "1");
    RecentTurns turns = new RecentTurns(MAX);

    assertThat(different).allMatch(turns::add);
    RecentTurns read = roundTrip(turns);
    assertThat(different).noneMatch(read::add);
  }

  @Test
  void shouldTakeAboutAByteATurnOfOneWave() {
    RecentTurns turns = new RecentTurns(MAX);
    IntStream.range(0, 40).forEach(i -> turns.add("gala/first-" + i));

    assertThat(bytes(turns)).hasSizeLessThan(1 + 8 + MAX + 4);
  }

  @Test
  void shouldRefuseMoreThanItHolds() {
    RecentTurns more = new RecentTurns(MAX + 1);
    Stream.iterate(0, i -> i + 1).limit(MAX + 1).forEach(i -> more.add("gala/first-" + i));

    assertThatThrownBy(() -> new RecentTurns(MAX).read(new RecordReader(bytes(more))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("17 turns, expected at most 16");
  }

  private static RecentTurns roundTrip(RecentTurns turns) {
    RecentTurns read = new RecentTurns(MAX);
    read.read(new RecordReader(bytes(turns)));
    return read;
  }

  private static byte[] bytes(RecentTurns turns) {
    RecordWriter writer = new RecordWriter(64);
    turns.write(writer);
    return writer.toBytes();
  }
}
