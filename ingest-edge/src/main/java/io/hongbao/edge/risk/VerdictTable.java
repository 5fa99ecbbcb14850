package io.hongbao.edge.risk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongbao.domain.risk.RiskLevel;
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
      if (verdict.isAllowing()) {
        allowed.get(verdict.kind()).put(verdict.entity(), verdict.untilMillis());
        verdicts.get(verdict.kind()).invalidate(verdict.entity());
      } else if (verdict.level() == RiskLevel.NONE) {
        forget(verdict.kind(), verdict.entity());
      } else {
        verdicts.get(verdict.kind()).put(verdict.entity(), verdict);
        allowed.get(verdict.kind()).invalidate(verdict.entity());
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
            || isAllowed(EntityKind.ADDRESS, address, nowMillis))) {
      return RiskLevel.NONE;
    }
    return highest;
  }

  private boolean isAllowed(EntityKind kind, String entity, long nowMillis) {
    Long untilMillis = allowed.get(kind).getIfPresent(entity);
    return untilMillis != null && nowMillis < untilMillis;
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
    forget(EntityKind.valueOf(key.substring(0, colon)), key.substring(colon + 1));
  }

  private void forget(EntityKind kind, String entity) {
    verdicts.get(kind).invalidate(entity);
    allowed.get(kind).invalidate(entity);
  }

  private static RiskLevel higher(RiskLevel a, RiskLevel b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
