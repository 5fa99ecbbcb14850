package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.show.seeds.PoolTotals;
import io.hongbao.yaml.DurationFormatter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a staged plan changes of the active one, in plain words for operators. */
public final class PlanDiff {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  /** Of a curve; whoever wants to see more looks into the file. */
  private static final int MAX_STEPS_SHOWN = 5;

  private static final String NONE = "none";

  private final Campaign active;
  private final Campaign staged;
  private final ZoneId zone;
  private final List<String> lines = new ArrayList<>();

  private PlanDiff(Campaign active, Campaign staged) {
    this.active = active;
    this.staged = staged;
    this.zone = ZoneId.of(staged.timeZone());
  }

  /**
   * One sentence a change, and at the end what is given away in all. Times are those of the staged
   * plan's zone. If the two are equal, one line says so.
   */
  public static List<String> lines(Campaign active, Campaign staged) {
    if (active.equals(staged)) {
      return List.of("nothing changes");
    }
    PlanDiff diff = new PlanDiff(active, staged);
    diff.show();
    diff.compare(
        "waves",
        active.waves(),
        staged.waves(),
        CampaignWave::id,
        diff::removedWave,
        diff::addedWave,
        diff::keptWave);
    diff.total();
    return List.copyOf(diff.lines);
  }

  private void show() {
    change("show", active.show(), staged.show());
    change("time zone", active.timeZone(), staged.timeZone());
    change("buckets", active.buckets(), staged.buckets());
    change(
        "limits: packets a user",
        active.limits().packetsPerUser(),
        staged.limits().packetsPerUser());
    change(
        "limits: packets a user and enterprise",
        active.limits().packetsPerUserAndEnterprise(),
        staged.limits().packetsPerUserAndEnterprise());
    changeForWins(
        "claim_within",
        active.claimTerms().claimWithinMillis(),
        staged.claimTerms().claimWithinMillis());
    changeForWins(
        "payout_grace",
        active.claimTerms().payoutGraceMillis(),
        staged.claimTerms().payoutGraceMillis());
    change("answers: keep", kept(active.answerLifetime()), kept(staged.answerLifetime()));
    compare(
        "channels",
        active.channels(),
        staged.channels(),
        Channel::id,
        removed -> add("channel %s is removed", removed.id()),
        added -> add("channel %s is added: %s late", added.id(), delay(added)),
        (before, now) -> change("channel " + now.id() + ": delay", delay(before), delay(now)));
    compare(
        "enterprises",
        active.enterprises(),
        staged.enterprises(),
        Enterprise::id,
        removed -> add("enterprise %s is removed", removed.id()),
        added ->
            add(
                "enterprise %s is added: name %s, logo %s, background %s",
                added.id(), quoted(added.name()), orNone(added.logo()), orNone(added.background())),
        (before, now) -> {
          String what = "enterprise " + now.id();
          change(what + ": name", quoted(before.name()), quoted(now.name()));
          change(what + ": logo", orNone(before.logo()), orNone(now.logo()));
          change(what + ": background", orNone(before.background()), orNone(now.background()));
        });
    compare(
        "greetings",
        active.greetings(),
        staged.greetings(),
        Greeting::id,
        removed -> add("greeting %s is removed", removed.id()),
        added ->
            add(
                "greeting %s is added: text %s, background %s",
                added.id(), quoted(added.text()), orNone(added.background())),
        (before, now) -> {
          String what = "greeting " + now.id();
          change(what + ": text", quoted(before.text()), quoted(now.text()));
          change(what + ": background", orNone(before.background()), orNone(now.background()));
        });
  }

  private void removedWave(CampaignWave wave) {
    add("wave %s is removed", wave.id());
    wave.pools()
        .forEach(
            pool ->
                add(
                    "wave %s: %s of %s stay in the log and are not given away",
                    wave.id(), worth(pool), pool.enterpriseId()));
  }

