package io.hongbao.jobs.draw;

import static io.hongbao.jobs.draw.TestShow.SHOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.SharePlanner;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.TickRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrawFunctionTest {

  private static final BucketKey KEY = new BucketKey(SHOW, 0);
  private static final Outcome FIRST_COLA = new Outcome.Packet("gala.0.2.0", "cola", 100);

  private final TestShow show = TestShow.ofOneBucket();
  private DrawHarness draw;

  @BeforeEach
  void start() throws Exception {
    draw = DrawHarness.start(new DrawFunction(show.keysLoader(), show.partitions()));
  }

  @AfterEach
  void close() {
    draw.close();
  }

  @Test
  void shouldAnswerAsTheDomainDecides() throws Exception {
    TestShow wide = new TestShow(4, 2);
    List<LogRecord> log = wide.livelyLog(600, 1);
    try (DrawHarness wideDraw =
        DrawHarness.start(new DrawFunction(wide.keysLoader(), wide.partitions()))) {
      wideDraw.process(log);

      assertThat(wideDraw.answers()).isEqualTo(PureRun.of(log, wide.keys()));
      assertThat(wideDraw.deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldAnnounceAPacketWithAllThatIsKnownOfIt() throws Exception {
    draw.process(show.terms(0, 1, "1", "0"), show.seeds(0, 2, "cola", 3));
    LogRecord shake = show.aShake().by("u1").turn(1).at(RiskLevel.WATCH).build();

    draw.process(shake);

    assertThat(draw.answers()).containsExactly(DecisionSummary.with("u1", 1, FIRST_COLA));
    assertThat(draw.won())
        .containsExactly(
            new WonRecord(
                    "gala.0.2.0",
                    SHOW,
                    0,
                    "u1",
                    new ShakeId("first", 1),
                    "cola",
                    100,
                    RiskLevel.WATCH,
                    shake.partition(),
                    shake.offset(),
                    shake.appendedAtMillis(),
                    false)
                .with(
                    new WonRecord.Claiming(
                        shake.appendedAtMillis() + 24 * 3_600_000,
                        ClaimTerms.DEFAULT,
                        List.of(100L))));
  }

  @Test
  void shouldSplitAPacketByTheWavesSecretAndSayHowItCanBeClaimed() throws Exception {
    ClaimTerms terms = new ClaimTerms(7_200_000, 5_000);
    draw.process(show.terms(0, 1, terms), show.splitSeeds(0, 2, "cola", 1, 5));
    LogRecord shake = show.aShake().by("u1").turn(1).build();

    draw.process(shake);

    List<Long> sharesFen = SharePlanner.split(new byte[WaveSecret.LENGTH], "gala.0.2.0", 100, 5);
    assertThat(sharesFen).hasSize(5);
    assertThat(draw.won())
        .extracting(won -> won.claiming().orElseThrow())
        .containsExactly(
            new WonRecord.Claiming(shake.appendedAtMillis() + 7_200_000, terms, sharesFen));
  }

  @Test
  void shouldKeepAnswersForAsLongAsTheTermsSay() throws Exception {
    LogRecord before = show.aShake().by("u1").turn(1).build();
    LogRecord after = show.aShake().by("u1").turn(2).build();
    draw.process(
        show.terms(0, 1, new AnswerLifetime(1_800_000, after.appendedAtMillis())),
        show.seeds(0, 2, "cola", 2));

    draw.process(before, after);

    assertThat(before.appendedAtMillis()).isLessThan(after.appendedAtMillis());
    assertThat(draw.keptMillis()).containsExactly(600_000L, 1_800_000L);
  }

  @Test
  void shouldSayWhatABatchIsWorthAndWhatIsLeftOfItWhenTheShowEnds() throws Exception {
    LogRecord seeds = show.seeds(0, 2, "cola", 3);
    draw.process(show.terms(0, 1, "1", "0"), seeds, seeds);
    draw.process(show.aShake().by("u1").turn(1).build());
    draw.process(show.end(0, 3), show.end(0, 3));

    assertThat(draw.batches())
        .containsExactly(
            new BatchRecord.Funded("gala.0.2", "cola", 3, 303),
            new BatchRecord.Unissued("gala.0.2", 2, 203));
  }

  @Test
  void shouldAnswerARepeatAlikeAndAnnounceItOnce() throws Exception {
    draw.process(show.terms(0, 1, "1", "0"), show.seeds(0, 2, "cola", 3));

    for (int i = 0; i < 100; i++) {
      draw.process(show.aShake().by("u1").turn(1).stamped(i).build());
    }

    assertThat(draw.answers()).hasSize(100).containsOnly(DecisionSummary.with("u1", 1, FIRST_COLA));
    assertThat(draw.won()).hasSize(1);
  }

  @Test
  void shouldSayClosedWhileControlRecordsAreMissing() throws Exception {
    LogRecord early = show.aShake().by("u1").turn(1).build();
    LogRecord ofNextPlan = show.aShake().by("u1").turn(1).plan(2).build();

    draw.process(early);
    draw.process(show.terms(0, 1, "1", "0"), ofNextPlan);
    draw.process(show.seeds(0, 3, "tea", 1), early);
    draw.process(show.seeds(0, 2, "cola", 1), early);

    assertThat(draw.answers())
        .containsExactly(
            DecisionSummary.closed("u1", 1),
            DecisionSummary.closed("u1", 1),
            DecisionSummary.closed("u1", 1),
            DecisionSummary.with("u1", 1, FIRST_COLA));
  }

  @Test
  void shouldTakeARepeatedControlOnceAndSetAsideAConflict() throws Exception {
    LogRecord seeds = show.seeds(0, 2, "cola", 1);
    draw.process(show.terms(0, 1, "1", "0"), seeds, seeds);
    LogRecord conflict = show.seeds(0, 2, "cola", 2);

    draw.process(conflict);
    draw.process(show.aShake().by("u1").turn(1).build(), show.aShake().by("u2").turn(1).build());

    assertThat(draw.answers())
        .containsExactly(
            DecisionSummary.with("u1", 1, FIRST_COLA), DecisionSummary.with("u2", 1, Outcome.MISS));
    assertThat(draw.deadLetters())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(letter("control 2 of gala/0: its number stands for other content", conflict)));
  }

  @Test
  void shouldSetForgedAndDamagedRecordsAsideAndGoOn() throws Exception {
    draw.process(show.terms(0, 1, "1", "0"), show.seeds(0, 2, "cola", 1));
    LogRecord forged = show.forgedEnd(0, 3);
    LogRecord damaged = show.append(KEY, "no record".getBytes(UTF_8), 5_000);
    LogRecord cutShort = show.append(KEY, new byte[] {1, 1, 0}, 5_000);
    LogRecord stray = show.aShake().inBucket(1).build();
    LogRecord nameless =
        LogRecord.read(new BucketKeys(), null, "no record".getBytes(UTF_8), 0, 9, 5_000).get();

    draw.process(forged, damaged, cutShort, stray, nameless);
    draw.process(show.aShake().by("u1").turn(1).build());

    assertThat(draw.whyDeadLetters())
        .containsExactly(
            "control 3 of gala/0: signature is wrong",
            "unknown kind 111",
            "ends at byte 3, more expected",
            "no key: expected show and bucket");
    assertThat(draw.answers())
        .containsExactly(
            DecisionSummary.closed("u1", 0), DecisionSummary.with("u1", 1, FIRST_COLA));
  }

  @Test
  void shouldSetAShakeAsideThatStandsInAnotherUsersBucket() throws Exception {
    TestShow wide = new TestShow(4, 2);
    int other = (wide.bucketOf("u1") + 1) % 4;
    try (DrawHarness wideDraw =
        DrawHarness.start(new DrawFunction(wide.keysLoader(), wide.partitions()))) {
      wideDraw.process(
          wide.terms(other, 1, "1", "0"), wide.aShake().by("u1").inBucket(other).build());

      assertThat(wideDraw.answers()).isEmpty();
      assertThat(wideDraw.whyDeadLetters()).containsExactly("user u1 is not of bucket " + other);
    }
  }

  @Test
  void shouldSetAControlAsideThatIsFarAheadOfTheMissing() throws Exception {
    draw.process(show.seeds(0, 1_025, "cola", 1));

    assertThat(draw.whyDeadLetters())
        .containsExactly("control 1025 of gala/0: too far ahead of the ones that are missing");
  }

  @Test
  void shouldForgetAllButTheEndOfAShow() throws Exception {
    draw.process(show.terms(0, 1, "1", "0"), show.seeds(0, 2, "cola", 3));
    draw.process(show.aShake().by("u1").turn(1).build());
    assertThat(draw.filledStates()).isEqualTo(3);

    draw.process(show.end(0, 3));

    assertThat(draw.filledStates()).isEqualTo(1);
    LogRecord late = show.seeds(0, 4, "cola", 1);
    draw.process(show.aShake().by("u1").turn(1).build(), show.end(0, 3), late);
    assertThat(draw.answers())
        .containsExactly(
            DecisionSummary.with("u1", 1, FIRST_COLA), DecisionSummary.closed("u1", 1));
    assertThat(draw.whyDeadLetters()).containsExactly("control 4 of gala/0: the show is over");
  }

  @Test
  void shouldIgnoreATickThatHasAKey() throws Exception {
    draw.process(show.append(KEY, new TickRecord("edge-1", 5_000).encode(), 5_000));

    assertThat(draw.answers()).isEmpty();
    assertThat(draw.deadLetters()).isEmpty();
  }

  private static DeadLetter letter(String why, LogRecord record) {
    return record.asDeadLetter(why);
  }
}
