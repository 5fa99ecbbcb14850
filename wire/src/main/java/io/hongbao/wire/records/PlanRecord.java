package io.hongbao.wire.records;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Curve;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.limits.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan of a show in the compacted topic {@code show}, keyed by {@link #key()}. It is written
 * twice: staged, before its Terms go to the log, and active, once every bucket's are acknowledged.
 *
 * @param number 1, 2, 3 … within the show
 * @param activatesAtMillis from when edges follow it; 0 while it is staged
 * @param partitions of {@code shakes}
 * @param campaign what the show gives away, with every relative time resolved
 * @param campaignSha256 of the campaign file it was loaded from
 * @param secrets of each wave, sealed
 * @param sealedPlanningSeed what the seed planner starts its random numbers from, sealed, so that a
 *     load that was cut off goes on with the same seeds
 * @param seedManifestSha256 of the manifest of the seed files that were loaded, so that a load that
 *     was cut off goes on with the same files; empty if the seeds were planned
 */
public record PlanRecord(
    long number,
    long activatesAtMillis,
    int partitions,
    Campaign campaign,
    String campaignSha256,
    Map<String, SealedSecret> secrets,
    SealedSecret sealedPlanningSeed,
    Optional<String> seedManifestSha256) {

  private static final int VERSION = 1;

  /** With the manifest's digest. A plan without one is written as before: any edge reads it. */
  private static final int VERSION_OF_SEED_FILES = 2;

  private static final int MAX_ENTRIES = 10_000;

  private static final int UNIFORM = 1;
  private static final int RAMP = 2;
  private static final int STEPS = 3;

  public PlanRecord {
    secrets = Map.copyOf(secrets);
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    for (CampaignWave wave : campaign.waves()) {
      if (!secrets.containsKey(wave.id())) {
        throw new IllegalArgumentException("wave " + wave.id() + ": no secret");
      }
    }
  }

  /** A plan whose seeds follow from the planning seed. */
  public PlanRecord(
      long number,
      long activatesAtMillis,
      int partitions,
      Campaign campaign,
      String campaignSha256,
      Map<String, SealedSecret> secrets,
      SealedSecret sealedPlanningSeed) {
    this(
        number,
        activatesAtMillis,
        partitions,
        campaign,
        campaignSha256,
        secrets,
        sealedPlanningSeed,
        Optional.empty());
  }

  public String show() {
    return campaign.show();
  }

  public boolean isActive() {
    return activatesAtMillis > 0;
  }

  /** The same plan, active from an instant. */
  public PlanRecord activeFrom(long millis) {
    return new PlanRecord(
        number,
        millis,
        partitions,
        campaign,
        campaignSha256,
        secrets,
        sealedPlanningSeed,
        seedManifestSha256);
  }

  /** The same plan, with the seeds of files. */
  public PlanRecord withSeedFiles(String manifestSha256) {
    return new PlanRecord(
        number,
        activatesAtMillis,
        partitions,
        campaign,
        campaignSha256,
        secrets,
        sealedPlanningSeed,
        Optional.of(manifestSha256));
  }

  /** The record's key: {@code SHOW/NUMBER}. */
  public String key() {
    return show() + "/" + number;
  }

  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(2048)
            .writeByte(seedManifestSha256.isPresent() ? VERSION_OF_SEED_FILES : VERSION)
            .writeByte(RecordKind.PLAN)
            .writeNumber(number)
            .writeNumber(activatesAtMillis)
            .writeNumber(partitions)
            .writeText(campaignSha256);
    sealedPlanningSeed.write(writer);
    writeCampaign(writer, campaign);
    for (CampaignWave wave : campaign.waves()) {
      secrets.get(wave.id()).write(writer);
    }
    seedManifestSha256.ifPresent(writer::writeText);
    return writer.toBytes();
  }

  /**
   * Reads a plan.
   *
   * @throws MalformedRecordException if it is none
   */
  public static PlanRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value);
    int version = reader.readVersion("plan", VERSION, VERSION_OF_SEED_FILES, RecordKind.PLAN);
    try {
      long number = reader.readNumber();
      long activatesAtMillis = reader.readNumber();
      int partitions = reader.readInt();
      String campaignSha256 = reader.readText();
      SealedSecret planningSeed = SealedSecret.read(reader);
      Campaign campaign = readCampaign(reader);
      Map<String, SealedSecret> secrets = new LinkedHashMap<>();
      for (CampaignWave wave : campaign.waves()) {
        secrets.put(wave.id(), SealedSecret.read(reader));
      }
      Optional<String> seedManifestSha256 =
          version == VERSION_OF_SEED_FILES ? Optional.of(reader.readText()) : Optional.empty();
      reader.expectEnd();
      return new PlanRecord(
          number,
          activatesAtMillis,
          partitions,
          campaign,
          campaignSha256,
          secrets,
          planningSeed,
          seedManifestSha256);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("plan: " + e.getMessage(), e);
    }
  }

  private static void writeCampaign(RecordWriter writer, Campaign campaign) {
    writer
        .writeText(campaign.show())
        .writeText(campaign.timeZone())
        .writeNumber(campaign.buckets())
        .writeNumber(campaign.limits().packetsPerUser())
        .writeNumber(campaign.limits().packetsPerUserAndEnterprise());
    writer.writeNumber(campaign.enterprises().size());
    for (Enterprise enterprise : campaign.enterprises()) {
      writer
          .writeText(enterprise.id())
          .writeText(enterprise.name())
          .writeText(enterprise.logo())
          .writeText(enterprise.background());
    }
    writer.writeNumber(campaign.greetings().size());
    for (Greeting greeting : campaign.greetings()) {
      writer.writeText(greeting.id()).writeText(greeting.text()).writeText(greeting.background());
    }
    writer.writeNumber(campaign.waves().size());
    campaign.waves().forEach(wave -> writeWave(writer, wave));
  }

  private static Campaign readCampaign(RecordReader reader) {
    String show = reader.readText();
    String timeZone = reader.readText();
    int buckets = reader.readInt();
    Limits limits = new Limits(reader.readInt(), reader.readInt());
    List<Enterprise> enterprises = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      enterprises.add(
          new Enterprise(
              reader.readText(), reader.readText(), reader.readText(), reader.readText()));
    }
    List<Greeting> greetings = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      greetings.add(new Greeting(reader.readText(), reader.readText(), reader.readText()));
    }
    List<CampaignWave> waves = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      waves.add(readWave(reader));
    }
    return new Campaign(show, timeZone, buckets, limits, enterprises, greetings, waves);
  }

  private static void writeWave(RecordWriter writer, CampaignWave wave) {
    WaveFields.writeSchedule(writer, wave.schedule());
    WaveFields.writeOdds(writer, wave.odds());
    WaveFields.writeOdds(writer, wave.greetingOdds());
    writeCurve(writer, wave.curve());
    writer.writeNumber(wave.pools().size());
    for (Pool pool : wave.pools()) {
      writer
          .writeText(pool.enterpriseId())
          .writeNumber(pool.packets())
          .writeNumber(pool.budgetFen())
          .writeNumber(pool.minFen())
          .writeNumber(pool.maxFen());
    }
  }

  private static CampaignWave readWave(RecordReader reader) {
    var schedule = WaveFields.readSchedule(reader);
    var odds = WaveFields.readOdds(reader);
    var greetingOdds = WaveFields.readOdds(reader);
    Curve curve = readCurve(reader);
    List<Pool> pools = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      pools.add(
          new Pool(
              reader.readText(),
              reader.readInt(),
              reader.readNumber(),
              reader.readNumber(),
              reader.readNumber()));
    }
    return new CampaignWave(schedule, odds, greetingOdds, curve, pools);
  }

  private static void writeCurve(RecordWriter writer, Curve curve) {
    if (curve instanceof Curve.Steps steps) {
      writer.writeByte(STEPS).writeNumber(steps.steps().size());
      for (Curve.Step step : steps.steps()) {
        writer.writeNumber(step.atMillis()).writeText(step.share().toPlainString());
      }
    } else {
      writer.writeByte(curve instanceof Curve.Ramp ? RAMP : UNIFORM);
    }
  }

  private static Curve readCurve(RecordReader reader) {
    int kind = reader.readByte();
    return switch (kind) {
      case UNIFORM -> new Curve.Uniform();
      case RAMP -> new Curve.Ramp();
      case STEPS -> {
        List<Curve.Step> steps = new ArrayList<>();
        for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
          steps.add(new Curve.Step(reader.readNumber(), WaveFields.readDecimal(reader)));
        }
        yield new Curve.Steps(steps);
      }
      default -> throw new MalformedRecordException("plan: unknown curve " + kind);
    };
  }
}