  private void addedWave(CampaignWave wave) {
    add(
        "wave %s is added: from %s to %s, turn %s, odds %s, greeting odds %s, curve %s, beacon %s,"
            + " carry %s",
        wave.id(),
        at(wave.schedule().opensAtMillis()),
        at(wave.schedule().closesAtMillis()),
        turn(wave),
        wave.odds(),
        wave.greetingOdds(),
        curve(wave.curve()),
        beacon(wave),
        wave.carriesFrom().orElse(NONE));
    wave.pools().forEach(pool -> addedPool(wave, pool));
  }

  private void keptWave(CampaignWave before, CampaignWave now) {
    String wave = "wave " + now.id();
    times(before.schedule(), now.schedule());
    change(wave + ": turn", turn(before), turn(now));
    change(wave + ": odds", before.odds(), now.odds());
    change(wave + ": greeting odds", before.greetingOdds(), now.greetingOdds());
    if (!before.curve().equals(now.curve())) {
      add(
          "%s: curve from %s to %s, for packets that are added; those that are loaded keep theirs",
          wave, curve(before.curve()), curve(now.curve()));
    }
    change(wave + ": beacon", beacon(before), beacon(now));
    change(wave + ": carry", before.carriesFrom().orElse(NONE), now.carriesFrom().orElse(NONE));
    compare(
        wave + ": pools",
        before.pools(),
        now.pools(),
        Pool::enterpriseId,
        removed ->
            add("%s: %s has no pool instead of %s", wave, removed.enterpriseId(), worth(removed)),
        added -> addedPool(now, added),
        (was, is) -> keptPool(wave, was, is));
  }

  private void addedPool(CampaignWave wave, Pool pool) {
    add(
        "wave %s: %s adds %s, each of %s%s",
        wave.id(),
        pool.enterpriseId(),
        worth(pool),
        amounts(pool),
        pool.shares() == 1 ? "" : " in " + pool.shares() + " shares");
  }

  private void times(WaveSchedule before, WaveSchedule now) {
    String wave = "wave " + now.id();
    long openingShift = now.opensAtMillis() - before.opensAtMillis();
    long closeShift = now.closesAtMillis() - before.closesAtMillis();
    if (openingShift == closeShift) {
      shift(wave + ": moves", before.opensAtMillis(), now.opensAtMillis());
      return;
    }
    shift(wave + ": opens", before.opensAtMillis(), now.opensAtMillis());
    shift(wave + ": closes", before.closesAtMillis(), now.closesAtMillis());
    if (closeShift < openingShift) {
      add(
          "%s: is %s shorter: packets that are loaded to be released after that are not given away",
          wave, DurationFormatter.format(openingShift - closeShift));
    }
  }

  private void shift(String what, long beforeMillis, long nowMillis) {
    if (beforeMillis != nowMillis) {
      add(
          "%s from %s to %s, %s %s",
          what,
          at(beforeMillis),
          at(nowMillis),
          DurationFormatter.format(Math.abs(nowMillis - beforeMillis)),
          nowMillis > beforeMillis ? "later" : "earlier");
    }
  }

  private void keptPool(String wave, Pool before, Pool now) {
    int packets = now.packets() - before.packets();
    long fen = now.budgetFen() - before.budgetFen();
    if (packets > 0 && fen >= 0) {
      add(
          "%s: %s adds %,d packets of %s yuan",
          wave, now.enterpriseId(), packets, Yuan.format(fen));
    } else if (packets != 0 || fen != 0) {
      add(
          "%s: %s has %,d packets of %s yuan instead of %,d of %s",
          wave,
          now.enterpriseId(),
          now.packets(),
          Yuan.format(now.budgetFen()),
          before.packets(),
          Yuan.format(before.budgetFen()));
    }
    if (before.minFen() != now.minFen() || before.maxFen() != now.maxFen()) {
      add(
          "%s: %s has packets of %s instead of %s, for those that are added",
          wave, now.enterpriseId(), amounts(now), amounts(before));
    }
    if (before.shares() != now.shares()) {
      add(
          "%s: %s splits packets into %d shares instead of %d, for those that are added",
          wave, now.enterpriseId(), now.shares(), before.shares());
    }
  }

