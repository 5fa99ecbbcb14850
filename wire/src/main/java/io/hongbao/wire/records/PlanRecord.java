package io.hongbao.wire.records;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plan of a show in the compacted topic {@code show}, keyed by {@link #key()}. It is written
 * three times: staged, before its Terms go to the log; activating, once every bucket's are
 * acknowledged, so that whoever finishes an activation that was cut off appends the same records;
 * and active, once every bucket's Activate is acknowledged.
 *
 * @param number 1, 2, 3 … within the show
 * @param activatesAtMillis of an active plan, from when edges follow it; of an activating one, the
 *     instant that its Activates name; 0 while it is staged
 * @param partitions of {@code shakes}
 * @param campaign what the show gives away, with every relative time resolved
 * @param campaignSha256 of the campaign file it was loaded from
 * @param secrets of each wave, sealed
 * @param sealedPlanningSeed what the seed planner starts its random numbers from, sealed, so that a
 *     load that was cut off goes on with the same seeds
 * @param seedManifestSha256 of the manifest of the seed files that were loaded, so that a load that
 *     was cut off goes on with the same files; empty if the seeds were planned
 * @param isActivating whether its Activates may stand in the log, and not yet all of them
 * @param kind what the show is played for; a practice show has no packets and odds of 0
 */
public record PlanRecord(
    long number,
    long activatesAtMillis,
    int partitions,
    Campaign campaign,
    String campaignSha256,
    Map<String, SealedSecret> secrets,
    SealedSecret sealedPlanningSeed,
    Optional<String> seedManifestSha256,
    boolean isActivating,
    ShowKind kind)
    implements ShowRecord {

  private static final int VERSION = 1;

  /** With the manifest's digest. A plan without one is written as before: any edge reads it. */
  private static final int VERSION_OF_SEED_FILES = 2;

  /** Of a plan while it is activating; the manifest's digest is empty if there is none. */
  private static final int VERSION_OF_ACTIVATING = 3;

  /** Of a campaign with channels, a beacon or carried packets, whatever the state of the plan. */
  private static final int VERSION_OF_CHANNELS = 4;

  /** Of a show that is not live, whatever its campaign and state. */
  private static final int VERSION_OF_KINDS = 5;

  /** Of packets that are split or claimed in another way than is usual, whatever the show. */
  private static final int VERSION_OF_CLAIMING = 6;

  /** Of answers that are kept longer than is usual, whatever the show. */
  private static final int VERSION_OF_ANSWERS = 7;

  private static final int MAX_ENTRIES = 10_000;

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
    Objects.requireNonNull(kind, "kind");
    for (CampaignWave wave : campaign.waves()) {
      kind.requireAllowed(wave.id(), wave.odds());
      if (kind.isPractice() && !wave.pools().isEmpty()) {
        throw new IllegalArgumentException(
            "wave " + wave.id() + " of a practice show has packets: expected none");
      }
    }
  }

  /** A plan of a live show that is staged or active. */
  public PlanRecord(
      long number,
      long activatesAtMillis,
      int partitions,
      Campaign campaign,
      String campaignSha256,
      Map<String, SealedSecret> secrets,
      SealedSecret sealedPlanningSeed,
      Optional<String> seedManifestSha256) {
    this(
        number,
        activatesAtMillis,
        partitions,
        campaign,
        campaignSha256,
        secrets,
        sealedPlanningSeed,
        seedManifestSha256,
        false,
        ShowKind.LIVE);
  }

  /** A plan of a live show whose seeds follow from the planning seed. */
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

  @Override
  public String show() {
    return campaign.show();
  }

  public boolean isActive() {
    return activatesAtMillis > 0 && !isActivating;
  }

  /** The same plan as it was staged. */
  public PlanRecord staged() {
    return at(0, false);
  }

  /** The same plan, whose Activates name an instant. */
  public PlanRecord activatingAt(long millis) {
    return at(millis, true);
  }

  /** The same plan, active from an instant. */
  public PlanRecord activeFrom(long millis) {
    return at(millis, false);
  }

  private PlanRecord at(long millis, boolean isActivatingThen) {
    return new PlanRecord(
        number,
        millis,
        partitions,
        campaign,
        campaignSha256,
        secrets,
        sealedPlanningSeed,
        seedManifestSha256,
        isActivatingThen,
        kind);
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
        Optional.of(manifestSha256),
        isActivating,
        kind);
  }

  /** The same plan, of a show of another kind. */
  public PlanRecord ofKind(ShowKind other) {
    return new PlanRecord(
        number,
        activatesAtMillis,
        partitions,
        campaign,
        campaignSha256,
        secrets,
        sealedPlanningSeed,
        seedManifestSha256,
        isActivating,
        other);
  }

  /** The record's key: {@code SHOW/plan/NUMBER}. */
  @Override
  public String key() {
    return show() + "/plan/" + number;
  }

  @Override
  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(2048)
            .writeByte(version())
            .writeByte(RecordKind.PLAN)
            .writeNumber(number)
            .writeNumber(activatesAtMillis)
            .writeNumber(partitions)
            .writeText(campaignSha256);
    sealedPlanningSeed.write(writer);
    writeCampaign(writer, campaign, version());
    for (CampaignWave wave : campaign.waves()) {
      secrets.get(wave.id()).write(writer);
    }
    if (version() != VERSION) {
      writer.writeText(seedManifestSha256.orElse(""));
    }
    if (version() >= VERSION_OF_CHANNELS) {
      writer.writeByte(isActivating ? 1 : 0);
    }
    if (version() >= VERSION_OF_KINDS) {
      WaveFields.writeKind(writer, kind);
    }
    return writer.toBytes();
  }

  private int version() {
    boolean isSplit =
        campaign.waves().stream()
            .flatMap(wave -> wave.pools().stream())
            .anyMatch(pool -> pool.shares() > 1);
    if (!campaign.answerLifetime().equals(AnswerLifetime.USUAL)) {
      return VERSION_OF_ANSWERS;
    }
    if (isSplit || !campaign.claimTerms().equals(ClaimTerms.DEFAULT)) {
      return VERSION_OF_CLAIMING;
    }
    if (!kind.isLive()) {
      return VERSION_OF_KINDS;
    }
    boolean isPlain =
        campaign.channels().isEmpty()
            && campaign.waves().stream()
                .allMatch(wave -> wave.beacon().isEmpty() && wave.carriesFrom().isEmpty());
    if (!isPlain) {
      return VERSION_OF_CHANNELS;
    }
    if (isActivating) {
      return VERSION_OF_ACTIVATING;
    }
    return seedManifestSha256.isPresent() ? VERSION_OF_SEED_FILES : VERSION;
  }

  /**
   * Reads a plan.
   *
   * @throws MalformedRecordException if it is none
   */
  public static PlanRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value);
    int version = reader.readVersion("plan", VERSION, VERSION_OF_ANSWERS, RecordKind.PLAN);
    try {
      long number = reader.readNumber();
      long activatesAtMillis = reader.readNumber();
      int partitions = reader.readInt();
      String campaignSha256 = reader.readText();
      SealedSecret planningSeed = SealedSecret.read(reader);
      Campaign campaign = readCampaign(reader, version);
      Map<String, SealedSecret> secrets = new LinkedHashMap<>();
      for (CampaignWave wave : campaign.waves()) {
        secrets.put(wave.id(), SealedSecret.read(reader));
      }
      String manifest = version == VERSION ? "" : reader.readText();
      boolean isActivating =
          version >= VERSION_OF_CHANNELS ? reader.readFlag() : version == VERSION_OF_ACTIVATING;
      ShowKind kind = version >= VERSION_OF_KINDS ? WaveFields.readKind(reader) : ShowKind.LIVE;
      reader.expectEnd();
      return new PlanRecord(
          number,
          activatesAtMillis,
          partitions,
          campaign,
          campaignSha256,
          secrets,
          planningSeed,
          manifest.isEmpty() ? Optional.empty() : Optional.of(manifest),
          isActivating,
          kind);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("plan: " + e.getMessage(), e);
    }
  }

  private static void writeCampaign(RecordWriter writer, Campaign campaign, int version) {
    writer
        .writeText(campaign.show())
        .writeText(campaign.timeZone())
        .writeNumber(campaign.buckets())
        .writeNumber(campaign.limits().packetsPerUser())
        .writeNumber(campaign.limits().packetsPerUserAndEnterprise());
    if (version >= VERSION_OF_CHANNELS) {
      writer.writeNumber(campaign.channels().size());
      for (Channel channel : campaign.channels()) {
        writer.writeText(channel.id()).writeNumber(channel.delayMillis());
      }
    }
    if (version >= VERSION_OF_CLAIMING) {
      WaveFields.writeClaimTerms(writer, campaign.claimTerms());
    }
    if (version >= VERSION_OF_ANSWERS) {
      WaveFields.writeAnswerLifetime(writer, campaign.answerLifetime());
    }
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
    campaign.waves().forEach(wave -> writeWave(writer, wave, version));
  }

  private static Campaign readCampaign(RecordReader reader, int version) {
    String show = reader.readText();
    String timeZone = reader.readText();
    int buckets = reader.readInt();
    Limits limits = new Limits(reader.readInt(), reader.readInt());
    List<Channel> channels = new ArrayList<>();
    if (version >= VERSION_OF_CHANNELS) {
      for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
        channels.add(new Channel(reader.readText(), reader.readNumber()));
      }
    }
    ClaimTerms claimTerms =
        version >= VERSION_OF_CLAIMING ? WaveFields.readClaimTerms(reader) : ClaimTerms.DEFAULT;
    AnswerLifetime answerLifetime =
        version >= VERSION_OF_ANSWERS
            ? WaveFields.readAnswerLifetime(reader)
            : AnswerLifetime.USUAL;
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
      waves.add(readWave(reader, version));
    }
    return new Campaign(
        show,
        timeZone,
        buckets,
        limits,
        channels,
        enterprises,
        greetings,
        waves,
        claimTerms,
        answerLifetime);
  }

  private static void writeWave(RecordWriter writer, CampaignWave wave, int version) {
    WaveFields.writeSchedule(writer, wave.schedule());
    WaveFields.writeOdds(writer, wave.odds());
    WaveFields.writeOdds(writer, wave.greetingOdds());
    WaveFields.writeCurve(writer, wave.curve());
    writer.writeNumber(wave.pools().size());
    for (Pool pool : wave.pools()) {
      writer
          .writeText(pool.enterpriseId())
          .writeNumber(pool.packets())
          .writeNumber(pool.budgetFen())
          .writeNumber(pool.minFen())
          .writeNumber(pool.maxFen());
      if (version >= VERSION_OF_CLAIMING) {
        writer.writeNumber(pool.shares());
      }
    }
    if (version >= VERSION_OF_CHANNELS) {
      WaveFields.writeBeacon(writer, wave.beacon());
      writer.writeText(wave.carriesFrom().orElse(""));
    }
  }

  private static CampaignWave readWave(RecordReader reader, int version) {
    var schedule = WaveFields.readSchedule(reader);
    var odds = WaveFields.readOdds(reader);
    var greetingOdds = WaveFields.readOdds(reader);
    Curve curve = WaveFields.readCurve(reader);
    List<Pool> pools = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
      pools.add(
          new Pool(
              reader.readText(),
              reader.readInt(),
              reader.readNumber(),
              reader.readNumber(),
              reader.readNumber(),
              version >= VERSION_OF_CLAIMING ? reader.readInt() : 1));
    }
    if (version < VERSION_OF_CHANNELS) {
      return new CampaignWave(schedule, odds, greetingOdds, curve, pools);
    }
    Optional<BeaconRound> beacon = WaveFields.readBeacon(reader);
    String carriesFrom = reader.readText();
    return new CampaignWave(
        schedule,
        odds,
        greetingOdds,
        curve,
        pools,
        beacon,
        carriesFrom.isEmpty() ? Optional.empty() : Optional.of(carriesFrom));
  }
}
