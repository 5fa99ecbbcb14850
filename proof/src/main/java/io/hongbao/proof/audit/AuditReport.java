package io.hongbao.proof.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an audit found, promise by promise.
 *
 * @param part which part of the log it read; empty if it read the whole log
 */
public record AuditReport(List<PromiseResult> promises, Optional<Part> part) {

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

  public AuditReport {
    promises = List.copyOf(promises);
  }

  /** Of the whole log. */
  public AuditReport(List<PromiseResult> promises) {
    this(promises, Optional.empty());
  }

  public boolean isOk() {
    return promises.stream().allMatch(PromiseResult::isKept);
  }

  /** One line a promise, and below it its first breaches: where, what, and how to look. */
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
   * One line of JSON without its end. Of a part of the log it has one field more, {@code part}: the
   * partitions, how many there are, and the pools to be added up.
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
      if (part.isPresent()) {
        writePart(part.get(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
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
