package io.hongbao.domain.draw;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.GoldenTable.Row;
import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.risk.RiskLevel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole buckets, record by record, against the table. */
class GoldenDrawTest {

  private final Bucket bucket = new Bucket(TermsFixture.SHOW, 0, new DrawEngine());
  private final Map<String, UserTally> tallies = new HashMap<>();

  static Iterable<List<Row>> cases() {
    return GoldenTable.read("draw.csv").stream()
        .collect(groupingBy(row -> row.text("case"), LinkedHashMap::new, toList()))
        .values();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldSayWhatTheTableSaysOfEveryRecord(List<Row> rows) {
    for (Row row : rows) {
      String said =
          row.text("kind").equals("SHAKE")
              ? decide(shake(row.nested("fields")))
              : bucket.apply(record(row)).name();
      assertThat(said).as("%s", row).isEqualTo(row.text("expected"));
    }
  }

  private String decide(Shake shake) {
    DrawDecision decision =
        bucket.decide(shake, user -> tallies.getOrDefault(user, UserTally.EMPTY));
    if (decision instanceof Decided decided) {
      bucket.accept(decided);
      decided.change().ifPresent(change -> tallies.put(shake.user(), change.tallyAfter()));
      return text(decided.outcome());
    }
    return decision instanceof Closed closed ? "CLOSED " + closed.reason() : "REFUSED";
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Packet packet) {
      return "PACKET "
          + String.join(
              " ", packet.packetId(), packet.enterpriseId(), Long.toString(packet.amountFen()));
    }
    if (outcome instanceof Outcome.Greeting greeting) {
      return "GREETING " + greeting.greetingId();
    }
    return outcome instanceof Outcome.Limited limited ? "LIMITED " + limited.reason() : "MISS";
  }

  private static Shake shake(Row fields) {
    return new Shake(
        TermsFixture.SHOW,
        0,
        fields.hexText("user"),
        fields.text("wave"),
        (int) fields.number("turn"),
        fields.number("plan"),
        RiskLevel.valueOf(fields.text("risk")),
        (int) fields.number("partition"),
        fields.number("at"));
  }

  private static ControlRecord record(Row row) {
    Row fields = row.nested("fields");
    Control control =
        switch (row.text("kind")) {
          case "SEEDS" -> seeds(fields);
          case "TERMS" -> terms(fields);
          case "ACTIVATE" -> new Control.Activate(fields.number("plan"), fields.number("at"));
          case "PAUSE" ->
              new Control.Pause(
                  fields.text("wave"), fields.number("paused") == 1, fields.number("at"));
          case "CARRY" ->
              new Control.Carry(
                  fields.text("from"),
                  fields.text("to"),
                  fields.text("curve").equals("ramp") ? new Curve.Ramp() : new Curve.Uniform());
          case "END" -> new Control.End();
          default -> throw new AssertionError("unknown kind in " + row);
        };
    return new ControlRecord(
        TermsFixture.SHOW, 0, fields.number("number"), row.text("fields"), control);
  }

  private static SeedBatch seeds(Row fields) {
    List<Seed> seeds =
        fields.list("seeds").stream()
            .map(seed -> seed.split("@", -1))
            .map(seed -> new Seed(Long.parseLong(seed[0]), Long.parseLong(seed[1])))
            .toList();
    return new SeedBatch(
        fields.number("plan", SeedBatch.NO_PLAN),
        fields.text("wave"),
        fields.text("enterprise"),
        fields.number("from"),
        seeds,
        1);
  }

  private static Terms terms(Row fields) {
    return TermsFixture.terms()
        .plan(fields.number("plan"))
        .buckets((int) fields.number("buckets"), (int) fields.number("partitions"))
        .engine(UserHash.NAME, (int) fields.number("engine", DrawEngine.VERSION_WITHOUT_ACTIVATION))
        .waves(fields.list("waves").stream().map(wave -> wave(wave.split(":", -1))).toList())
        .enterprises(fields.list("enterprises"))
        .limits(fields.list("limits").stream().map(limit -> limit(limit.split(":", -1))).toList())
        .build();
  }

  private static Wave wave(String[] parts) {
    return new Wave(
        new WaveSchedule(
            parts[0],
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            Integer.parseInt(parts[3])),
        Odds.of(parts[4]),
        Odds.of(parts[5]),
        parts[6].isEmpty() ? List.of() : List.of(parts[6].split("/", -1)),
        TermsFixture.SECRET);
  }

  private static LimitChange limit(String[] parts) {
    return new LimitChange(
        Long.parseLong(parts[0]),
        new Limits(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
  }
}
