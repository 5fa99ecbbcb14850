package io.hongbao.rules.backtest;

import io.hongbao.files.AlignedTable;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.replay.RuleReplay.RuleReplayTotals;
import io.hongbao.rules.ruleset.RuleSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A backtest for people, as text. */
public final class BacktestFormatter {

  private static final int MAX_PAIRS = 15;
  private static final String ALL_RULES = "all rules";
  private static final String NO_LABEL = "no label";

  private final Backtest backtest;
  private final DateTimeFormatter clock;
  private final StringBuilder text = new StringBuilder();

  private BacktestFormatter(Backtest backtest, ZoneId zone) {
    this.backtest = backtest;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /**
   * All sections.
   *
   * @param live the published set over the same traffic
   * @param zone in which times are told
   * @param bars what bars are made of
   */
  public static String of(
      Backtest backtest,
      Optional<Map.Entry<RuleSet, Backtest>> live,
      Optional<Labels> labels,
      ZoneId zone,
      String bars) {
    BacktestFormatter text = new BacktestFormatter(backtest, zone);
    text.traffic();
    text.rules();
    text.overlap();
    live.ifPresent(it -> text.against(it.getKey(), it.getValue()));
    labels.ifPresent(text::scores);
    backtest
        .sweeps()
        .forEach(sweep -> text.section(SweepFormatter.of(sweep, backtest.seen(), labels, bars)));
    return text.text.toString();
  }

  private void traffic() {
    RuleReplayTotals totals = backtest.totals();
    line(
        "%,d records%s, %,d users%s",
        totals.events(),
        totals.events() == 0
            ? ""
            : " read from "
                + clock.format(Instant.ofEpochMilli(backtest.firstMillis()))
                + " "
                + clock.getZone()
                + " on",
        backtest.seen().size(),
        totals.lateEvents() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d records too late", totals.lateEvents()));
  }

  private void rules() {
    AlignedTable table = new AlignedTable(3);
    table.add("rule", "mode", "on", "hits", "spoken of", "users", "of all", "first at");
    Set<String> found = new HashSet<>();
    backtest
        .tallies()
        .forEach(
            (id, tally) -> {
              Optional<Rule> rule = Optional.ofNullable(backtest.rules().get(id));
              found.addAll(tally.users());
              table.add(
                  id,
                  rule.map(it -> it.mode().label()).orElse("active"),
                  rule.map(it -> it.verdict().on().name().toLowerCase(Locale.ROOT)).orElse(""),
                  Cells.count(tally.hits()),
                  Cells.count(tally.entities().size()),
                  Cells.count(tally.users().size()),
                  percent(tally.users().size(), backtest.seen().size()),
                  tally.hits() == 0
                      ? Cells.NOTHING
                      : clock.format(Instant.ofEpochMilli(tally.firstMillis())));
            });
    table.add(
        ALL_RULES,
        "",
        "",
        "",
        "",
        Cells.count(found.size()),
        percent(found.size(), backtest.seen().size()),
        "");
    section(table.toString());
  }

  private record Pair(String one, String other, long shared, long onlyOne, long onlyOther) {}

  private void overlap() {
    List<String> ids = List.copyOf(backtest.tallies().keySet());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      for (int j = i + 1; j < ids.size(); j++) {
        Set<String> one = backtest.tallies().get(ids.get(i)).users();
        Set<String> other = backtest.tallies().get(ids.get(j)).users();
        long shared = one.stream().filter(other::contains).count();
        if (shared > 0) {
          pairs.add(
              new Pair(ids.get(i), ids.get(j), shared, one.size() - shared, other.size() - shared));
        }
      }
    }
    if (pairs.isEmpty()) {
      return;
    }
    pairs.sort(Comparator.comparingLong(Pair::shared).reversed());
    AlignedTable table = new AlignedTable(2);
    table.add("overlap of", "and", "users of both", "of the first", "of the second");
    for (Pair pair : pairs.subList(0, Math.min(MAX_PAIRS, pairs.size()))) {
      table.add(
          pair.one,
          pair.other,
          Cells.count(pair.shared),
          Cells.count(pair.onlyOne) + " alone",
          Cells.count(pair.onlyOther) + " alone");
    }
    section(table.toString());
  }

  private void against(RuleSet set, Backtest live) {
    AlignedTable table = new AlignedTable(2);
    table.add("rule", "is", "spoken of live", "then", "gained", "lost");
    Set<String> ids = new TreeSet<>(live.tallies().keySet());
    ids.addAll(backtest.tallies().keySet());
    for (String id : ids) {
      table.add(change(id, live));
    }
    section(
        String.format(
                Locale.ROOT,
                "against version %d, live since %s by %s\n",
                set.version(),
                Instant.ofEpochMilli(set.effectiveAtMillis()),
                set.author())
            + table);
  }

  private String[] change(String id, Backtest live) {
    Set<Entity> before = entities(live, id);
    Set<Entity> then = entities(backtest, id);
    Rule old = live.rules().get(id);
    Rule now = backtest.rules().get(id);
    String word = old == null ? "new" : now == null ? "gone" : judgeAlike(old, now);
    return new String[] {
      id,
      word,
      Cells.count(before.size()),
      Cells.count(then.size()),
      Cells.count(then.stream().filter(each -> !before.contains(each)).count()),
      Cells.count(before.stream().filter(each -> !then.contains(each)).count())
    };
  }

  private static String judgeAlike(Rule old, Rule now) {
    return old.withoutDescription().equals(now.withoutDescription()) ? "same" : "changed";
  }

  private static Set<Entity> entities(Backtest backtest, String id) {
    RuleTally tally = backtest.tallies().get(id);
    return tally == null ? Set.of() : tally.entities();
  }

  private void scores(Labels known) {
    Set<String> kinds = new TreeSet<>();
    backtest
        .seen()
        .forEach(user -> known.kindOf(user).filter(Labels::isBotKind).ifPresent(kinds::add));
    AlignedTable table = new AlignedTable(1);
    List<String> head =
        new ArrayList<>(List.of("rule", "bots", "humans", "precision", "recall", "F1"));
    head.addAll(kinds);
    Set<String> found = new HashSet<>();
    backtest.tallies().values().forEach(tally -> found.addAll(tally.users()));
    boolean hasUnlabelled = unlabelled(found, known) > 0;
    if (hasUnlabelled) {
      head.add(NO_LABEL);
    }
    table.add(head.toArray(String[]::new));
    backtest
        .tallies()
        .forEach((id, tally) -> table.add(score(id, tally.users(), known, kinds, hasUnlabelled)));
    table.add(score(ALL_RULES, found, known, kinds, hasUnlabelled));
    section(
        table
            + String.format(
                Locale.ROOT,
                "  behind F1: recall of each kind, of %,d users with a label\n",
                backtest.seen().stream().filter(u -> known.kindOf(u).isPresent()).count())
            + (hasUnlabelled
                ? "  no label: users who were hit and of whom nothing is known; they count in no"
                    + " other column\n"
                : ""));
  }

  private static long unlabelled(Set<String> users, Labels known) {
    return users.stream().filter(user -> known.kindOf(user).isEmpty()).count();
  }

  private String[] score(
      String id, Set<String> users, Labels known, Set<String> kinds, boolean hasUnlabelled) {
    Score score = Score.of(backtest.seen(), users, known);
    List<String> cells = new ArrayList<>();
    cells.add(id);
    cells.add(Cells.count(score.bots()));
    cells.add(Cells.count(score.humans()));
    cells.add(Cells.share(score.precision()));
    cells.add(Cells.share(score.recall()));
    cells.add(Cells.share(score.f1()));
    kinds.forEach(
        kind -> cells.add(Cells.share(score.recallByKind().getOrDefault(kind, Double.NaN))));
    if (hasUnlabelled) {
      cells.add(Cells.count(unlabelled(users, known)));
    }
    return cells.toArray(String[]::new);
  }

  private void section(String lines) {
    text.append('\n').append(lines);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }
}
