package io.hongbao.wire.records;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.SampleRecords;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** Records of any values that a record may have; the same seed makes the same. */
final class RandomRecords {

  private static final List<String> LETTERS =
      List.of("a", "Z", "0", " ", "\u00e9", "\u5f20", "\ud83e\udde7", "\u0000", ",");

  private final Random random;

  RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  BucketKey key() {
    return new BucketKey(id(), random.nextInt(65_536));
  }

  ShakeRecord shake() {
    return new ShakeRecord(
        key(),
        text(1),
        shakeId(),
        number(),
        number(),
        text(0),
        text(0),
        text(0),
        riskLevel(),
        random.nextInt(Integer.MAX_VALUE),
        random.nextBoolean(),
        random.nextBoolean());
  }

  TickRecord tick() {
    return new TickRecord(text(0), number());
  }

  WonRecord won() {
    return new WonRecord(
        text(0),
        id(),
        random.nextInt(65_536),
        text(1),
        shakeId(),
        id(),
        number(),
        riskLevel(),
        random.nextInt(Integer.MAX_VALUE),
        number(),
        number(),
        random.nextBoolean());
  }

  VerdictRecord verdict() {
    return new VerdictRecord(
        pick(List.of(EntityKind.values())),
        text(0),
        riskLevel(),
        number(),
        text(0),
        random.nextInt(Integer.MAX_VALUE));
  }

  DeadLetter deadLetter() {
    return new DeadLetter(
        text(0), text(0), random.nextInt(Integer.MAX_VALUE), number(), number(), bytes(), bytes());
  }

  Outcome outcome() {
    return switch (random.nextInt(5)) {
      case 0 -> Outcome.MISS;
      case 1 -> new Outcome.Greeting(id());
      case 2 -> Outcome.LIMITED_USER;
      case 3 -> Outcome.LIMITED_ENTERPRISE;
      default -> new Outcome.Packet(text(0), id(), 1 + number() / 2);
    };
  }

  SeedBatch seeds() {
    List<Seed> seeds = new ArrayList<>();
    long offsetMillis = 0;
    for (int left = 1 + random.nextInt(20); left > 0; left--) {
      offsetMillis += random.nextInt(100_000);
      seeds.add(new Seed(1 + number() / 2, offsetMillis));
    }
    long planNumber = random.nextBoolean() ? SeedBatch.NO_PLAN : 1 + number() / 2;
    return new SeedBatch(planNumber, id(), id(), number(), seeds, 1);
  }

