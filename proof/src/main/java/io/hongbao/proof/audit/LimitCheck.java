package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.limits.Limits;
import io.hongbao.proof.audit.ControlRecordTable.Judgement;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Promise 4, counted from {@code packets} alone: no user holds more than the limits allow. Limits
 * may change; each packet is held against those that count at the start of its turn, together with
 * the packets that the user had won before, in the order of the log.
 */
final class LimitCheck {

  private final BreachCollector breaches;
  private final ControlRecordTable controls;
  private final Set<WonRecord> known = new HashSet<>();
  private final Map<User, List<WonRecord>> packets = new LinkedHashMap<>();

  private long users;
  private int max;

  private record User(String show, String name) {}

  LimitCheck(BreachCollector breaches, ControlRecordTable controls) {
    this.breaches = breaches;
    this.controls = controls;
  }

  /** A record of {@code packets} about a shake within the audited part of the log. */
  void won(WonRecord record) {
    if (known.add(record)) {
      packets
          .computeIfAbsent(new User(record.show(), record.user()), user -> new ArrayList<>())
          .add(record);
    }
  }

  /** Holds the users of a partition against the limits and forgets them. */
  void endPartition() {
    for (List<WonRecord> ofUser : packets.values()) {
      ofUser.sort(Comparator.comparingLong(WonRecord::offset));
      check(ofUser);
      max = Math.max(max, ofUser.size());
    }
    users += packets.size();
    packets.clear();
    known.clear();
  }

  PromiseResult result() {
    String counts =
        String.format(Locale.ROOT, "%,d users with packets, at most %d a user", users, max);
    return breaches.result(users, counts);
  }

  private void check(List<WonRecord> ofUser) {
    Map<String, Integer> heldByEnterprise = new HashMap<>();
    for (int i = 0; i < ofUser.size(); i++) {
      WonRecord won = ofUser.get(i);
      int held = i + 1;
      int heldOfEnterprise = heldByEnterprise.merge(won.enterpriseId(), 1, Integer::sum);
      Optional<Judgement> judgement = controls.judgement(won);
      if (judgement.isEmpty()) {
        // Without terms there is no limit to hold it against; promise 3 names the packet.
        continue;
      }
      requireOwnBucket(won, judgement.get().terms());
      Limits limits = judgement.get().terms().limitsAt(judgement.get().startsAtMillis());
      if (held > limits.packetsPerUser()) {
        breach(won, limits.packetsPerUser() + " packets of the show", held);
      }
      if (heldOfEnterprise > limits.packetsPerUserAndEnterprise()) {
        breach(
            won,
            limits.packetsPerUserAndEnterprise() + " packets of " + won.enterpriseId(),
            heldOfEnterprise);
      }
    }
  }

  /** Packets are counted partition by partition, so a user must have them all in one bucket. */
  private void requireOwnBucket(WonRecord won, Terms terms) {
    int bucket = UserHash.bucket(UserHash.of(won.user()), terms.buckets());
    if (won.bucket() != bucket) {
      breaches.breach(
          breach(
              won,
              "packets in bucket " + bucket + " alone, for that is the user's",
              String.format(Locale.ROOT, "packet %s in bucket %d", won.packetId(), won.bucket())));
    }
  }

  private void breach(WonRecord won, String limit, int held) {
    breaches.breach(
        breach(
            won,
            "at most " + limit,
            String.format(Locale.ROOT, "%d with packet %s, won here", held, won.packetId())));
  }

  private static AuditBreach breach(WonRecord won, String expected, String found) {
    return AuditBreach.at(
        RecordPosition.ofShakes(won.partition(), won.offset()),
        String.format(
            Locale.ROOT, "%s in show %s, shake %s", won.user(), won.show(), won.shakeId()),
        expected,
        found,
        TraceCommandLine.way(won.show(), won.user(), won.shakeId()));
  }
}