  private void total() {
    String before = PoolTotals.of(active).toString();
    String now = PoolTotals.of(staged).toString();
    add("in all %s", before.equals(now) ? now + ", as before" : now + " instead of " + before);
  }

  /** Says what of a list was removed, added, kept with changes, or put in another order. */
  private <T> void compare(
      String what,
      List<T> before,
      List<T> now,
      Function<T, String> id,
      Consumer<T> removed,
      Consumer<T> added,
      BiConsumer<T, T> kept) {
    List<String> idsBefore = before.stream().map(id).toList();
    List<String> idsNow = now.stream().map(id).toList();
    before.stream().filter(each -> !idsNow.contains(id.apply(each))).forEach(removed);
    for (T each : now) {
      int index = idsBefore.indexOf(id.apply(each));
      if (index < 0) {
        added.accept(each);
      } else {
        kept.accept(before.get(index), each);
      }
    }
    List<String> keptBefore = idsBefore.stream().filter(idsNow::contains).toList();
    List<String> keptNow = idsNow.stream().filter(idsBefore::contains).toList();
    if (!keptBefore.equals(keptNow)) {
      add("%s: the order is now %s", what, String.join(", ", idsNow));
    }
  }

  private void change(String what, Object before, Object now) {
    if (!before.equals(now)) {
      add("%s from %s to %s", what, before, now);
    }
  }

  /** A packet keeps what was said when it was won. */
  private void changeForWins(String what, long beforeMillis, long nowMillis) {
    if (beforeMillis != nowMillis) {
      add(
          "%s from %s to %s, for packets that are won from then on",
          what, DurationFormatter.format(beforeMillis), DurationFormatter.format(nowMillis));
    }
  }

  private static String worth(Pool pool) {
    return String.format(
        Locale.ROOT, "%,d packets of %s yuan", pool.packets(), Yuan.format(pool.budgetFen()));
  }

  private static String amounts(Pool pool) {
    return Yuan.format(pool.minFen()) + " to " + Yuan.format(pool.maxFen()) + " yuan";
  }

  private static String delay(Channel channel) {
    return DurationFormatter.format(channel.delayMillis());
  }

  private static String turn(CampaignWave wave) {
    return DurationFormatter.format(wave.schedule().turnMillis());
  }

  private static String beacon(CampaignWave wave) {
    return wave.beacon()
        .map(beacon -> "round " + beacon.round() + " of " + beacon.chain())
        .orElse(NONE);
  }

  private static String curve(Curve curve) {
    if (curve instanceof Curve.Capped capped) {
      return String.format(
          Locale.ROOT, "%s, at most %,d a second", curve(capped.shape()), capped.maxPerSecond());
    }
    if (!(curve instanceof Curve.Steps steps)) {
      return curve instanceof Curve.Ramp ? "ramp" : "uniform";
    }
    String shown =
        steps.steps().stream()
            .limit(MAX_STEPS_SHOWN)
            .map(
                step ->
                    step.share().toPlainString()
                        + " at "
                        + DurationFormatter.format(step.atMillis()))
            .collect(Collectors.joining(", "));
    int more = steps.steps().size() - MAX_STEPS_SHOWN;
    return "steps (" + shown + (more > 0 ? " and " + more + " more" : "") + ")";
  }

  private String at(long millis) {
    DateTimeFormatter form = millis % 1_000 == 0 ? SECONDS : MILLIS;
    return form.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String orNone(String resource) {
    return resource.isEmpty() ? NONE : resource;
  }

  private String kept(AnswerLifetime lifetime) {
    String kept = DurationFormatter.format(lifetime.keptMillis());
    return lifetime.fromMillis() == 0
        ? kept
        : kept + " for shakes after " + at(lifetime.fromMillis());
  }

  private void add(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
