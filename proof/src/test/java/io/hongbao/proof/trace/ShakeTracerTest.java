package io.hongbao.proof.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.HonestShow;
import io.hongbao.proof.audit.InMemoryTopics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShakeTracerTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFollowAWinFromTheLogToItsPacket() {
    WonRecord won = aWin();

    ShakeTrace trace = way(won.user(), won.shakeId()).orElseThrow();

    String packet =
        String.format(
            Locale.ROOT,
            "PACKET %s of %s, %d fen",
            won.packetId(),
            won.enterpriseId(),
            won.amountFen());
    assertThat(trace)
        .isEqualTo(
            new ShakeTrace(
                "gala", won.bucket(), won.user(), won.shakeId(), packet, trace.records(), 0));
    assertThat(trace.records())
        .extracting(RecordView::at)
        .isEqualTo(
            List.of(
                RecordPosition.ofShakes(won.partition(), won.offset()),
                new RecordPosition(Topics.PACKETS, 0, topics.packets.indexOf(won))));
    assertThat(trace.records().get(0).fields())
        .containsEntry("drawnAgain", packet)
        .containsEntry("edge", "edge-1");
    assertThat(trace.records().get(1).fields()).containsEntry("packetId", won.packetId());
  }

  @Test
  void shouldShowEveryRepeatWithTheSameOutcome() {
    WonRecord won = aWin();
    InMemoryTopics.Logged first =
        topics.log.stream().filter(it -> isOf(it, won)).findFirst().orElseThrow();
    InMemoryTopics.Logged repeat =
        topics.append(first.partition(), InMemoryTopics.OPENS + 60_000, first.key(), first.value());

    ShakeTrace trace = way(won.user(), won.shakeId()).orElseThrow();

    assertThat(trace.records()).hasSize(3);
    RecordView shown = trace.records().get(1);
    assertThat(shown.at()).isEqualTo(RecordPosition.ofShakes(repeat.partition(), repeat.offset()));
    assertThat(shown.fields()).containsEntry("drawnAgain", trace.drawnAgain());
  }

  @Test
  void shouldSayWhyAShakeIsUndecidedAndItsOutcomeOnceItHasOne() {
    topics.appendShake("u7", 8, InMemoryTopics.OPENS - 1_000);

    assertThat(way("u7", new ShakeId("first", 8)).orElseThrow().drawnAgain())
        .isEqualTo("undecided, CLOSED EARLY");

    topics.appendShake("u7", 8, InMemoryTopics.turnStart("u7", 8));
    topics.appendShake("u7", 8, InMemoryTopics.OPENS - 1_000);

    assertThat(way("u7", new ShakeId("first", 8)).orElseThrow().drawnAgain())
        .matches("PACKET .*|MISS|GREETING stars|LIMITED .*");
  }

  @Test
  void shouldFindTheDeadLetterOfAShakeThatWentAstray() {
    ShakeRecord shake =
        InMemoryTopics.shakeOf(topics.appendShake("u7", 8, InMemoryTopics.OPENS)).orElseThrow();
    InMemoryTopics.Logged astray =
        topics.append(
            1 - shake.key().bucket(), InMemoryTopics.OPENS, shake.key().encode(), shake.encode());
    topics.letters.add(topics.letterOf(astray));

    ShakeTrace trace = way("u7", shake.shakeId()).orElseThrow();

    RecordView letter = trace.records().get(trace.records().size() - 1);
    assertThat(letter.kind()).isEqualTo("dead letter");
    assertThat(letter.fields())
        .containsEntry("why", "damaged")
        .containsEntry("about", "shakes/" + astray.partition() + "/" + astray.offset());
  }

  @Test
  void shouldShowWhatBecameOfThePacketThatTheShakeWon() {
    WonRecord won = aWin();
    PacketRecord expire = new PacketRecord.Expire(won.packetId());
    PacketRecord ofOther = new PacketRecord.Expire(won.packetId() + "9");
    ShakeTracer tracer = finder(won.user(), won.shakeId());

    tracer.packet(record(Topics.PACKETS, 0, null, won.encode()));
    tracer.packet(record(Topics.PACKETS, 1, null, MoneyCodec.encode(ofOther)));
    tracer.packet(record(Topics.PACKETS, 2, null, MoneyCodec.encode(expire)));

    assertThat(tracer.way().orElseThrow().records())
        .extracting(RecordView::kind)
        .containsExactly("won", "expire");
  }

  @Test
  void shouldFindNothingOfAShakeThatWasNeverLogged() {
    assertThat(way("u7", new ShakeId("first", 9))).isEmpty();
    assertThat(way("nobody", new ShakeId("first", 0))).isEmpty();
  }

  @Test
  void shouldKeepSomeRecordsOfAFloodAndCountTheRest() {
    for (int i = 0; i < ShakeTrace.MAX_RECORDS + 7; i++) {
      topics.appendShake("u7", 8, InMemoryTopics.OPENS);
    }

    ShakeTrace trace = way("u7", new ShakeId("first", 8)).orElseThrow();

    assertThat(trace.records()).hasSize(ShakeTrace.MAX_RECORDS);
    assertThat(trace.moreRecords()).isEqualTo(7);
  }

  @Test
  void shouldPassOverRecordsThatAreNone() {
    ShakeTracer tracer = finder("u7", new ShakeId("first", 8));
    for (byte[] bytes : new byte[][] {null, {}, {1, 99, 3}}) {
      tracer.logged(record(Topics.SHAKES, 0, bytes, bytes));
      tracer.packet(record(Topics.PACKETS, 0, bytes, bytes));
      tracer.deadLetter(record(Topics.DEAD_LETTERS, 0, bytes, bytes));
    }
    assertThat(tracer.way()).isEmpty();
  }

  /** Of a shake that stands in the log once: u1 came too early before. */
  private WonRecord aWin() {
    return topics.packets.stream()
        .filter(won -> !won.user().equals("u1"))
        .findFirst()
        .orElseThrow();
  }

  private Optional<ShakeTrace> way(String user, ShakeId shakeId) {
    ShakeTracer tracer = finder(user, shakeId);
    for (InMemoryTopics.Logged logged : topics.log) {
      if (logged.partition() == tracer.partition()) {
        tracer.logged(
            new TopicRecord(
                RecordPosition.ofShakes(logged.partition(), logged.offset()),
                logged.appendedAtMillis(),
                logged.key(),
                logged.value()));
      }
    }
    List<WonRecord> packets = topics.packets.stream().distinct().toList();
    for (int i = 0; i < packets.size(); i++) {
      tracer.packet(record(Topics.PACKETS, i, null, packets.get(i).encode()));
    }
    for (int i = 0; i < topics.letters.size(); i++) {
      tracer.deadLetter(record(Topics.DEAD_LETTERS, i, null, topics.letters.get(i).encode()));
    }
    return tracer.way();
  }

  private ShakeTracer finder(String user, ShakeId shakeId) {
    return new ShakeTracer(
        topics.plansBefore.get(0),
        user,
        shakeId,
        InMemoryTopics.KEYS.verifyingKey(),
        InMemoryTopics.SEALING_KEY);
  }

  private static TopicRecord record(String topic, long offset, byte[] key, byte[] value) {
    return new TopicRecord(new RecordPosition(topic, 0, offset), InMemoryTopics.OPENS, key, value);
  }

  private static boolean isOf(InMemoryTopics.Logged logged, WonRecord won) {
    return logged.partition() == won.partition() && logged.offset() == won.offset();
  }
}
