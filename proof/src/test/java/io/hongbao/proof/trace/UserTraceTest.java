package io.hongbao.proof.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.HonestShow;
import io.hongbao.proof.audit.InMemoryTopics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.proof.money.MoneyDifference;
import io.hongbao.proof.money.PacketReplay;
import io.hongbao.proof.money.WalletTransfer;
import io.hongbao.proof.trace.UserTrace.Account;
import io.hongbao.proof.trace.UserTrace.TracedShare;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import io.hongbao.wire.records.WonRecord;
import io.hongbao.wire.records.WonRecord.Claiming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UserTraceTest {

  private static final String PACKET = "gala.0.2.0";
  private static final String KEY = PACKET + "/0/1";
  private static final long OPENS = InMemoryTopics.OPENS;
  private static final long DAY_MILLIS = 86_400_000;
  private static final ClaimTerms TERMS = new ClaimTerms(DAY_MILLIS, 0);
  private static final Note NOTE = new Note("ann", "called back");

  private final InMemoryTopics topics = HonestShow.world();

  /** Records of {@code packets}, one each second from the opening on. */
  private final List<byte[]> packets = new ArrayList<>();

  /** From this record on the log's time is three days later. */
  private int lateFrom = Integer.MAX_VALUE;

  private final PacketReplay job = new PacketReplay();
  private final List<byte[]> reasons = new ArrayList<>();

  @Test
  void shouldShowEveryShakeWithItsOutcomeAndItsPlace() {
    WonRecord won =
        topics.packets.stream().filter(it -> !it.user().equals("u1")).findFirst().orElseThrow();

    UserTrace trace = trace(won.user());

    assertThat(trace.shows())
        .containsExactly(new UserTrace.VisitedShow(new BucketKey("gala", won.bucket()), 3));
    List<TracedRecord> shakes = ofKind(trace, "shake");
    assertThat(shakes)
        .extracting(TracedRecord::of)
        .containsExactly("gala first-0", "gala first-1", "gala first-2");
    assertThat(
            shakes.stream()
                .filter(it -> it.of().equals("gala " + won.shakeId()))
                .map(TracedRecord::says))
        .containsExactly(
            "PACKET "
                + won.packetId()
                + " of "
                + won.enterpriseId()
                + ", "
                + won.amountFen()
                + " fen");
    assertThat(shakes)
        .extracting(it -> it.view().at().toString())
        .contains("shakes/" + won.partition() + "/" + won.offset());
    assertThat(shakes).extracting(TracedRecord::says).allMatch(it -> it.matches("[A-Z].*"));
  }

  @Test
  void shouldCountRepeatsAndShowALaterOutcomeOfItsOwn() {
    topics.appendShake("u7", 8, OPENS - 1_000);
    topics.appendShake("u7", 8, OPENS - 900);
    topics.appendShake("u7", 8, InMemoryTopics.turnStart("u7", 8));
    topics.appendShake("u7", 8, InMemoryTopics.turnStart("u7", 8) + 100);

    List<String> said =
        ofKind(trace("u7"), "shake").stream()
            .filter(it -> it.of().equals("gala first-8"))
            .map(TracedRecord::says)
            .toList();

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).isEqualTo("undecided, CLOSED EARLY; 2 records");
    assertThat(said.get(1)).matches("(PACKET .*|MISS|GREETING stars|LIMITED .*); 2 records");
  }

  @Test
  void shouldSayThatASuspectsShakeNeverWins() {
    ShakeRecord suspect =
        new ShakeRecord(
            new BucketKey("gala", InMemoryTopics.bucketOf("u7")),
            "u7",
            new ShakeId("first", 8),
            1,
            OPENS,
            "edge-1",
            "d7",
            "::7",
            RiskLevel.EMPTY,
            0,
            false);
    topics.append(
        suspect.key().bucket(),
        InMemoryTopics.turnStart("u7", 8),
        suspect.key().encode(),
        suspect.encode());
    hear(verdict(new Entity(EntityKind.DEVICE, "d7"), RiskLevel.EMPTY, false));
    hear(verdict(new Entity(EntityKind.DEVICE, "d8"), RiskLevel.EMPTY, false));

    UserTrace trace = trace("u7");

    assertThat(ofKind(trace, "shake"))
        .filteredOn(it -> it.of().equals("gala first-8"))
        .extracting(TracedRecord::says)
        .hasSize(1)
        .allMatch(it -> it.endsWith("; at risk level EMPTY, which never wins"));
    assertThat(ofKind(trace, "reason"))
        .extracting(TracedRecord::of, TracedRecord::says)
        .containsExactly(
            tuple(
                "device d7",
                "EMPTY from 2027-02-07T12:30:00Z until 2027-02-07T12:31:00Z, by rule bots 3;"
                    + " shakes never win, claims are held"));
  }

  @Test
  void shouldShowAProlongedVerdictOnceAndWhatABlockedUserDoesNotFindInTheLog() {
    Entity user = new Entity(EntityKind.USER, "mallory");
    hear(verdict(user, RiskLevel.BLOCK, false));
    hear(verdict(user, RiskLevel.BLOCK, false));
    hear(verdict(user, RiskLevel.HOLD, true));

    assertThat(trace("mallory").records())
        .extracting(TracedRecord::says)
        .containsExactly(
            "BLOCK from 2027-02-07T12:30:00Z until 2027-02-07T12:31:00Z, by rule bots 3;"
                + " edges refuse shakes, which then stand in no log; claims are held",
            "HOLD from 2027-02-07T12:30:00Z until 2027-02-07T12:31:00Z, by rule bots 3;"
                + " it is on trial and acts on nobody");
  }

  @Test
  void shouldTellAPacketsLifeFromTheWinToItsTransfer() {
    win("alice", 188L);
    append(claim("alice", RiskLevel.HOLD));
    append(new Approve(PACKET, 0, 0, NOTE));
    append(new Paid(PACKET, 0, 1, "T-300"));
    append(new Paid(PACKET, 0, 1, "T-300"));

    UserTrace trace = trace("alice");

    assertThat(trace.records().stream().filter(it -> it.view().at().topic().equals("packets")))
        .extracting(TracedRecord::says)
        .containsExactly(
            "1.88 yuan of cola by alice, to be claimed until 2027-02-08T12:30:00Z: share 0 OPEN",
            "by alice at edge-1, device d1, address ::1, risk level HOLD: share 0 HELD",
            "share 0, step 0, by ann, called back: share 0 INSTRUCTED",
            "share 0, step 1, transfer gala.0.2.0/0/1, reference T-300: share 0 PAID",
            "share 0, step 1, transfer gala.0.2.0/0/1, reference T-300: NOTHING_TO_DO");
    assertThat(trace.records())
        .extracting(TracedRecord::of)
        .contains(PACKET + "/0/1/claim", PACKET + "/0/1", PACKET + "/0/1/pay");
    assertThat(trace.own().paidFen()).isEqualTo(188);
    assertThat(trace.own().issuedFen()).isEqualTo(188);
    assertThat(trace.differences()).isEmpty();
    assertThat(trace.payouts()).extracting(PayoutInstruction::key).containsExactly(PACKET + "/0/1");
  }

  @Test
  void shouldShowWhatTheWinnerHandedOnAndWhatTheFriendGot() {
    win("alice", 100, 50, 38);
    append(claim("alice", RiskLevel.NONE));
    append(share(1, "bob"));
    append(share(2, "carol"));
    append(share(2, "dave"));

    UserTrace alice = trace("alice");
    assertThat(alice.shares())
        .extracting(TracedShare::number, TracedShare::holder, it -> it.state().phase())
        .containsExactly(
            tuple(0, "alice", Phase.INSTRUCTED),
            tuple(1, "bob", Phase.INSTRUCTED),
            tuple(2, "carol", Phase.INSTRUCTED));
    assertThat(alice.own().claimedFen()).isEqualTo(100);
    assertThat(alice.handedOnFen()).isEqualTo(88);

    UserTrace bob = trace("bob");
    assertThat(bob.shares())
        .extracting(TracedShare::number, TracedShare::amountFen)
        .containsExactly(tuple(1, 50L));
    assertThat(bob.own().claimedFen()).isEqualTo(50);
    assertThat(bob.handedOnFen()).isZero();
    assertThat(bob.records())
        .extracting(TracedRecord::says)
        .noneMatch(it -> it.contains("carol") || it.contains("dave"));

    assertThat(trace("dave").records())
        .extracting(TracedRecord::says)
        .contains(
            "share 2, by dave at edge-1, device d1, address ::1, risk level NONE: SHARE_GONE");
    assertThat(trace("dave").shares()).isEmpty();
  }

  @Test
  void shouldShowWhatExpired() {
    win("alice", 100, 50, 38);
    append(claim("alice", RiskLevel.NONE));
    append(share(1, "bob"));
    packets.add(MoneyCodec.encode(new Expire(PACKET)));
    job.add(new Expire(PACKET), OPENS + 3 * DAY_MILLIS);
    lateFrom = packets.size() - 1;

    assertThat(trace("alice").own().expiredFen()).isEqualTo(38);
    assertThat(trace("alice").own().claimedFen()).isEqualTo(100);
  }

  @Test
  void shouldShowWhatWasRefused() {
    win("eve", 188L);
    append(claim("eve", RiskLevel.BLOCK));
    append(new Refuse(PACKET, 0, 0, NOTE));
    assertThat(trace("eve").own().returnedFen()).isEqualTo(188);
  }

  @Test
  void shouldSayWhereTheWalletDisagrees() {
    win("alice", 188L);
    append(claim("alice", RiskLevel.NONE));
    append(new Paid(PACKET, 0, 1, "T-300"));
    UserTrace trace = trace("alice");

    assertThat(trace.differences()).isEmpty();
    assertThat(trace.differences(new Account(OptionalLong.of(188), Map.of(KEY, paid(188)))))
        .isEmpty();
    assertThat(trace.differences(new Account(OptionalLong.empty(), Map.of())))
        .extracting(MoneyDifference::text)
        .containsExactly(
            "the log says that gala.0.2.0/0/1 was paid, and the wallet does not know it");
    assertThat(trace.differences(new Account(OptionalLong.of(187), Map.of(KEY, paid(187)))))
        .extracting(MoneyDifference::fen)
        .containsExactly(1L);
  }

  @Test
  void shouldSayWhatTheLedgerLacks() {
    win("alice", 188L);
    packets.add(MoneyCodec.encode(claim("alice", RiskLevel.NONE)));

    assertThat(trace("alice").differences())
        .extracting(MoneyDifference::text)
        .containsExactly(
            "the ledger lacks entry gala.0.2.0/0/1/claim of 188 fen of cola",
            "payouts lacks the instruction gala.0.2.0/0/1 of 188 fen from cola to alice");
  }

  @Test
  void shouldKeepToOneShowIfAsked() {
    win("alice", 188L);

    assertThat(trace("alice", Optional.of("gala")).shares()).hasSize(1);
    assertThat(trace("alice", Optional.of("other")).records()).isEmpty();
  }

  @Test
  void shouldFindNothingOfSomebodyWhoWasNotThere() {
    assertThat(trace("nobody").records()).isEmpty();
    assertThat(trace("nobody").moreRecords()).isZero();
  }

  @Test
  void shouldKeepSomeRecordsOfAFloodAndCountTheRest() {
    win("alice", 188L);
    for (int i = 0; i < UserPackets.MAX_ROWS + 6; i++) {
      packets.add(MoneyCodec.encode(claim("alice", RiskLevel.NONE)));
    }
    for (int turn = 100; turn < 100 + UserShakes.MAX_ROWS + 3; turn++) {
      topics.appendShake("alice", turn, OPENS);
    }

    UserTrace trace = trace("alice");

    assertThat(ofKind(trace, "shake")).hasSize(UserShakes.MAX_ROWS);
    assertThat(ofKind(trace, "claim")).hasSize(UserPackets.MAX_ROWS - 1);
    assertThat(trace.moreRecords()).isEqualTo(7 + 3);
  }

  @Test
  void shouldPassOverRecordsThatAreNone() {
    UserShakes shakes = shakes("alice");
    UserPackets ofUser = new UserPackets("alice", Optional.empty(), decoder());
    UserVerdicts verdicts = new UserVerdicts(shakes.entities(), decoder());
    for (byte[] bytes : new byte[][] {null, {}, {1, 99, 3}}) {
      TopicRecord record = record(Topics.SHAKES, 0, OPENS, bytes, bytes);
      List<Consumer<TopicRecord>> readers =
          List.of(
              shakes::logged,
              shakes::deadLetter,
              ofUser::find,
              ofUser::decide,
              ofUser::entry,
              ofUser::payout,
              verdicts::reason);
      readers.forEach(reader -> reader.accept(record));
    }
    assertThat(new UserTrace("alice", List.of(shakes), ofUser, verdicts).records()).isEmpty();
  }

  @Test
  void shouldPrintTheEveningAsTablesAndAsLines() {
    win("ali\nce", 100, 88);
    append(claim("ali\nce", RiskLevel.NONE));
    Account account =
        new Account(
            OptionalLong.of(100),
            Map.of(KEY, new WalletTransfer(KEY, "cola", "ali\nce", 100, true)));
    append(new Paid(PACKET, 0, 1, ""));
    UserTrace trace = trace("ali\nce");

    assertThat(UserTraceFormatter.toText(trace, Optional.of(account)))
        .isEqualTo(
            """
            user ali\\u000ace

              appended              at           record  of
              2027-02-07T12:30:00Z  packets/0/0  won     gala.0.2.0            1.88 yuan of cola by ali\\u000ace, in shares of 1.00, 0.88, to be claimed until 2027-02-08T12:30:00Z: share 0 OPEN; share 1 OPEN
              2027-02-07T12:30:01Z  packets/0/1  claim   gala.0.2.0            by ali\\u000ace at edge-1, device d1, address ::1, risk level NONE: share 0 INSTRUCTED
              2027-02-07T12:30:02Z  packets/0/2  paid    gala.0.2.0            share 0, step 1, transfer gala.0.2.0/0/1: share 0 PAID
              2027-02-07T12:40:00Z  ledger/0/0   entry   gala.0.2.0/0/1/claim  1.00 yuan of cola from ESCROW to PAYABLE
              2027-02-07T12:40:00Z  ledger/0/1   entry   gala.0.2.0/0/1/pay    1.00 yuan of cola from PAYABLE to USERS
              2027-02-07T12:40:00Z  payouts/0/0  payout  gala.0.2.0/0/1        1.00 yuan from cola to ali\\u000ace

              packet      share  state  of           step  yuan
              gala.0.2.0  0      PAID   ali\\u000ace     1  1.00
              gala.0.2.0  1      OPEN   nobody          0  0.88

              payout          at the wallet  yuan
              gala.0.2.0/0/1  PAID           1.00

            own shares: 1.88 yuan: unclaimed 0.88, claimed 0.00, held 0.00, paid 1.00, expired 0.00, returned 0.00
            wallet: balance 1.00 yuan
            log, ledger, payouts and wallet agree about these packets to the fen
            """);
    List<String> lines = UserTraceFormatter.toJson(trace, Optional.of(account)).lines().toList();
    assertThat(lines).hasSize(6 + 2 + 1 + 1);
    assertThat(lines.get(2))
        .isEqualTo(
            "{\"at\":\"packets/0/2\",\"appendedAtMillis\":1802003402000,\"kind\":\"paid\","
                + "\"packetId\":\"gala.0.2.0\",\"share\":0,\"step\":1,\"reference\":\"\","
                + "\"effect\":\"CHANGED\",\"of\":\"gala.0.2.0\","
                + "\"says\":\"share 0, step 1, transfer gala.0.2.0/0/1: share 0 PAID\"}");
    assertThat(lines.get(7))
        .isEqualTo(
            "{\"kind\":\"share state\",\"packetId\":\"gala.0.2.0\",\"share\":1,\"state\":\"OPEN\","
                + "\"holder\":\"\",\"step\":0,\"amountFen\":88}");
    assertThat(lines.get(8))
        .isEqualTo(
            "{\"kind\":\"payout state\",\"key\":\"gala.0.2.0/0/1\",\"amountFen\":100,"
                + "\"wallet\":\"PAID\"}");
    assertThat(lines.get(9))
        .isEqualTo(
            "{\"kind\":\"sum\",\"user\":\"ali\\nce\",\"turns\":0,\"ownFen\":188,"
                + "\"unclaimedFen\":88,\"claimedFen\":0,\"heldFen\":0,\"paidFen\":100,"
                + "\"expiredFen\":0,\"returnedFen\":0,\"handedOnFen\":0,\"balanceFen\":100,"
                + "\"differences\":\"\",\"moreRecords\":0}");
    assertThat(UserTraceFormatter.toText(trace, Optional.empty()))
        .contains("  gala.0.2.0/0/1  not asked      1.00\n")
        .doesNotContain("wallet:")
        .endsWith("log, ledger and payouts agree about these packets to the fen\n");
  }

  private static WalletTransfer paid(long fen) {
    return new WalletTransfer(KEY, "cola", "alice", fen, true);
  }

  private void win(String user, long... sharesFen) {
    List<Long> shares = new ArrayList<>();
    long amountFen = 0;
    for (long fen : sharesFen) {
      shares.add(fen);
      amountFen += fen;
    }
    WonRecord won =
        new WonRecord(
                PACKET,
                "gala",
                0,
                user,
                new ShakeId("first", 1),
                "cola",
                amountFen,
                RiskLevel.NONE,
                0,
                0,
                OPENS,
                false)
            .with(new Claiming(OPENS + DAY_MILLIS, TERMS, shares));
    packets.add(won.encode());
    job.add(won.toWon(), OPENS);
  }

  /** Appends a record, and lets the packets job see it. */
  private void append(PacketRecord record) {
    job.add(record, OPENS + 1_000L * packets.size());
    packets.add(MoneyCodec.encode(record));
  }

  private void hear(Verdict verdict) {
    reasons.add(VerdictJson.encode(verdict));
  }

  private static Claim claim(String user, RiskLevel riskLevel) {
    return new Claim(PACKET, user, riskLevel, new Origin("edge-1", "d1", "::1", 0));
  }

  private static Share share(int number, String user) {
    return new Share(PACKET, number, user, RiskLevel.NONE, new Origin("edge-1", "d1", "::1", 0));
  }

  private static Verdict verdict(Entity entity, RiskLevel level, boolean shadow) {
    return new Verdict(
        entity,
        "bots",
        3,
        level,
        shadow,
        false,
        OPENS,
        OPENS + 1_000,
        OPENS + 60_000,
        Map.of(),
        List.of(new EvaluatedComparison("rate > 5", true)));
  }

  private static List<TracedRecord> ofKind(UserTrace trace, String kind) {
    return trace.records().stream().filter(it -> it.view().kind().equals(kind)).toList();
  }

  private UserTrace trace(String user) {
    return trace(user, Optional.empty());
  }

  private UserTrace trace(String user, Optional<String> show) {
    UserShakes shakes = shakes(user);
    for (InMemoryTopics.Logged logged : topics.log) {
      if (logged.partition() == shakes.partition()) {
        shakes.logged(
            new TopicRecord(
                RecordPosition.ofShakes(logged.partition(), logged.offset()),
                logged.appendedAtMillis(),
                logged.key(),
                logged.value()));
      }
    }
    UserPackets ofUser = new UserPackets(user, show, decoder());
    List<TopicRecord> ofPackets = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      long atMillis = OPENS + 1_000L * i + (i >= lateFrom ? 3 * DAY_MILLIS : 0);
      ofPackets.add(record(Topics.PACKETS, i, atMillis, null, packets.get(i)));
    }
    ofPackets.forEach(ofUser::find);
    ofPackets.forEach(ofUser::decide);
    feed(
        Topics.LEDGER,
        job.entries().values().stream()
            .sorted(Comparator.comparing(LedgerEntry::id))
            .map(LedgerCodec::encode)
            .toList(),
        ofUser::entry);
    feed(
        Topics.PAYOUTS,
        job.instructions().values().stream()
            .map(PacketReplay.Instructed::instruction)
            .sorted(Comparator.comparing(PayoutInstruction::key))
            .map(LedgerCodec::encode)
            .toList(),
        ofUser::payout);
    List<Entity> entities = new ArrayList<>(shakes.entities());
    entities.add(new Entity(EntityKind.USER, user));
    UserVerdicts verdicts = new UserVerdicts(Set.copyOf(entities), decoder());
    feed(Topics.VERDICT_REASONS, reasons, verdicts::reason);
    return new UserTrace(user, show.isPresent() ? List.of() : List.of(shakes), ofUser, verdicts);
  }

  private static void feed(String topic, List<byte[]> values, Consumer<TopicRecord> reader) {
    for (int i = 0; i < values.size(); i++) {
      reader.accept(record(topic, i, OPENS + 600_000, null, values.get(i)));
    }
  }

  private UserShakes shakes(String user) {
    return new UserShakes(
        topics.plansBefore.get(0),
        user,
        InMemoryTopics.KEYS.verifyingKey(),
        InMemoryTopics.SEALING_KEY);
  }

  private static RecordDecoder decoder() {
    return new RecordDecoder(InMemoryTopics.KEYS.verifyingKey(), InMemoryTopics.SEALING_KEY);
  }

  private static TopicRecord record(
      String topic, long offset, long atMillis, byte[] key, byte[] value) {
    return new TopicRecord(new RecordPosition(topic, 0, offset), atMillis, key, value);
  }
}
