package io.hongbao.proof.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** What an audit found, promise by promise. */
public record AuditReport(List<PromiseResult> promises) {

  private static final JsonFactory JSON = new JsonFactory();

  public AuditReport {
    promises = List.copyOf(promises);
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
    return text.toString();
  }

  private static void writeBreaches(PromiseResult promise, StringBuilder text) {
    int number = 0;
    for (Breach breach : promise.firstBreaches()) {
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

  /** One line of JSON without its end. */
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
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
