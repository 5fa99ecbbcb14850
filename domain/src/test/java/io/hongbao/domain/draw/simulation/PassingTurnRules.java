package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.simulation.SimulationBreachException.Kind;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.risk.RiskLevel;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a passing turn that was not decided before may get: found by search in a ledger. */
final class PassingTurnRules {

  private static final Set<RiskLevel> SUSPECT =
      EnumSet.of(RiskLevel.EMPTY, RiskLevel.HOLD, RiskLevel.BLOCK);

  private final BucketLedger ledger;
  private final Shake shake;
  private final Wave wave;
  private final long startsAtMillis;
  private final Limits limits;
  private final List<Outcome.Packet> won;

  PassingTurnRules(BucketLedger ledger, Shake shake, Wave wave, long startsAtMillis) {
    this.ledger = ledger;
    this.shake = shake;
    this.wave = wave;
    this.startsAtMillis = startsAtMillis;
    this.limits = limitsInForce();
    this.won = ledger.wonBy(shake.user());
  }

  /** Holds an outcome against the promises, and then against what is expected to the letter. */
  void judge(Outcome outcome, Outcome losingOutcome) {
    if (outcome instanceof Outcome.Packet packet) {
      judgePacket(packet);
    }
    Outcome expected = expected(losingOutcome);
    if (!outcome.equals(expected)) {
      throw new SimulationBreachException(
          Kind.OTHER_STEP, "said " + outcome + ", expected " + expected);
    }
  }

  private void judgePacket(Outcome.Packet packet) {
    LoadedSeed seed =
        ledger.loaded().stream()
            .filter(one -> one.packetId().equals(packet.packetId()))
            .findFirst()
            .orElseThrow(
                () ->
                    new SimulationBreachException(Kind.SEED_UNKNOWN, packet + " was never loaded"));
    if (ledger.isIssued(packet.packetId())) {
      throw new SimulationBreachException(Kind.SEED_TWICE, packet + " was issued before");
    }
    if (seed.amountFen() != packet.amountFen()
        || !seed.enterpriseId().equals(packet.enterpriseId())
        || !seed.waveId().equals(shake.waveId())) {
      throw new SimulationBreachException(Kind.SEED_UNKNOWN, packet + " was loaded as " + seed);
    }
    long fromMillis = seed.mayBeWonFromMillis(wave.schedule().opensAtMillis());
    if (fromMillis > startsAtMillis) {
      throw new SimulationBreachException(
          Kind.SEED_EARLY,
          packet + " counts from " + fromMillis + ", the turn starts at " + startsAtMillis);
    }
    if (ledger.isPaused(wave.id(), startsAtMillis)) {
      throw new SimulationBreachException(
          Kind.WON_IN_PAUSE, packet + ", the turn starts at " + startsAtMillis + ", in a pause");
    }
    if (won.size() >= limits.packetsPerUser() || isFull(packet.enterpriseId())) {
      throw new SimulationBreachException(
          Kind.LIMIT_EXCEEDED, packet + " under " + limits + " after " + won);
    }
  }

  private Outcome expected(Outcome losingOutcome) {
    if (won.size() >= limits.packetsPerUser()) {
      return Outcome.LIMITED_USER;
    }
    if (SUSPECT.contains(shake.riskLevel()) || ledger.isPaused(wave.id(), startsAtMillis)) {
      return losingOutcome;
    }
    List<LoadedSeed> released =
        ledger.loaded().stream()
            .filter(seed -> seed.waveId().equals(wave.id()))
            .filter(seed -> !ledger.isIssued(seed.packetId()))
            .filter(seed -> fromMillis(seed) <= startsAtMillis)
            .toList();
    if (released.isEmpty()) {
      return Outcome.MISS;
    }
    List<String> order = ledger.terms().enterpriseIds();
    Optional<LoadedSeed> first =
        released.stream()
            .filter(seed -> !isFull(seed.enterpriseId()))
            .min(
                Comparator.comparingLong(this::fromMillis)
                    .thenComparing(seed -> order.indexOf(seed.enterpriseId()))
                    .thenComparing(LoadedSeed::batchNumber)
                    .thenComparing(LoadedSeed::index));
    return first
        .<Outcome>map(s -> new Outcome.Packet(s.packetId(), s.enterpriseId(), s.amountFen()))
        .orElse(Outcome.LIMITED_ENTERPRISE);
  }

  private long fromMillis(LoadedSeed seed) {
    return seed.mayBeWonFromMillis(wave.schedule().opensAtMillis());
  }

  private boolean isFull(String enterpriseId) {
    long wonFrom = won.stream().filter(one -> one.enterpriseId().equals(enterpriseId)).count();
    return wonFrom >= limits.packetsPerUserAndEnterprise();
  }

  private Limits limitsInForce() {
    List<LimitChange> changes = ledger.terms().limitChanges();
    return changes.stream()
        .filter(change -> change.countsFromMillis() <= startsAtMillis)
        .max(Comparator.comparingLong(LimitChange::countsFromMillis))
        .orElse(changes.get(0))
        .limits();
  }
}
