package io.hongbao.wire.records;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.wire.keys.SealingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Terms as they travel: like {@link Terms}, with each wave's secret sealed.
 *
 * @param waves see {@link SealedWave}
 */
public record SealedTerms(
    String show,
    long planNumber,
    int buckets,
    int partitions,
    String userHash,
    int engineVersion,
    List<SealedWave> waves,
    List<String> enterpriseIds,
    List<LimitChange> limitChanges,
    ShowKind kind,
    ClaimTerms claimTerms,
    AnswerLifetime answerLifetime) {

  private static final int MAX_ENTRIES = 10_000;

  public SealedTerms {
    waves = List.copyOf(waves);
    enterpriseIds = List.copyOf(enterpriseIds);
    limitChanges = List.copyOf(limitChanges);
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(claimTerms, "claimTerms");
    Objects.requireNonNull(answerLifetime, "answerLifetime");
  }

  /** A wave with its secret sealed. */
  public record SealedWave(
      WaveSchedule schedule,
      Odds odds,
      Odds greetingOdds,
      List<String> greetingIds,
      SealedSecret secret,
      Optional<BeaconRound> beacon) {
    public SealedWave {
      greetingIds = List.copyOf(greetingIds);
      Objects.requireNonNull(beacon, "beacon");
    }

    /** A wave without a beacon. */
    public SealedWave(
        WaveSchedule schedule,
        Odds odds,
        Odds greetingOdds,
        List<String> greetingIds,
        SealedSecret secret) {
      this(schedule, odds, greetingOdds, greetingIds, secret, Optional.empty());
    }
  }

  /**
   * Opens the secrets.
   *
   * @throws MalformedRecordException if a secret does not open, or is not the one committed to
   */
  public Terms open(SealingKey sealingKey) {
    List<Wave> opened = new ArrayList<>();
    for (SealedWave wave : waves) {
      WaveSecret secret = wave.secret().open(sealingKey, show, wave.schedule().id());
      opened.add(
          new Wave(
              wave.schedule(),
              wave.odds(),
              wave.greetingOdds(),
              wave.greetingIds(),
              secret,
              wave.beacon()));
    }
    return new Terms(
        show,
        planNumber,
        buckets,
        partitions,
        userHash,
        engineVersion,
        opened,
        enterpriseIds,
        limitChanges,
        kind,
        claimTerms,
        answerLifetime);
  }

  /**
   * Writes all fields but kind, claim terms and answer lifetime; beacons only with engines that
   * know them.
   */
  void write(RecordWriter writer) {
    writer
        .writeText(show)
        .writeNumber(planNumber)
        .writeNumber(buckets)
        .writeNumber(partitions)
        .writeText(userHash)
        .writeNumber(engineVersion);
    writer.writeNumber(waves.size());
    for (SealedWave wave : waves) {
      WaveFields.writeSchedule(writer, wave.schedule());
      WaveFields.writeOdds(writer, wave.odds());
      WaveFields.writeOdds(writer, wave.greetingOdds());
      WaveFields.writeTexts(writer, wave.greetingIds());
      wave.secret().write(writer);
      if (hasBeacons(engineVersion)) {
        WaveFields.writeBeacon(writer, wave.beacon());
      }
    }
    WaveFields.writeTexts(writer, enterpriseIds);
    writer.writeNumber(limitChanges.size());
    for (LimitChange change : limitChanges) {
      writer
          .writeNumber(change.countsFromMillis())
          .writeNumber(change.limits().packetsPerUser())
          .writeNumber(change.limits().packetsPerUserAndEnterprise());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param kind what the show is played for
   * @param claimTerms how its packets can be claimed
   * @param answerLifetime how long its answers are kept
   */
  static SealedTerms read(
      RecordReader reader, ShowKind kind, ClaimTerms claimTerms, AnswerLifetime answerLifetime) {
    String show = reader.readText();
    long planNumber = reader.readNumber();
    int buckets = reader.readInt();
    int partitions = reader.readInt();
    String userHash = reader.readText();
    int engineVersion = reader.readInt();
    List<SealedWave> waves = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      waves.add(
          new SealedWave(
              WaveFields.readSchedule(reader),
              WaveFields.readOdds(reader),
              WaveFields.readOdds(reader),
              WaveFields.readTexts(reader),
              SealedSecret.read(reader),
              hasBeacons(engineVersion) ? WaveFields.readBeacon(reader) : Optional.empty()));
    }
    List<String> enterpriseIds = WaveFields.readTexts(reader);
    List<LimitChange> limitChanges = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      limitChanges.add(
          new LimitChange(reader.readNumber(), new Limits(reader.readInt(), reader.readInt())));
    }
    return new SealedTerms(
        show,
        planNumber,
        buckets,
        partitions,
        userHash,
        engineVersion,
        waves,
        enterpriseIds,
        limitChanges,
        kind,
        claimTerms,
        answerLifetime);
  }

  private static boolean hasBeacons(int engineVersion) {
    return engineVersion > DrawEngine.VERSION_WITHOUT_ACTIVATION;
  }
}
