package io.hongbao.proof.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hongbao.domain.draw.ShakeId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an audit found, promise by promise.
 *
 * @param part which part of the log it read; empty if it read the whole log
 * @param changes what operators changed while shows ran, if it affected a turn
 * @param shadowShows the names of the shows among those checked that are shadow shows
 */
public record AuditReport(
    List<PromiseResult> promises,
    Optional<Part> part,
    List<ChangeEffect> changes,
    List<String> shadowShows) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Some partitions of the log.
   *
   * @param partitions that were audited, in order
   * @param of how many partitions the log has
   * @param pools what was counted of each pool in these partitions
   */
  public record Part(List<Integer> partitions, int of, List<PoolPart> pools) {

    public Part {
      partitions = List.copyOf(partitions);
      pools = List.copyOf(pools);
    }
  }

  /** A part's share of a pool, and the budget that all parts have together. */
  public record PoolPart(
      String show,
      String waveId,
      String enterpriseId,
      long issuedPackets,
      long issuedFen,
      long leftPackets,
      long leftFen,
      long budgetPackets,
      long budgetFen) {}

  /**
   * A change that counts from an instant, and the turns that it affected.
   *
   * @param turns how many
   * @param first the one that started first
   * @param last the one that started last
   */
  public record ChangeEffect(
      String show, String what, long fromMillis, long turns, Turn first, Turn last) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %s, from %s: %,d turns, the first %s, the last %s",
          show,
          what,
          Instant.ofEpochMilli(fromMillis),
          turns,
          first,
          last);
    }
  }

  /**
   * A turn that passed the lottery.
   *
   * @param at its shake
   */
  public record Turn(ShakeId shakeId, String user, long startsAtMillis, RecordPosition at) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s of %s at %s (%s)",
          shakeId,
          ControlCharacterEscaper.of(user),
          Instant.ofEpochMilli(startsAtMillis),
          at);
    }
  }

  public AuditReport {
    promises = List.copyOf(promises);
    changes = List.copyOf(changes);
    shadowShows = List.copyOf(shadowShows);
  }

  /** Of live shows. */
  public AuditReport(
      List<PromiseResult> promises, Optional<Part> part, List<ChangeEffect> changes) {
    this(promises, part, changes, List.of());
  }

  /** Of shows that nothing changed. */
  public AuditReport(List<PromiseResult> promises, Optional<Part> part) {
    this(promises, part, List.of());
  }

  /** Of the whole log, and of shows that nothing changed. */
  public AuditReport(List<PromiseResult> promises) {
    this(promises, Optional.empty());
  }

  public boolean isOk() {
    return promises.stream().allMatch(PromiseResult::isKept);
  }

  /**
   * One line a promise, and below it its first breaches: where, what, and how to look. Then one
   * line for each change that operators made, and one for shadow shows.
   */
  public String toText() {
    StringBuilder text = new StringBuilder();
    int width = promises.stream().mapToInt(promise -> promise.text().length()).max().orElse(0);
    for (PromiseResult promise : promises) {
      String verdict =
          promise.isKept() ? "ok" : String.format(Locale.ROOT, "BREACH %,d", promise.breaches());
      text.append(
          String.format(
              Locale.ROOT,
              "%d  %-8s %,12d checked  %-" + width + "s  %s\n",
              promise.id(),
              verdict,
              promise.checked(),
              promise.text(),
              promise.counts()));
      writeBreaches(promise, text);
    }
    if (!changes.isEmpty()) {
      text.append("Changes while shows ran, and the turns that they affected:\n");
      changes.forEach(change -> text.append("     ").append(change).append('\n'));
    }
    if (!shadowShows.isEmpty()) {
      text.append("Shadow shows, checked as any other; their packets can never be paid: ")
          .append(String.join(", ", shadowShows))
          .append('\n');
    }
    part.ifPresent(it -> writePart(it, text));
    return text.toString();
  }

  /** What this report proves and what it does not. */
  private static void writePart(Part part, StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT,
            "Only a part of the log was audited: partitions %s of %d. Of the shakes, packets and"
                + " dead letters of these partitions all is checked but \"issued + left = budget\","
                + " which needs all partitions: add up the pools of all parts.\n",
            part.partitions(),
            part.of()));
    for (PoolPart pool : part.pools()) {
      text.append(
          String.format(
              Locale.ROOT,
              "     pool %s of wave %s in show %s: issued %,d packets, %,d fen, left %,d packets,"
                  + " %,d fen, budget of all parts %,d packets, %,d fen\n",
              pool.enterpriseId(),
              pool.waveId(),
              pool.show(),
              pool.issuedPackets(),
              pool.issuedFen(),
              pool.leftPackets(),
              pool.leftFen(),
              pool.budgetPackets(),
              pool.budgetFen()));
    }
  }

  private static void writeBreaches(PromiseResult promise, StringBuilder text) {
    int number = 0;
    for (AuditBreach breach : promise.firstBreaches()) {
      text.append(
          String.format(Locale.ROOT, "     %d. %s: %s\n", ++number, breach.where(), breach.what()));
      text.append("        expected  ").append(breach.expected()).append('\n');
      text.append("        found     ").append(breach.found()).append('\n');
      text.append("        look      ").append(breach.look()).append('\n');
    }
    long more = promise.breaches() - number;
    if (more > 0) {
      text.append(String.format(Locale.ROOT, "     and %,d more\n", more));
    }
  }

  /**
   * One line of JSON without its end. Of shows that were changed while they ran it has one field
   * more, {@code changes}; of shadow shows {@code shadowShows}, their names. So it has of a part of
   * the log, {@code part}: the partitions, how many there are, and the pools to be added up.
   */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", isOk());
      json.writeArrayFieldStart("promises");
      for (PromiseResult promise : promises) {
        json.writeStartObject();
        json.writeNumberField("id", promise.id());
        json.writeStringField("text", promise.text());
        json.writeNumberField("checked", promise.checked());
        json.writeNumberField("breaches", promise.breaches());
        json.writeArrayFieldStart("examples");
        for (String example : promise.examples()) {
          json.writeString(example);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      if (!changes.isEmpty()) {
        writeChanges(json);
      }
      if (!shadowShows.isEmpty()) {
        json.writeArrayFieldStart("shadowShows");
        for (String show : shadowShows) {
          json.writeString(show);
        }
        json.writeEndArray();
      }
      if (part.isPresent()) {
        writePart(part.get(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void writeChanges(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("changes");
    for (ChangeEffect change : changes) {
      json.writeStartObject();
      json.writeStringField("show", change.show());
      json.writeStringField("change", change.what());
      json.writeNumberField("fromMillis", change.fromMillis());
      json.writeNumberField("turns", change.turns());
      writeTurn("first", change.first(), json);
      writeTurn("last", change.last(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeTurn(String name, Turn turn, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("shakeId", turn.shakeId().toString());
    json.writeStringField("user", turn.user());
    json.writeNumberField("startsAtMillis", turn.startsAtMillis());
    json.writeStringField("at", turn.at().toString());
    json.writeEndObject();
  }

  private static void writePart(Part part, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("part");
    json.writeArrayFieldStart("partitions");
    for (int partition : part.partitions()) {
      json.writeNumber(partition);
    }
    json.writeEndArray();
    json.writeNumberField("of", part.of());
    json.writeArrayFieldStart("pools");
    for (PoolPart pool : part.pools()) {
      json.writeStartObject();
      json.writeStringField("show", pool.show());
      json.writeStringField("wave", pool.waveId());
      json.writeStringField("enterprise", pool.enterpriseId());
      json.writeNumberField("issuedPackets", pool.issuedPackets());
      json.writeNumberField("issuedFen", pool.issuedFen());
      json.writeNumberField("leftPackets", pool.leftPackets());
      json.writeNumberField("leftFen", pool.leftFen());
      json.writeNumberField("budgetPackets", pool.budgetPackets());
      json.writeNumberField("budgetFen", pool.budgetFen());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
