package io.hongbao.wire.records;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.wire.keys.SealingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The signed content of a control record: what it says, as bytes. */
public final class ControlCodec {

  private static final int TERMS = 1;

  /** Of engine version 1, whose seeds wait for no activation. */
  private static final int SEED_BATCH_WITHOUT_PLAN = 2;

  private static final int END = 3;
  private static final int SEED_BATCH = 4;
  private static final int ACTIVATE = 5;
  private static final int PAUSE = 6;
  private static final int CARRY = 7;
  private static final int BEACON = 8;

  /** Of a show that is not live. */
  private static final int TERMS_OF_KIND = 9;

  /** Of packets that are split, with the plan's number, which may be none. */
  private static final int SEED_BATCH_OF_SHARES = 10;

  /** Of packets that are claimed in another way than is usual, in a show of any kind. */
  private static final int TERMS_OF_CLAIMING = 11;

  /** Of answers that are kept longer than is usual, in a show of any kind. */
  private static final int TERMS_OF_ANSWERS = 12;

  private static final byte[] NO_VALUE = {};

  private ControlCodec() {}

  public static byte[] of(SealedTerms terms) {
    RecordWriter writer = new RecordWriter(1024);
    if (!terms.answerLifetime().equals(AnswerLifetime.USUAL)) {
      WaveFields.writeKind(writer.writeByte(TERMS_OF_ANSWERS), terms.kind());
      WaveFields.writeClaimTerms(writer, terms.claimTerms());
      WaveFields.writeAnswerLifetime(writer, terms.answerLifetime());
    } else if (!terms.claimTerms().equals(ClaimTerms.DEFAULT)) {
      WaveFields.writeKind(writer.writeByte(TERMS_OF_CLAIMING), terms.kind());
      WaveFields.writeClaimTerms(writer, terms.claimTerms());
    } else if (terms.kind().isLive()) {
      writer.writeByte(TERMS);
    } else {
      WaveFields.writeKind(writer.writeByte(TERMS_OF_KIND), terms.kind());
    }
    terms.write(writer);
    return writer.toBytes();
  }

  public static byte[] of(SeedBatch batch) {
    boolean isOfPlan = batch.planNumber() != SeedBatch.NO_PLAN;
    RecordWriter writer = new RecordWriter(64 + 8 * batch.seeds().size());
    if (batch.shares() > 1) {
      writer
          .writeByte(SEED_BATCH_OF_SHARES)
          .writeNumber(batch.shares())
          .writeNumber(batch.planNumber());
    } else if (isOfPlan) {
      writer.writeByte(SEED_BATCH).writeNumber(batch.planNumber());
    } else {
      writer.writeByte(SEED_BATCH_WITHOUT_PLAN);
    }
    writer
        .writeText(batch.waveId())
        .writeText(batch.enterpriseId())
        .writeNumber(batch.countsFromMillis())
        .writeNumber(batch.seeds().size());
    long before = 0;
    for (Seed seed : batch.seeds()) {
      writer.writeNumber(seed.amountFen()).writeNumber(seed.releaseOffsetMillis() - before);
      before = seed.releaseOffsetMillis();
    }
    return writer.toBytes();
  }

  public static byte[] of(Control.Activate activate) {
    return new RecordWriter(16)
        .writeByte(ACTIVATE)
        .writeNumber(activate.planNumber())
        .writeNumber(activate.atMillis())
        .toBytes();
  }

  public static byte[] of(Control.Pause pause) {
    return new RecordWriter(64)
        .writeByte(PAUSE)
        .writeText(pause.waveId())
        .writeByte(pause.paused() ? 1 : 0)
        .writeNumber(pause.atMillis())
        .toBytes();
  }

  public static byte[] of(Control.Carry carry) {
    RecordWriter writer =
        new RecordWriter(128)
            .writeByte(CARRY)
            .writeText(carry.fromWaveId())
            .writeText(carry.toWaveId());
    WaveFields.writeCurve(writer, carry.curve());
    return writer.toBytes();
  }

  /** An empty value says that the round failed. */
  public static byte[] of(Control.Beacon beacon) {
    return new RecordWriter(128)
        .writeByte(BEACON)
        .writeText(beacon.waveId())
        .writeNumber(beacon.round())
        .writeBytes(beacon.value().map(Control.BeaconValue::bytes).orElse(NO_VALUE))
        .toBytes();
  }

  /**
   * A control that an operator gives during a show, other than terms and seeds.
   *
   * @throws IllegalArgumentException for terms and seeds
   */
  public static byte[] of(Control control) {
    if (control instanceof Control.Activate activate) {
      return of(activate);
    }
    if (control instanceof Control.Pause pause) {
      return of(pause);
    }
    if (control instanceof Control.Carry carry) {
      return of(carry);
    }
    if (control instanceof Control.Beacon beacon) {
      return of(beacon);
    }
    if (control instanceof Control.End) {
      return ofEnd();
    }
    throw new IllegalArgumentException(
        control.getClass().getSimpleName() + ": expected a control that holds no secret");
  }

