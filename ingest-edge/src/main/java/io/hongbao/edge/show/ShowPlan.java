package io.hongbao.edge.show;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.wire.records.PlanRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A plan of a show, with everything worked out that does not depend on user or time. Immutable but
 * for what {@link PlannedWave} keeps at hand; thread-safe.
 */
public final class ShowPlan {

  /** What a named turn is good for at an instant. */
  public enum TurnStatus {
    /** The show has no such wave. */
    UNKNOWN_WAVE,
    /** The wave closes before the turn would start. */
    NO_SUCH_TURN,
    /** The turn has not started yet. */
    FUTURE,
    /** A shake may use it: it is the current one or one of the two before. */
    USABLE,
    /** Too long ago to be used; its answer may still be looked up. */
    PAST
  }

  private final String show;
  private final ShowKind kind;
  private final long number;
  private final long activatesAtMillis;
  private final boolean isActivating;
  private final int partitions;
  private final List<PlannedWave> waves;
  private final Map<String, PlannedWave> wavesById;
  private final BucketPlace[] places;
  private final PrerenderedPlan texts;
  private final List<Channel> channels;
  private final AnswerLifetime answerLifetime;
  private final Set<String> heldWaves;

  /** Works a plan out. */
  public ShowPlan(PlanRecord record) {
    this.show = record.show();
    this.kind = record.kind();
    this.number = record.number();
    this.activatesAtMillis = record.activatesAtMillis();
    this.isActivating = record.isActivating();
    this.partitions = record.partitions();
    this.waves =
        record.campaign().waves().stream()
            .map(CampaignWave::schedule)
            .map(PlannedWave::new)
            .toList();
    this.wavesById = new HashMap<>();
    waves.forEach(wave -> wavesById.put(wave.id(), wave));
    this.places = new BucketPlace[record.campaign().buckets()];
    for (int bucket = 0; bucket < places.length; bucket++) {
      places[bucket] = new BucketPlace(show, bucket, record.partitions());
    }
    this.texts = new PrerenderedPlan(record);
    this.channels = record.campaign().channels();
    this.answerLifetime = record.campaign().answerLifetime();
    this.heldWaves = Set.of();
  }

  private ShowPlan(ShowPlan same, Set<String> heldWaves) {
    this.show = same.show;
    this.kind = same.kind;
    this.number = same.number;
    this.activatesAtMillis = same.activatesAtMillis;
    this.isActivating = same.isActivating;
    this.partitions = same.partitions;
    this.waves = same.waves;
    this.wavesById = same.wavesById;
    this.places = same.places;
    this.texts = same.texts;
    this.channels = same.channels;
    this.answerLifetime = same.answerLifetime;
    this.heldWaves = Set.copyOf(heldWaves);
  }

  /**
   * The same plan while later ones are on their way: waves that one of them moves or removes are
   * neither open nor next, for which of the two plans counts is being decided in the buckets.
   */
  ShowPlan before(List<ShowPlan> laterPlans) {
    Set<String> changed = new HashSet<>();
    for (PlannedWave wave : waves) {
      for (ShowPlan later : laterPlans) {
        PlannedWave then = later.wavesById.get(wave.id());
        if (then == null || !then.schedule().equals(wave.schedule())) {
          changed.add(wave.id());
        }
      }
    }
    return changed.isEmpty() ? this : new ShowPlan(this, changed);
  }

  public String show() {
    return show;
  }

  /** What the show is played for, and which phones see it. */
  public ShowKind kind() {
    return kind;
  }

  public long number() {
    return number;
  }

  public long activatesAtMillis() {
    return activatesAtMillis;
  }

  /** Of the log that it was made for. */
  public int partitions() {
    return partitions;
  }

  /** By opening time; they do not overlap. */
  public List<PlannedWave> waves() {
    return waves;
  }

  /** The ways the broadcast reaches viewers; may be empty. */
  public List<Channel> channels() {
    return channels;
  }

  /** How long answers can be looked up. */
  public AnswerLifetime answerLifetime() {
    return answerLifetime;
  }

  public PrerenderedPlan texts() {
    return texts;
  }

  /** Whether its Activates may stand in the log, and not yet all of them. */
  boolean isActivating() {
    return isActivating;
  }

  /** Whether edges follow it at an instant. */
  public boolean isActiveAt(long nowMillis) {
    return !isActivating && nowMillis >= activatesAtMillis;
  }

