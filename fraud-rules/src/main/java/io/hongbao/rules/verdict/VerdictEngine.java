package io.hongbao.rules.verdict;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.CompiledRuleSet.BoundRule;
import io.hongbao.rules.verdict.VerdictState.ActiveVerdict;
import io.hongbao.wire.records.VerdictRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what stands against an entity. Keyed by the entity; the caller keeps the state, and calls
 * {@link #wake} when it asks for it. Time is that of evaluation seconds. Holds nothing itself;
 * thread-safe.
 *
 * <p>A verdict stands until its rule's {@code for} has passed since the condition held last. While
 * it holds, every evaluation second extends it; that is told once a tenth of {@code for} has come
 * together, so a verdict that edges know may end up to a tenth sooner.
 */
public final class VerdictEngine {

  /**
   * What came of judging.
   *
   * @param told verdicts of single rules, shadow ones too, that are new or noticeably extended
   * @param effective what edges must hear, if that changed: the highest verdict that is not shadow,
   *     or level none if what they know is taken back or the entity is allowed
   */
  public record VerdictUpdate(List<Verdict> told, Optional<VerdictRecord> effective) {

    static final VerdictUpdate NOTHING = new VerdictUpdate(List.of(), Optional.empty());

    public VerdictUpdate {
      told = List.copyOf(told);
    }

    public boolean isNothing() {
      return told.isEmpty() && effective.isEmpty();
    }
  }

  /** Edges are told that an entity is allowed for so long; lists change sooner or stay. */
  static final long ALLOWED_FOR_MILLIS = 30L * 24 * 60 * 60 * 1_000;

  /** So long before that ends they are told again. */
  static final long ALLOWED_AGAIN_MILLIS = 24L * 60 * 60 * 1_000;

  private static final int REPUBLISH_SHARE = 10;

  private final CompiledRuleSet ruleSet;

  public VerdictEngine(CompiledRuleSet ruleSet) {
    this.ruleSet = ruleSet;
  }

  /**
   * Takes the hits of one entity in one evaluation second, in any order: of several hits of a rule,
   * by different users of a device say, the same one is told.
   */
  public VerdictUpdate take(VerdictState state, Entity entity, long nowMillis, List<Hit> hits) {
    dropOutdated(state, entity, nowMillis);
    List<Verdict> told = new ArrayList<>();
    for (Hit hit : hits.size() == 1 ? hits : hits.stream().sorted(Hit.CANONICAL).toList()) {
      if (hit.atMillis() > ruleSet.liftedUntilMillis(entity)) {
        takeHit(state, hit).ifPresent(told::add);
      }
    }
    return new VerdictUpdate(told, effective(state, entity, nowMillis));
  }

  /**
   * Looks at an entity without a hit: something expired, was lifted, or another rule set holds. An
   * expired verdict is not told, for edges see it themselves; a lower one that outlasts it is. That
   * an entity is allowed is told although nobody has hit it: what stands against others who come
   * with it must not touch it.
   */
  public VerdictUpdate wake(VerdictState state, Entity entity, long nowMillis) {
    dropOutdated(state, entity, nowMillis);
    return new VerdictUpdate(List.of(), effective(state, entity, nowMillis));
  }

  private void dropOutdated(VerdictState state, Entity entity, long nowMillis) {
    long liftedUntil = ruleSet.liftedUntilMillis(entity);
    boolean isAllowed = ruleSet.lists().allows(entity);
    state
        .activeVerdicts
        .values()
        .removeIf(
            each ->
                each.verdict.untilMillis() <= nowMillis
                    || each.verdict.lastMillis() <= liftedUntil
                    || isAllowed
                    || !isInForce(each.verdict, entity));
    if (state.effectiveUntilMillis <= nowMillis) {
      state.effectiveLevel = RiskLevel.NONE;
      state.allowed = false;
    }
  }

  /** A verdict is only as good as its rule: gone, off or changed, it takes the verdict along. */
  private boolean isInForce(Verdict verdict, Entity entity) {
    if (verdict.ruleId().equals(EntityLists.DENY_RULE)) {
      return ruleSet.lists().denies(entity);
    }
    Optional<BoundRule> rule = ruleSet.rule(verdict.ruleId());
    return rule.isPresent()
        && rule.get().version() == verdict.ruleVersion()
        && (rule.get().rule().mode() == RuleMode.SHADOW) == verdict.shadow();
  }

  private static Optional<Verdict> takeHit(VerdictState state, Hit hit) {
    ActiveVerdict before = state.activeVerdicts.get(hit.ruleId());
    boolean isNew = before == null || !before.verdict.isSameRule(hit);
    Verdict verdict = Verdict.of(hit, isNew ? hit.atMillis() : before.verdict.firstMillis());
    if (!isNew && !isWorthPublishing(before.toldUntilMillis, verdict)) {
      before.verdict = verdict;
      return Optional.empty();
    }
    state.activeVerdicts.put(hit.ruleId(), new ActiveVerdict(verdict, verdict.untilMillis()));
    return Optional.of(verdict);
  }

  private static boolean isWorthPublishing(long toldUntilMillis, Verdict verdict) {
    return verdict.untilMillis() - toldUntilMillis >= verdict.forMillis() / REPUBLISH_SHARE;
  }

  private Optional<VerdictRecord> effective(VerdictState state, Entity entity, long nowMillis) {
    if (ruleSet.lists().allows(entity)) {
      return allow(state, entity, nowMillis);
    }
    Verdict highest = highest(state);
    if (highest == null) {
      if (state.effectiveLevel == RiskLevel.NONE && !state.allowed) {
        return Optional.empty();
      }
      state.allowed = false;
      state.effectiveLevel = RiskLevel.NONE;
      state.effectiveUntilMillis = nowMillis;
      return Optional.of(
          new VerdictRecord(entity.kind(), entity.name(), RiskLevel.NONE, nowMillis, "", 0));
    }
    if (state.effectiveLevel == highest.level()
        && highest.untilMillis() >= state.effectiveUntilMillis
        && !isWorthPublishing(state.effectiveUntilMillis, highest)) {
      return Optional.empty();
    }
    state.allowed = false;
    state.effectiveLevel = highest.level();
    state.effectiveUntilMillis = highest.untilMillis();
    return Optional.of(highest.toRecord());
  }

  private Optional<VerdictRecord> allow(VerdictState state, Entity entity, long nowMillis) {
    if (state.allowed && nowMillis < state.effectiveUntilMillis - ALLOWED_AGAIN_MILLIS) {
      return Optional.empty();
    }
    state.allowed = true;
    state.effectiveLevel = RiskLevel.NONE;
    state.effectiveUntilMillis = nowMillis + ALLOWED_FOR_MILLIS;
    return Optional.of(
        VerdictRecord.allowing(
            entity.kind(), entity.name(), state.effectiveUntilMillis, ruleSet.version()));
  }

  /**
   * The highest level that acts; of equal ones that which stands longest, then by the rule's id.
   */
  private static Verdict highest(VerdictState state) {
    Verdict highest = null;
    for (ActiveVerdict each : state.activeVerdicts.values()) {
      Verdict verdict = each.verdict;
      if (!verdict.shadow() && (highest == null || isHigher(verdict, highest))) {
        highest = verdict;
      }
    }
    return highest;
  }

  private static boolean isHigher(Verdict verdict, Verdict than) {
    int byLevel = verdict.level().compareTo(than.level());
    return byLevel > 0 || (byLevel == 0 && verdict.untilMillis() > than.untilMillis());
  }
}
