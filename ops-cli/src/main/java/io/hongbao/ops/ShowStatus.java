package io.hongbao.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.files.AlignedTable;
import io.hongbao.show.live.Nodes;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.Times;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a show is, for people and for scripts.
 *
 * @param issued of each wave and enterprise, what was won
 * @param nowMillis when this was so
 */
record ShowStatus(ShowState state, Nodes nodes, Map<PoolName, Issued> issued, long nowMillis) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Issued NOTHING = new Issued(0, 0);

  /** Whose packets. */
  record PoolName(String wave, String enterprise) {}

  /** Packets that were won, and what they are worth. */
  record Issued(long packets, long amountFen) {
    Issued plus(Issued other) {
      return new Issued(packets + other.packets, amountFen + other.amountFen);
    }
  }

  ShowStatus {
    issued = Map.copyOf(issued);
  }

  private Optional<PlanRecord> plan() {
    return state.inForce().or(state::staged);
  }

  private Issued issued(String wave, String enterprise) {
    return issued.getOrDefault(new PoolName(wave, enterprise), NOTHING);
  }

  private Issued issued(CampaignWave wave) {
    return issued.entrySet().stream()
        .filter(entry -> entry.getKey().wave().equals(wave.id()))
        .map(Map.Entry::getValue)
        .reduce(NOTHING, Issued::plus);
  }

  /** What a wave has left: with what was moved into it, and nothing once it was moved away. */
  private long seedsLeft(CampaignWave wave) {
    if (state.isCarried(wave.id())) {
      return 0;
    }
    long carried =
        wave.carriesFrom()
            .filter(state::isCarried)
            .flatMap(from -> plan().flatMap(plan -> plan.campaign().wave(from)))
            .map(from -> packets(from) - issued(from).packets())
            .orElse(0L);
    return packets(wave) + carried - issued(wave).packets();
  }

  private static long packets(CampaignWave wave) {
    return wave.pools().stream().mapToLong(Pool::packets).sum();
  }

  private String waveState(CampaignWave wave) {
    WaveSchedule schedule = wave.schedule();
    if (nowMillis >= schedule.closesAtMillis()) {
      return "closed";
    }
    if (state.isPausedAt(wave.id(), nowMillis)) {
      return "paused";
    }
    return nowMillis >= schedule.opensAtMillis() ? "open" : "planned";
  }

  /** One object on one line. */
  String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("show", state.show());
    if (!state.kind().isLive()) {
      json.put("kind", state.kind().label()).put("group", state.kind().group());
    }
    ObjectNode plan = json.putObject("plan");
    put(plan, "active", state.inForce());
    put(plan, "staged", state.staged());
    json.put("mode", state.mode().number());
    ArrayNode nodeList = json.putArray("nodes");
    for (AckRecord node : nodes.live()) {
      ObjectNode object =
          nodeList
              .addObject()
              .put("id", node.node())
              .put("kind", "edge")
              .put("ackedPlan", nodes.known(node).plan())
              .put("clockErrorMs", node.clockErrorMillis());
      if (node.answerDelayMillis().isPresent()) {
        object.put("answerDelayMs", node.answerDelayMillis().getAsLong());
      } else {
        object.putNull("answerDelayMs");
      }
    }
    ArrayNode waves = json.putArray("waves");
    plan().stream()
        .flatMap(known -> known.campaign().waves().stream())
        .forEach(
            wave ->
                waves
                    .addObject()
                    .put("id", wave.id())
                    .put("state", waveState(wave))
                    .put("opensAtMs", wave.schedule().opensAtMillis())
                    .put("closesAtMs", wave.schedule().closesAtMillis())
                    .put("seedsLeft", seedsLeft(wave))
                    .put("issuedFen", issued(wave).amountFen()));
    return json.toString();
  }

  private static void put(ObjectNode json, String name, Optional<PlanRecord> plan) {
    if (plan.isPresent()) {
      json.put(name, plan.get().number());
    } else {
      json.putNull(name);
    }
  }

  /** One screen. */
  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(head()).append(System.lineSeparator());
    if (state.lastOp().isPresent() && !state.lastOp().get().isDone()) {
      OpRecord last = state.lastOp().get();
      line(
          text,
          "half done: operation %d of %s; the next command completes it",
          last.number(),
          last.author());
    }
    plan().ifPresent(plan -> text.append(waves(plan)).append(System.lineSeparator()));
    plan().ifPresent(plan -> text.append(pools(plan)).append(System.lineSeparator()));
    plan().ifPresent(plan -> carries(text, plan));
    state.envelope().ifPresent(record -> text.append(envelope(record)));
    text.append(nodeTable());
    return text.toString();
  }

  private String head() {
    String active =
        state
            .inForce()
            .map(
                plan ->
                    String.format(
                        Locale.ROOT,
                        "plan %d %s %s",
                        plan.number(),
                        plan.isActive() ? "from" : "activating at",
                        Times.of(plan.campaign(), plan.activatesAtMillis())))
            .orElse("not on the air");
    String staged = state.staged().map(plan -> ", plan " + plan.number() + " staged").orElse("");
    String ended = state.hasEnded() ? ", ended" : "";
    String reason =
        state
            .modeRecord()
            .filter(mode -> mode.mode().number() > 0)
            .map(m -> ": " + m.reason())
            .orElse("");
    return String.format(
        Locale.ROOT,
        "show %s%s: %s%s%s; mode %d%s%n",
        state.show(),
        kind(),
        active,
        staged,
        ended,
        state.mode().number(),
        reason);
  }

  /** Nothing of a live show. */
  private String kind() {
    ShowKind kind = state.kind();
    return kind.isLive() ? "" : " (" + kind.label() + " of " + kind.phones() + ")";
  }

  private AlignedTable waves(PlanRecord plan) {
    AlignedTable table = new AlignedTable(4);
    table.add("wave", "state", "opens", "closes", "seeds left", "issued yuan");
    for (CampaignWave wave : plan.campaign().waves()) {
      table.add(
          wave.id(),
          waveState(wave),
          Times.of(plan.campaign(), wave.schedule().opensAtMillis()),
          Times.of(plan.campaign(), wave.schedule().closesAtMillis()),
          Long.toString(seedsLeft(wave)),
          Yuan.format(issued(wave).amountFen()));
    }
    return table;
  }

  /** Money against the curve: what was won of what is released by now. */
  private AlignedTable pools(PlanRecord plan) {
    AlignedTable table = new AlignedTable(2);
    table.add("wave", "enterprise", "packets", "released", "won", "yuan", "won yuan");
    for (CampaignWave wave : plan.campaign().waves()) {
      for (Pool pool : wave.pools()) {
        Issued won = issued(wave.id(), pool.enterpriseId());
        table.add(
            wave.id(),
            pool.enterpriseId(),
            Long.toString(pool.packets()),
            Long.toString(released(wave, pool)),
            Long.toString(won.packets()),
            Yuan.format(pool.budgetFen()),
            Yuan.format(won.amountFen()));
      }
    }
    return table;
  }

  /** Of a pool, as evenly as the planner mixes the pools of a wave. */
  private long released(CampaignWave wave, Pool pool) {
    WaveSchedule schedule = wave.schedule();
    long packets = wave.pools().stream().mapToLong(Pool::packets).sum();
    if (packets == 0) {
      return 0;
    }
    long released =
        new ReleaseTimes(
                wave.curve(), schedule.closesAtMillis() - schedule.opensAtMillis(), packets)
            .releasedBefore(nowMillis + 1 - schedule.opensAtMillis());
    return released * pool.packets() / packets;
  }

  /** What is to be moved between waves by a command. */
  private void carries(StringBuilder text, PlanRecord plan) {
    for (CampaignWave wave : plan.campaign().waves()) {
      Optional<CampaignWave> from = wave.carriesFrom().flatMap(plan.campaign()::wave);
      if (from.isPresent() && !state.isCarried(from.get().id())) {
        long dueAtMillis = from.get().schedule().quietAtMillis();
        line(
            text,
            "to carry: what wave %s leaves into wave %s, from %s on, by ./hongbao show carry%s%s",
            from.get().id(),
            wave.id(),
            Times.of(plan.campaign(), dueAtMillis),
            dueAtMillis <= nowMillis ? "; it is due" : "",
            dueAtMillis >= wave.schedule().closesAtMillis()
                ? "; wave " + wave.id() + " has closed by then: nothing will be carried"
                : "");
      }
    }
  }

  /** The bounds of the envelope beside what the plan gives away. */
  private String envelope(EnvelopeRecord record) {
    Envelope envelope = record.envelope();
    List<Pool> pools =
        plan().stream()
            .flatMap(plan -> plan.campaign().waves().stream())
            .flatMap(wave -> wave.pools().stream())
            .toList();
    AlignedTable table = new AlignedTable(1);
    table.add("envelope " + record.number(), "of the plan", "at most");
    table.add(
        "packets",
        Long.toString(pools.stream().mapToLong(Pool::packets).sum()),
        Long.toString(envelope.maxPackets()));
    table.add(
        "yuan",
        Yuan.format(pools.stream().mapToLong(Pool::budgetFen).sum()),
        Yuan.format(envelope.maxFen()));
    table.add(
        "largest packet",
        Yuan.format(pools.stream().mapToLong(Pool::maxFen).max().orElse(0)),
        Yuan.format(envelope.largestPacketFen()));
    return table + System.lineSeparator();
  }

  private String nodeTable() {
    List<AckRecord> live = nodes.live();
    if (live.isEmpty()) {
      return "no edge was heard in the last minute" + System.lineSeparator();
    }
    AlignedTable table = new AlignedTable(1);
    table.add("node", "acked plan", "clock error ms", "answer p99 ms", "heard s ago");
    for (AckRecord node : live) {
      table.add(
          node.node(),
          Long.toString(nodes.known(node).plan()),
          Long.toString(node.clockErrorMillis()),
          node.answerDelayMillis().isPresent()
              ? Long.toString(node.answerDelayMillis().getAsLong())
              : "-",
          Long.toString(Math.max(0, nowMillis - node.atMillis()) / 1000));
    }
    return table.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