  public static byte[] ofEnd() {
    return new byte[] {END};
  }

  /**
   * Reads a content and opens what is sealed in it.
   *
   * @throws MalformedRecordException if it is damaged, or breaks a rule of the domain
   */
  public static Control decode(byte[] content, SealingKey sealingKey) {
    RecordReader reader = new RecordReader(content);
    int type = reader.readByte();
    try {
      Control control =
          switch (type) {
            case TERMS, TERMS_OF_KIND, TERMS_OF_CLAIMING, TERMS_OF_ANSWERS ->
                readTerms(reader, type).open(sealingKey);
            case SEED_BATCH_WITHOUT_PLAN -> readSeedBatch(reader, 1, SeedBatch.NO_PLAN);
            case SEED_BATCH -> readSeedBatch(reader, 1, readPlanNumber(reader));
            case SEED_BATCH_OF_SHARES ->
                readSeedBatch(reader, readShares(reader), reader.readNumber());
            case END -> new Control.End();
            case ACTIVATE -> new Control.Activate(reader.readNumber(), reader.readNumber());
            case PAUSE ->
                new Control.Pause(reader.readText(), reader.readFlag(), reader.readNumber());
            case CARRY ->
                new Control.Carry(
                    reader.readText(), reader.readText(), WaveFields.readCurve(reader));
            case BEACON -> readBeacon(reader);
            default -> throw new MalformedRecordException("unknown control type " + type);
          };
      reader.expectEnd();
      return control;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedRecordException("control: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #of(Control)} wrote; needs no key.
   *
   * @throws MalformedRecordException if it is damaged, terms or seeds
   */
  static Control decodeOpen(byte[] content) {
    boolean isOpen =
        content.length > 0
            && (content[0] == END || (content[0] >= ACTIVATE && content[0] <= BEACON));
    if (!isOpen) {
      throw new MalformedRecordException("control: expected one that holds no secret");
    }
    return decode(content, null);
  }

  /** Whether a content is a batch of seeds. */
  static boolean isSeeds(byte[] content) {
    return content.length > 0
        && (content[0] == SEED_BATCH
            || content[0] == SEED_BATCH_WITHOUT_PLAN
            || content[0] == SEED_BATCH_OF_SHARES);
  }

  /** Each type has what the ones before have, and something more. */
  private static SealedTerms readTerms(RecordReader reader, int type) {
    ShowKind kind = type == TERMS ? ShowKind.LIVE : WaveFields.readKind(reader);
    boolean isOfClaiming = type == TERMS_OF_CLAIMING || type == TERMS_OF_ANSWERS;
    ClaimTerms claimTerms = isOfClaiming ? WaveFields.readClaimTerms(reader) : ClaimTerms.DEFAULT;
    AnswerLifetime answerLifetime =
        type == TERMS_OF_ANSWERS ? WaveFields.readAnswerLifetime(reader) : AnswerLifetime.USUAL;
    return SealedTerms.read(reader, kind, claimTerms, answerLifetime);
  }

  private static int readShares(RecordReader reader) {
    int shares = reader.readInt();
    if (shares < 2) {
      throw new MalformedRecordException("seeds of " + shares + " shares: expected 2 or more");
    }
    return shares;
  }

  private static long readPlanNumber(RecordReader reader) {
    long planNumber = reader.readNumber();
    if (planNumber == SeedBatch.NO_PLAN) {
      throw new MalformedRecordException("seeds of plan 0: expected 1 or more");
    }
    return planNumber;
  }

  private static Control.Beacon readBeacon(RecordReader reader) {
    String waveId = reader.readText();
    long round = reader.readNumber();
    byte[] value = reader.readBytes();
    return new Control.Beacon(
        waveId,
        round,
        value.length == 0 ? Optional.empty() : Optional.of(Control.BeaconValue.of(value)));
  }

  private static SeedBatch readSeedBatch(RecordReader reader, int shares, long planNumber) {
    String waveId = reader.readText();
    String enterpriseId = reader.readText();
    long countsFromMillis = reader.readNumber();
    List<Seed> seeds = new ArrayList<>();
    long offsetMillis = 0;
    for (int left = WaveFields.readCount(reader, SeedBatch.MAX_SEEDS); left > 0; left--) {
      long amountFen = reader.readNumber();
      offsetMillis = Math.addExact(offsetMillis, reader.readNumber());
      seeds.add(new Seed(amountFen, offsetMillis));
    }
    return new SeedBatch(planNumber, waveId, enterpriseId, countsFromMillis, seeds, shares);
  }
}
