package io.hongbao.rehearsal.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.DecidedShake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallySinkTest {

  /** No sink here asks for it. */
  private static final WriterInitContext NO_CONTEXT = null;

  private static final DecidedShake CLOSED = decided(Optional.empty());
  private static final DecidedShake MISS = decided(Optional.of(Outcome.MISS));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("marks");
  }

  @Test
  void shouldMarkTheBeginningAndEverySoManieth() throws Exception {
    SinkWriter<DecidedShake> writer =
        TallySink.<DecidedShake>discarding(file, 2).createWriter(NO_CONTEXT);

    for (DecidedShake decided : List.of(MISS, MISS, MISS, CLOSED, MISS)) {
      writer.write(decided, null);
    }

    List<TallyMark> marks = TallyMark.read(file);
    assertThat(marks).extracting(TallyMark::count).containsExactly(0L, 2L, 4L);
    assertThat(marks).extracting(TallyMark::undecided).containsExactly(0L, 0L, 1L);
    assertThat(marks).extracting(TallyMark::atNanos).isSorted();
    assertThat(marks).extracting(TallyMark::cpuNanos).isSorted();
  }

  @Test
  void shouldMarkOnlyWhatCounts() throws Exception {
    SinkWriter<DecidedShake> writer =
        TallySink.<DecidedShake>discarding(file, 2)
            .counting(decided -> decided.outcome().isPresent())
            .createWriter(NO_CONTEXT);

    for (DecidedShake decided : List.of(MISS, CLOSED, CLOSED, MISS, CLOSED)) {
      writer.write(decided, null);
    }

    assertThat(TallyMark.read(file)).extracting(TallyMark::count).containsExactly(0L, 2L);
  }

  @Test
  void shouldPassOnAllAndFlushBeforeEachMark() throws Exception {
    Recording behind = new Recording();
    SinkWriter<DecidedShake> writer = TallySink.before(behind, file, 2).createWriter(NO_CONTEXT);

    writer.write(MISS, null);
    writer.write(MISS, null);
    writer.write(MISS, null);
    writer.close();

    assertThat(behind.calls).containsExactly("write", "write", "flush", "write", "close");
  }

  @Test
  void shouldHaveNoMarksBeforeThereIsAFileAndLeaveOutWhatIsBeingWritten() throws IOException {
    assertThat(TallyMark.read(file)).isEmpty();

    Files.writeString(file, "0 0 5 6\n1000 2 7 8\n2000 0 9");
    assertThat(TallyMark.read(file))
        .containsExactly(new TallyMark(0, 0, 5, 6), new TallyMark(1_000, 2, 7, 8));
  }

  @Test
  void shouldLeaveTheBeginningOfARunOut() {
    List<TallyMark> marks =
        List.of(
            new TallyMark(0, 0, 0, 0),
            new TallyMark(100, 0, 3_000_000_000L, 2_000_000_000L),
            new TallyMark(200, 0, 3_500_000_000L, 2_200_000_000L),
            new TallyMark(1_100, 0, 4_000_000_000L, 2_600_000_000L));

    Tallied tallied = Tallied.of(marks, 0.1);

    assertThat(tallied).isEqualTo(new Tallied(900, 0.5, 400_000));
    assertThat(tallied.perSecond()).isEqualTo(1_800);
    assertThat(tallied.cpuMicrosEach()).isEqualTo(400_000.0 / 900);
  }

  @Test
  void shouldRefuseMarksBetweenWhichNothingWasDone() {
    TallyMark mark = new TallyMark(5, 0, 1, 1);

    assertThatThrownBy(() -> Tallied.between(mark, mark)).hasMessageContaining("nothing between");
  }

  private static DecidedShake decided(Optional<Outcome> outcome) {
    return new DecidedShake("s", "u1", new ShakeId("first", 1), "edge-1", false, 1, outcome);
  }

  /** Notes what it is asked. */
  private static final class Recording implements Sink<DecidedShake>, SinkWriter<DecidedShake> {

    private static final long serialVersionUID = 1L;

    private final transient List<String> calls = new ArrayList<>();

    @Override
    public SinkWriter<DecidedShake> createWriter(WriterInitContext context) {
      return this;
    }

    @Override
    public void write(DecidedShake element, Context context) {
      calls.add("write");
    }

    @Override
    public void flush(boolean endOfInput) {
      calls.add("flush");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