  OpRecord op() {
    List<Long> lastControls = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      lastControls.add(number());
    }
    return new OpRecord(
        id(), 1 + number() / 2, number(), text(1), random.nextBoolean(), anyOp(), lastControls);
  }

  ModeRecord mode() {
    return new ModeRecord(id(), 1 + number() / 2, pick(List.of(Mode.values())), text(0));
  }

  SecretsRecord secrets() {
    Map<String, WaveSecret> secrets = new LinkedHashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      byte[] secret = new byte[WaveSecret.LENGTH];
      random.nextBytes(secret);
      secrets.put(id(), new WaveSecret(secret));
    }
    return new SecretsRecord(id(), secrets);
  }

  EnvelopeRecord envelope() {
    List<String> enterprises = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      enterprises.add("enterprise-" + left);
    }
    Envelope envelope =
        new Envelope(
            id(),
            1 + number() / 2,
            1 + number() / 2,
            1 + number() / 2,
            1 + number() / 2,
            enterprises,
            1 + number() / 2);
    return new EnvelopeRecord(envelope, 1 + number() / 2, number(), text(1), text(0));
  }

  ApprovalRecord approval() {
    return new ApprovalRecord(random.nextBoolean(), number(), text(1));
  }

  PolicyRecord policy() {
    return new PolicyRecord(1 + random.nextInt(Integer.MAX_VALUE), text(1));
  }

  /** Of some modes, one after another. */
  PlanFile planFile() {
    String show = id();
    long op = random.nextLong(1, 1_000_000);
    List<PlanFile.Entry> entries = new ArrayList<>();
    int ops = 1 + random.nextInt(4);
    for (int done = 0; done < ops; done++) {
      ModeRecord mode = new ModeRecord(show, op + done, pick(List.of(Mode.values())), text(0));
      OpRecord begun =
          new OpRecord(
              show,
              mode.opNumber(),
              number(),
              text(1),
              false,
              new OpRecord.SetMode(mode.mode(), mode.reason()),
              List.of());
      entries.add(PlanFile.Entry.of(begun, FixedKeys.SIGNING));
      for (int bucket = random.nextInt(4); bucket > 0; bucket--) {
        entries.add(PlanFile.Entry.of(control(show)));
      }
      entries.add(PlanFile.Entry.of(mode, FixedKeys.SIGNING));
      entries.add(PlanFile.Entry.of(begun.done(), FixedKeys.SIGNING));
    }
    return PlanFile.sign(
        FixedKeys.SIGNING,
        show,
        op + ops + random.nextInt(9),
        1 + random.nextInt(99),
        new PlanFile.Checks(number(), random.nextBoolean()),
        entries);
  }

  private SignedControl control(String show) {
    Control activate = random.nextBoolean() ? SampleRecords.ACTIVATE : SampleRecords.PAUSE;
    return SignedControl.sign(
        FixedKeys.SIGNING,
        new BucketKey(show, random.nextInt(65_536)),
        1 + number() / 2,
        ControlCodec.of(activate));
  }

  ShowSnapshot snapshot() {
    List<ShowRecord> records = List.of(op(), mode(), secrets(), envelope(), approval());
    return new ShowSnapshot(
        number(), 1 + random.nextInt(99), number(), records, List.of(planFile(), planFile()));
  }

  AckRecord ack() {
    Map<String, AckRecord.KnownShow> shows = new HashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      shows.put(id(), new AckRecord.KnownShow(number(), number()));
    }
    long clockErrorMillis = random.nextBoolean() ? number() : -number();
    OptionalLong answerDelayMillis =
        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(86_400_001));
    return new AckRecord(
        text(1), number(), random.nextBoolean(), clockErrorMillis, answerDelayMillis, shows);
  }

  private OpRecord.Op anyOp() {
    return switch (random.nextInt(8)) {
      case 0 -> new OpRecord.Stage(SampleRecords.PLAN);
      case 1 -> new OpRecord.AppendPlan(number(), number());
      case 2 -> new OpRecord.Activate(number(), number(), random.nextBoolean());
      case 3 ->
          new OpRecord.Tell(
              pick(
                  List.of(
                      new Control.Pause(id(), random.nextBoolean(), random.nextInt(70_000)),
                      SampleRecords.CARRY,
                      SampleRecords.BEACON_VALUE,
                      SampleRecords.BEACON_FAILED,
                      new Control.End())));
      case 4 -> new OpRecord.SetMode(pick(List.of(Mode.values())), text(0));
      case 5 -> new OpRecord.Approve(number());
      case 6 -> new OpRecord.Forget(text(1));
      default -> new OpRecord.PublishSecrets();
    };
  }

  byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A number of 0 or more, of any length. */
  long number() {
    return (random.nextLong() & Long.MAX_VALUE) >>> random.nextInt(63);
  }

  private ShakeId shakeId() {
    return new ShakeId(id(), random.nextInt(1_000_000_000));
  }

  private RiskLevel riskLevel() {
    return pick(List.of(RiskLevel.values()));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String id() {
    String letters = "abcxyz019-";
    StringBuilder id = new StringBuilder();
    for (int left = 1 + random.nextInt(40); left > 0; left--) {
      id.append(letters.charAt(random.nextInt(letters.length())));
    }
    return id.toString();
  }

  private String text(int least) {
    StringBuilder text = new StringBuilder();
    for (int left = least + random.nextInt(30); left > 0; left--) {
      text.append(pick(LETTERS));
    }
    return text.toString();
  }
}
