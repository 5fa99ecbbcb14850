package io.hongbao.rules.ruleset;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The topic {@code rules}, record by record from its first on: which versions there are, which are
 * in force, and which wait for a second person. Job and tools ask here, so that what waits acts
 * nowhere. Not thread-safe.
 *
 * <p>Where approval is required, a version waits unless its texts are those in force (a lift), or
 * it approves one that waits: with the same texts, by another author, and with no other texts
 * having come into force since.
 */
public final class RuleHistory {

  /** What stands for the texts in force before there were any. */
  private static final String NO_TEXTS = "";

  private final TreeMap<Integer, RuleSet> versions = new TreeMap<>();

  /** By a version that waits: the SHA-256 of what was in force when it was published. */
  private final Map<Integer, String> waiting = new HashMap<>();

  /** By a version that waited: the one that approved it. */
  private final Map<Integer, Integer> approvals = new HashMap<>();

  private RuleSet inForce;
  private boolean approvalRequired;

  /**
   * Takes the next record; of records of the same version the first holds.
   *
   * @return a rule set that is in force by it
   */
  public Optional<RuleSet> take(RulesRecord record) {
    if (record instanceof ApprovalPolicy policy) {
      approvalRequired = policy.required();
      return Optional.empty();
    }
    RuleSet set = (RuleSet) record;
    if (versions.putIfAbsent(set.version(), set) != null) {
      return Optional.empty();
    }
    if (approvalRequired && !set.sha256().equals(textsInForce()) && !isApproval(set)) {
      waiting.put(set.version(), textsInForce());
      return Optional.empty();
    }
    if (waiting.containsKey(set.approves())) {
      approvals.putIfAbsent(set.approves(), set.version());
    }
    if (inForce == null || set.version() > inForce.version()) {
      inForce = set;
    }
    return Optional.of(set);
  }

  private String textsInForce() {
    return inForce == null ? NO_TEXTS : inForce.sha256();
  }

  private boolean isApproval(RuleSet set) {
    RuleSet wanted = versions.get(set.approves());
    return wanted != null
        && isWaiting(set.approves())
        && wanted.sha256().equals(set.sha256())
        && !wanted.author().equals(set.author());
  }

  /** Whether a version waits for a second person, who may still approve it. */
  public boolean isWaiting(int version) {
    return !approvals.containsKey(version) && textsInForce().equals(waiting.get(version));
  }

  /** Whether a version waited, and other texts came into force before anybody approved it. */
  public boolean isOutdated(int version) {
    return waiting.containsKey(version) && !approvals.containsKey(version) && !isWaiting(version);
  }

  /** The version by which one that waited was approved; empty if there is none. */
  public Optional<Integer> approvedAs(int version) {
    return Optional.ofNullable(approvals.get(version));
  }

  public boolean isApprovalRequired() {
    return approvalRequired;
  }

  /** The newest version that does not wait; empty if there is none. */
  public Optional<RuleSet> inForce() {
    return Optional.ofNullable(inForce);
  }

  public Optional<RuleSet> version(int number) {
    return Optional.ofNullable(versions.get(number));
  }

  /** The versions that are or were in force, from the first on. */
  public List<RuleSet> everInForce() {
    return versions.values().stream().filter(set -> !waiting.containsKey(set.version())).toList();
  }

  /** All versions from the first on, those that wait too. */
  public List<RuleSet> versions() {
    return List.copyOf(versions.values());
  }

  /**
   * The next version, on what is in force.
   *
   * @throws RuleSet.RuleProblemsException if there is a problem with the texts
   */
  public RuleSet next(List<RuleText> texts, String author, String note, long nowMillis) {
    RuleSet next =
        inForce == null
            ? RuleSet.first(texts, author, note, nowMillis)
            : inForce.next(texts, author, note, nowMillis);
    return next.numbered(nextVersion());
  }

  /**
   * The next version: what is in force, and something taken back.
   *
   * @throws OperationFailedException if nothing is in force
   */
  public RuleSet lift(Lift lift, String author, String note) {
    if (inForce == null) {
      throw new OperationFailedException("no rules are in force yet");
    }
    return inForce.lift(lift, author, note).numbered(nextVersion());
  }

  /**
   * The next version: the texts of one that waits.
   *
   * @throws OperationFailedException if it does not wait, or waits for somebody else
   */
  public RuleSet approve(int version, String author, String note, long nowMillis) {
    if (isOutdated(version)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "version %d: version %d came into force since it was published; publish it again",
              version,
              inForce.version()));
    }
    if (!isWaiting(version)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "version %d does not wait for approval, expected %s",
              version,
              waitingOnes()));
    }
    RuleSet wanted = versions.get(version);
    if (wanted.author().equals(author)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "version %d is by %s: somebody else approves it (--author)",
              version,
              author));
    }
    return next(wanted.texts().stream().map(PublishedText::file).toList(), author, note, nowMillis)
        .approving(version);
  }

  private String waitingOnes() {
    String ones =
        versions.keySet().stream()
            .filter(this::isWaiting)
            .map(version -> Integer.toString(version))
            .collect(Collectors.joining(" or "));
    return ones.isEmpty() ? "one that does, and there is none" : ones;
  }

  private int nextVersion() {
    return versions.isEmpty() ? 1 : versions.lastKey() + 1;
  }
}
