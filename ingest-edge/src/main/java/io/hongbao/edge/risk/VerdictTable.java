package io.hongbao.edge.risk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.AddressRangeTable;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verdicts that stand in the topic {@code verdicts}, and who is allowed whatever they say.
 * Written by the topic's follower, read by every shake; thread-safe. A verdict ends when it
 * expires, when a later one replaces it, or, if there are more than fit, when it was of no use for
 * longest.
 */
public final class VerdictTable {

  private static final Logger LOG = LoggerFactory.getLogger(VerdictTable.class);

  private final Runnable onBadRecord;
  private final Map<EntityKind, Cache<String, VerdictRecord>> verdicts =
      new EnumMap<>(EntityKind.class);

  /** Who is allowed, until when; apart, so that no flood of verdicts drives them out. */
  private final Map<EntityKind, Cache<String, Long>> allowed = new EnumMap<>(EntityKind.class);

  /** The ranges of addresses that are allowed, until when. */
  private final AddressRangeTable<Long> allowedRanges = new AddressRangeTable<>();

  /**
   * An empty table.
   *
   * @param max verdicts of each kind of entity, and as many who are allowed
   * @param onBadRecord is told of each record that cannot be read
   */
  public VerdictTable(int max, Runnable onBadRecord) {
    this.onBadRecord = onBadRecord;
    for (EntityKind kind : EntityKind.values()) {
      verdicts.put(kind, Caffeine.newBuilder().maximumSize(max).executor(Runnable::run).build());
      allowed.put(kind, Caffeine.newBuilder().maximumSize(max).executor(Runnable::run).build());
    }
  }

  /**
   * Takes a record of the topic; one that cannot be read is logged, counted and passed over.
   *
   * @param value null if the verdict was lifted
   */
  public void accept(byte[] key, byte[] value) {
    try {
      if (value == null) {
        lift(key == null ? "" : new String(key, StandardCharsets.UTF_8));
        return;
      }
      VerdictRecord verdict = VerdictRecord.decode(value);
      String entity = formOf(verdict.kind(), verdict.entity());
      if (verdict.isAllowing()) {
        verdicts.get(verdict.kind()).invalidate(entity);
        allow(verdict.kind(), entity, verdict.untilMillis());
      } else if (verdict.level() == RiskLevel.NONE) {
        forget(verdict.kind(), entity);
      } else {
        verdicts.get(verdict.kind()).put(entity, verdict);
        disallow(verdict.kind(), entity);
      }
    } catch (MalformedRecordException | IllegalArgumentException e) {
      LOG.warn("passed over a record of topic verdicts: {}", e.getMessage());
      onBadRecord.run();
    }
  }

  /**
   * The highest level that is in force for any of the three, and none if one of them is allowed;
   * empty texts have none.
   */
  public RiskLevel levelOf(String user, String device, String address, long nowMillis) {
    RiskLevel ofUser = levelOf(EntityKind.USER, user, nowMillis);
    RiskLevel ofDevice = levelOf(EntityKind.DEVICE, device, nowMillis);
    RiskLevel ofAddress = levelOf(EntityKind.ADDRESS, address, nowMillis);
    RiskLevel highest = higher(ofUser, higher(ofDevice, ofAddress));
    // Only of those who are spoken of, which are few, is it asked whether they are allowed.
    if (highest != RiskLevel.NONE
        && (isAllowed(EntityKind.USER, user, nowMillis)
            || isAllowed(EntityKind.DEVICE, device, nowMillis)
            || isAllowed(EntityKind.ADDRESS, address, nowMillis)
            || isInAllowedRange(address, nowMillis))) {
      return RiskLevel.NONE;
    }
    return highest;
  }

  private boolean isAllowed(EntityKind kind, String entity, long nowMillis) {
    Long untilMillis = allowed.get(kind).getIfPresent(entity);
    return untilMillis != null && nowMillis < untilMillis;
  }

  private boolean isInAllowedRange(String address, long nowMillis) {
    return IpAddress.parse(address)
        .filter(parsed -> allowedRanges.anyMatch(parsed, untilMillis -> nowMillis < untilMillis))
        .isPresent();
  }

  private RiskLevel levelOf(EntityKind kind, String entity, long nowMillis) {
    if (entity.isEmpty()) {
      return RiskLevel.NONE;
    }
    Cache<String, VerdictRecord> ofKind = verdicts.get(kind);
    VerdictRecord verdict = ofKind.getIfPresent(entity);
    if (verdict == null) {
      return RiskLevel.NONE;
    }
    if (nowMillis >= verdict.untilMillis()) {
      ofKind.asMap().remove(entity, verdict);
      return RiskLevel.NONE;
    }
    return verdict.level();
  }

  /** A key has the form of {@link VerdictRecord#key()}. */
  private void lift(String key) {
    int colon = key.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("key '" + key + "': expected KIND:ENTITY");
    }
    EntityKind kind = EntityKind.valueOf(key.substring(0, colon));
    forget(kind, formOf(kind, key.substring(colon + 1)));
  }

  /** An address has one form, in whichever an earlier version wrote it. */
  private static String formOf(EntityKind kind, String entity) {
    return kind == EntityKind.ADDRESS ? AddressRange.canonical(entity) : entity;
  }

  private void forget(EntityKind kind, String entity) {
    verdicts.get(kind).invalidate(entity);
    disallow(kind, entity);
  }

  /** The lists bound how many ranges there are. */
  private void allow(EntityKind kind, String entity, long untilMillis) {
    if (isRange(kind, entity)) {
      allowedRanges.put(AddressRange.parse(entity), untilMillis);
    } else {
      allowed.get(kind).put(entity, untilMillis);
    }
  }

  private void disallow(EntityKind kind, String entity) {
    if (isRange(kind, entity)) {
      allowedRanges.remove(AddressRange.parse(entity));
    } else {
      allowed.get(kind).invalidate(entity);
    }
  }

  private static boolean isRange(EntityKind kind, String entity) {
    return kind == EntityKind.ADDRESS && entity.indexOf('/') > 0 && AddressRange.isRange(entity);
  }

  private static RiskLevel higher(RiskLevel a, RiskLevel b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
