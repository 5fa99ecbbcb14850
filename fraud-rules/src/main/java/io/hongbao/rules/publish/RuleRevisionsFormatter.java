package io.hongbao.rules.publish;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.publish.RuleRevisions.Revision;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.verdict.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The history of a rule for people, the latest version first. Not thread-safe. */
public final class RuleRevisionsFormatter {

  private final RuleHistory history;
  private final String id;

  /** By version that verdicts name: of whom they speak. */
  private final Map<Integer, Set<Entity>> hits = new HashMap<>();

  public RuleRevisionsFormatter(RuleHistory history, String id) {
    this.history = history;
    this.id = id;
  }

  /** Takes a verdict of any rule. */
  public void add(Verdict verdict) {
    if (verdict.ruleId().equals(id)) {
      hits.computeIfAbsent(verdict.ruleVersion(), any -> new HashSet<>()).add(verdict.entity());
    }
  }

  /** All versions that changed it. */
  public String of(List<Revision> revisions) {
    StringBuilder text = new StringBuilder();
    for (int i = revisions.size() - 1; i >= 0; i--) {
      Revision revision = revisions.get(i);
      RuleSet set = revision.set();
      line(
          text,
          "version %d by %s, %s%s",
          set.version(),
          set.author(),
          inForce(history, set),
          note(set));
      revision.changes().forEach(change -> line(text, "  %s", change));
      revision.after().ifPresent(rule -> line(text, "  %s", hits(revision, rule.version())));
    }
    return text.toString();
  }

  private String hits(Revision revision, int version) {
    if (revision.before().isPresent() && !revision.isJudgingOtherwise()) {
      return "judges as before: the hits of version " + version + " are its own";
    }
    Set<Entity> ofVersion = hits.getOrDefault(version, Set.of());
    return String.format(
        Locale.ROOT, "hits in the last week: %,d %s", ofVersion.size(), whom(revision, ofVersion));
  }

  private static String whom(Revision revision, Set<Entity> entities) {
    String kind =
        revision.after().orElseThrow().rule().verdict().on().name().toLowerCase(Locale.ROOT);
    if (entities.size() == 1) {
      return kind;
    }
    return kind + (kind.endsWith("s") ? "es" : "s");
  }

  private static String note(RuleSet set) {
    String approves = set.approves() == 0 ? "" : "approves " + set.approves() + " ";
    String note = (approves + set.note()).strip();
    return note.isEmpty() ? "" : ": " + note;
  }

  /** From when on a version is or was in force, or why it is not. */
  public static String inForce(RuleHistory history, RuleSet set) {
    if (history.isWaiting(set.version())) {
      return "waits for approval";
    }
    if (history.isOutdated(set.version())) {
      return "never in force: outdated";
    }
    return history
        .approvedAs(set.version())
        .map(version -> "approved as " + version)
        .orElseGet(
            () ->
                "in force from "
                    + Instant.ofEpochMilli(set.effectiveAtMillis())
                        .truncatedTo(ChronoUnit.SECONDS));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
