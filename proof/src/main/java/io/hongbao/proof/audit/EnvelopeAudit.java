package io.hongbao.proof.audit;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.Seed;
import io.hongbao.proof.audit.ControlRecordTable.Batch;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.PlanRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Of promise 3: what of a show was loaded and issued is within its newest envelope. A wave that the
 * newest plan does not have any more counts by what it issued.
 */
final class EnvelopeAudit {

  private final Map<String, Signed> envelopes = new HashMap<>();
  private final Map<String, PlanRecord> plans = new HashMap<>();
  private final Map<String, Largest> largest = new HashMap<>();

  /** An envelope and where it stands. */
  private record Signed(EnvelopeRecord record, RecordPosition at) {}

  /** The seed of a show that holds most, and where it stands. */
  private record Largest(long fen, RecordPosition at) {}

  /** An envelope; a later one replaces it. */
  void envelope(EnvelopeRecord record, RecordPosition at) {
    envelopes.merge(
        record.show(),
        new Signed(record, at),
        (before, next) -> next.record().isOlderThan(before.record()) ? before : next);
  }

  /** A plan; what is not active does not count. */
  void plan(PlanRecord plan) {
    if (plan.isActive()) {
      plans.merge(
          plan.show(), plan, (before, next) -> next.number() >= before.number() ? next : before);
    }
  }

  /** A batch that is in force. */
  void loaded(Batch batch) {
    long fen = batch.seeds().seeds().stream().mapToLong(Seed::amountFen).max().orElse(0);
    largest.merge(
        batch.control().show(),
        new Largest(fen, batch.position()),
        (before, next) -> next.fen() > before.fen() ? next : before);
  }

  /**
   * Holds every show against its envelope.
   *
   * @param pools what was counted of each
   */
  void compare(List<AuditReport.PoolPart> pools, BreachCollector breaches) {
    envelopes.forEach(
        (show, signed) ->
            compare(
                signed,
                pools.stream().filter(pool -> pool.show().equals(show)).toList(),
                breaches));
  }

  private void compare(Signed signed, List<AuditReport.PoolPart> pools, BreachCollector breaches) {
    Envelope envelope = signed.record().envelope();
    long packets = 0;
    long fen = 0;
    for (AuditReport.PoolPart pool : pools) {
      boolean isPlanned = isPlanned(pool);
      long packetsOfPool = pool.issuedPackets() + (isPlanned ? pool.leftPackets() : 0);
      packets += packetsOfPool;
      fen += pool.issuedFen() + (isPlanned ? pool.leftFen() : 0);
      if (packetsOfPool > 0 && !envelope.enterprises().contains(pool.enterpriseId())) {
        breaches.breach(
            breach(
                signed,
                signed.at(),
                "packets of " + String.join(", ", envelope.enterprises()),
                String.format(
                    Locale.ROOT,
                    "%,d of %s in wave %s",
                    packetsOfPool,
                    pool.enterpriseId(),
                    pool.waveId())));
      }
    }
    if (packets > envelope.maxPackets()) {
      breaches.breach(
          breach(
              signed,
              signed.at(),
              String.format(Locale.ROOT, "at most %,d packets", envelope.maxPackets()),
              String.format(Locale.ROOT, "%,d loaded or issued", packets)));
    }
    if (fen > envelope.maxFen()) {
      breaches.breach(
          breach(
              signed,
              signed.at(),
              "at most " + Yuan.format(envelope.maxFen()) + " yuan",
              Yuan.format(fen) + " loaded or issued"));
    }
    Largest seed = largest.get(signed.record().show());
    if (seed != null && seed.fen() > envelope.largestPacketFen()) {
      breaches.breach(
          breach(
              signed,
              seed.at(),
              "packets of at most " + Yuan.format(envelope.largestPacketFen()) + " yuan",
              "one of " + Yuan.format(seed.fen())));
    }
  }

  private boolean isPlanned(AuditReport.PoolPart pool) {
    PlanRecord plan = plans.get(pool.show());
    return plan == null
        || plan.campaign().waves().stream().map(CampaignWave::id).anyMatch(pool.waveId()::equals);
  }

  private static AuditBreach breach(
      Signed signed, RecordPosition at, String expected, String found) {
    return AuditBreach.at(
        at,
        "show " + signed.record().show(),
        String.format(Locale.ROOT, "%s, by envelope %d", expected, signed.record().number()),
        found,
        TraceCommandLine.at(at));
  }
}