  /** Whether a wave waits for a later plan that moves or removes it. */
  public boolean isHeld(String waveId) {
    return heldWaves.contains(waveId);
  }

  /** Whether any wave waits for a later plan. */
  public boolean isHolding() {
    return !heldWaves.isEmpty();
  }

  public BucketPlace placeOf(long userHash) {
    return places[UserHash.bucket(userHash, places.length)];
  }

  /** The wave of an id; empty if the show has none. */
  public Optional<PlannedWave> wave(String waveId) {
    return Optional.ofNullable(wavesById.get(waveId));
  }

  /** The wave that is open at an instant; one that is held is not. */
  public Optional<PlannedWave> openWaveAt(long nowMillis) {
    for (PlannedWave wave : waves) {
      if (wave.schedule().isOpenAt(nowMillis) && !isHeld(wave.id())) {
        return Optional.of(wave);
      }
    }
    return Optional.empty();
  }

  /** The first wave that opens after an instant; one that is held does not count. */
  public Optional<PlannedWave> nextWaveAfter(long nowMillis) {
    for (PlannedWave wave : waves) {
      if (wave.schedule().opensAtMillis() > nowMillis && !isHeld(wave.id())) {
        return Optional.of(wave);
      }
    }
    return Optional.empty();
  }

  /** The wave that closed last by an instant; empty if none has. */
  public Optional<PlannedWave> lastClosedAt(long nowMillis) {
    Optional<PlannedWave> last = Optional.empty();
    for (PlannedWave wave : waves) {
      if (wave.schedule().closesAtMillis() <= nowMillis) {
        last = Optional.of(wave);
      }
    }
    return last;
  }

  /** When the next wave opens, counted from an instant; empty if none follows. */
  public OptionalLong millisToNextWave(long nowMillis) {
    Optional<PlannedWave> next = nextWaveAfter(nowMillis);
    return next.isPresent()
        ? OptionalLong.of(next.get().schedule().opensAtMillis() - nowMillis)
        : OptionalLong.empty();
  }

  /** What a turn is good for to a user at an instant. */
  public TurnStatus standingOf(ShakeId shakeId, long userHash, long nowMillis) {
    PlannedWave wave = wavesById.get(shakeId.waveId());
    if (wave == null) {
      return TurnStatus.UNKNOWN_WAVE;
    }
    WaveSchedule schedule = wave.schedule();
    int turn = shakeId.turn();
    if (!schedule.hasTurn(turn, userHash)) {
      return TurnStatus.NO_SUCH_TURN;
    }
    if (nowMillis < schedule.turnStartsAtMillis(turn, userHash)) {
      return TurnStatus.FUTURE;
    }
    return schedule.mayBeNamedAt(turn, nowMillis, userHash) ? TurnStatus.USABLE : TurnStatus.PAST;
  }

  /**
   * How long a user who hears of a turn should wait before shaking again: 0 if that turn is over,
   * else until the user's next turn or, if the wave has none, until the next wave.
   *
   * @return empty if nothing follows
   */
  public OptionalLong millisToNextShake(ShakeId heardOf, long userHash, long nowMillis) {
    return millisToNextShake(heardOf, userHash, nowMillis, any -> true);
  }

  /**
   * As above, of a user who may not use every turn.
   *
   * @param mayUse says so of a turn's number, and yes to one of any few that follow each other, or
   *     to none before the wave closes
   */
  public OptionalLong millisToNextShake(
      ShakeId heardOf, long userHash, long nowMillis, IntPredicate mayUse) {
    Optional<PlannedWave> open = openWaveAt(nowMillis);
    if (open.isEmpty()) {
      return millisToNextWave(nowMillis);
    }
    WaveSchedule schedule = open.get().schedule();
    int current = schedule.turnAt(nowMillis, userHash);
    boolean isUsed = heardOf.turn() == current && heardOf.waveId().equals(schedule.id());
    if (!isUsed && mayUse.test(current)) {
      return OptionalLong.of(0);
    }
    int next = current + 1;
    while (!mayUse.test(next) && schedule.hasTurn(next, userHash)) {
      next++;
    }
    return schedule.hasTurn(next, userHash)
        ? OptionalLong.of(schedule.turnStartsAtMillis(next, userHash) - nowMillis)
        : millisToNextWave(nowMillis);
  }

  @Override
  public String toString() {
    return "plan " + number + " of show " + show;
  }
}
