package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.NOW_MILLIS;
import static io.hongbao.cache.Cached.won;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where packets stand is told as the newest record left it, or not at all. */
class PacketStandingsTest {

  private static final String PACKET = COLA.packetId();
  private static final byte[] PAGE = StandingPages.pageOf(PACKET);
  private static final Won WON = won(ALICE, "first-17", COLA).toWon();
  private static final Claim CLAIM =
      new Claim(PACKET, ALICE, RiskLevel.NONE, new Origin("edge-1", "d1", "", 1_500));
  private static final Paid PAID = new Paid(PACKET, 0, 1, "T-1");
  private static final PacketStanding UNCLAIMED = standing(10, WON);
  private static final PacketStanding CLAIMED = standing(20, WON, CLAIM);
  private static final PacketStanding IS_PAID = standing(30, WON, CLAIM, PAID);

  private static RealRedis redis;
  private RedisPacketStandingWriter writer;
  private RedisAnswerReader reader;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void endRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    redis.empty();
    writer = new RedisPacketStandingWriter(redis.patientSettings());
    reader = new RedisAnswerReader(redis.patientSettings());
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
  }

  @Test
  void shouldTellTheNewestOfAPacketAndNothingOfAnother() throws Exception {
    rebuild();
    write(UNCLAIMED, CLAIMED);

    assertThat(read(PACKET, "gala.3.2.1"))
        .contains(List.of(Optional.of(CLAIMED), Optional.empty()));
    assertThat(read()).contains(List.of());
    assertThat(redis.membersOf(PAGE)).as("the mark and one standing").isEqualTo(2);
    assertThat(redis.lifetimeMillis(PAGE)).as("never expires").isEqualTo(-1);
    assertThat(writer.written()).isEqualTo(2);
  }

  @Test
  void shouldNeverGoBackThoughAReplayWritesEarlierOnes() throws Exception {
    rebuild();
    write(UNCLAIMED, CLAIMED, IS_PAID);
    write(UNCLAIMED);
    assertThat(read(PACKET)).contains(List.of(Optional.of(IS_PAID)));
    write(CLAIMED);
    assertThat(read(PACKET)).contains(List.of(Optional.of(IS_PAID)));
    write(IS_PAID);

    assertThat(read(PACKET)).contains(List.of(Optional.of(IS_PAID)));
    assertThat(redis.membersOf(PAGE)).as("the mark and one standing").isEqualTo(2);
  }

  @Test
  void shouldKeepApartPacketsWhoseIdsBeginAlike() throws Exception {
    rebuild();
    List<PacketStanding> all = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      Outcome.Packet packet = new Outcome.Packet("gala.3.2." + i, "cola", 1 + i);
      all.add(standing(i, won("u" + i, "first-17", packet).toWon()));
    }
    write(all.toArray(PacketStanding[]::new));

    assertThat(read(all.stream().map(PacketStanding::packetId).toArray(String[]::new)))
        .contains(all.stream().map(Optional::of).toList());
  }

  @Test
  void shouldSayNothingUntilTheCacheIsComplete() throws Exception {
    write(CLAIMED);
    assertThat(read(PACKET)).isEmpty();
    assertThat(read()).isEmpty();

    rebuild(new Logged(10, WON), new Logged(20, CLAIM));

    assertThat(read(PACKET)).contains(List.of(Optional.of(CLAIMED)));
  }

  @Test
  void shouldDecideFromTheLogWhatTheEngineDecides() throws Exception {
    List<Logged> log = new ArrayList<>();
    int packets = 1_234;
    for (int i = 0; i < packets; i++) {
      log.add(new Logged(i, wonOf(i)));
    }
    for (int i = 0; i < packets; i += 2) {
      log.add(new Logged(packets + i, new Claim(idOf(i), "u" + i, RiskLevel.NONE, CLAIM.origin())));
    }
    for (int i = 0; i < packets; i += 4) {
      log.add(new Logged(2L * packets + i, new Paid(idOf(i), 0, 1, "")));
    }
    log.add(new Logged(3L * packets, wonOf(4)));

    rebuild(log.toArray(Logged[]::new));

    for (int i : List.of(0, 1, 2, 4, 1_000, 1_001, 1_002, 1_233)) {
      Claim claim = new Claim(idOf(i), "u" + i, RiskLevel.NONE, CLAIM.origin());
      PacketStanding expected =
          switch (i % 4) {
            case 0 -> standing(2L * packets + i, wonOf(i), claim, new Paid(idOf(i), 0, 1, ""));
            case 2 -> standing(packets + i, wonOf(i), claim);
            default -> standing(i, wonOf(i));
          };
      assertThat(read(idOf(i))).contains(List.of(Optional.of(expected)));
    }
  }

  @Test
  void shouldNotDecideAgainWhatTheJobHasWrittenMeanwhile() throws Exception {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      write(CLAIMED);
      rebuild.add(WON, 10, 1_000);
      rebuild.add(CLAIM, 20, 1_000);
      rebuild.add(PAID, 30, 1_000);
      rebuild.complete();
    }

    assertThat(read(PACKET)).contains(List.of(Optional.of(IS_PAID)));
    assertThat(redis.membersOf(PAGE)).as("the mark and one standing").isEqualTo(2);
  }

  @Test
  void shouldKeepAClaimThatCameAheadOfItsWin() throws Exception {
    rebuild(new Logged(10, CLAIM));
    assertThat(read(PACKET).orElseThrow().get(0).orElseThrow().state().waiting()).hasSize(1);

    rebuild(new Logged(10, CLAIM), new Logged(20, WON));

    assertThat(read(PACKET)).contains(List.of(Optional.of(standing(20, CLAIM, WON))));
  }

  @Test
  void shouldLeaveOutWhatWasWonBeforeThePacketsLifetime() throws Exception {
    long lifetimeMillis = redis.patientSettings().packetsLifetime().toMillis();
    try (PacketsRebuild rebuild =
        PacketsRebuild.start(redis.patientSettings(), 1_001 + lifetimeMillis)) {
      rebuild.add(WON, 10, 1_000);
      rebuild.complete();
    }

    assertThat(read(PACKET)).contains(List.of(Optional.empty()));
  }

  /** What it finds on pages that were begun anew lacks the records that it wrote before. */
  @Test
  void shouldWriteNothingOnceAnotherRebuildBegan() throws Exception {
    try (PacketsRebuild first = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      rebuild(new Logged(10, WON), new Logged(20, CLAIM));
      first.add(CLAIM, 25, 1_000);
      assertThatThrownBy(first::complete).isInstanceOf(CacheUnavailableException.class);
    }

    assertThat(read(PACKET)).contains(List.of(Optional.of(CLAIMED)));
  }

  @Test
  void shouldSayNothingAfterThePageWasLostAndHaveItRebuilt() throws Exception {
    rebuild(new Logged(10, WON), new Logged(20, CLAIM));
    redis.delete(PAGE);
    write(UNCLAIMED);

    assertThat(read(PACKET)).isEmpty();
    await().until(PacketStandingsTest::isRebuildNeeded);

    rebuild(new Logged(10, WON), new Logged(20, CLAIM));
    assertThat(read(PACKET)).contains(List.of(Optional.of(CLAIMED)));
  }

  @Test
  void shouldFlushOnlyWhenRedisIsBack() throws Exception {
    try (RedisPacketStandingWriter impatient = new RedisPacketStandingWriter(redis.settings())) {
      impatient.write(UNCLAIMED);
      impatient.flush();
      redis.freeze();
      impatient.write(CLAIMED);
      await().until(() -> impatient.retried() > 0);
      assertThat(impatient.written()).isEqualTo(1);

      redis.thaw();

      impatient.flush();
      assertThat(impatient.written()).isEqualTo(2);
    }
  }

  private record Logged(long offset, PacketRecord record) {}

  private static String idOf(int i) {
    return "gala.3.2." + i;
  }

  private static Won wonOf(int i) {
    return won("u" + i, "first-17", new Outcome.Packet(idOf(i), "cola", 188)).toWon();
  }

  private static PacketStanding standing(long offset, PacketRecord... records) {
    PacketState state = PacketState.UNKNOWN;
    for (PacketRecord record : records) {
      state = new PacketEngine().decide(state, record, 1_000).after();
    }
    return new PacketStanding(records[0].packetId(), offset, state);
  }

  private void write(PacketStanding... standings) throws InterruptedException {
    for (PacketStanding standing : standings) {
      writer.write(standing);
    }
    writer.flush();
  }

  private static void rebuild(Logged... log) throws InterruptedException {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      for (Logged logged : log) {
        rebuild.add(logged.record(), logged.offset(), 1_000);
      }
      rebuild.complete();
    }
  }

  private Optional<List<Optional<PacketStanding>>> read(String... packetIds) throws Exception {
    return reader
        .standings(List.of(packetIds))
        .toCompletableFuture()
        .get(Patience.SECONDS, SECONDS);
  }

  private static boolean isRebuildNeeded() throws InterruptedException {
    try (PacketsWatch watch = new PacketsWatch(redis.patientSettings())) {
      return watch.isRebuildNeeded();
    }
  }
}
