package io.hongbao.proof.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hongbao.proof.audit.ControlCharacterEscaper;
import io.hongbao.wire.records.OpRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a trace found, for people and as JSON. Every line is ended, but for that of JSON. */
public final class TraceFormatter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String INSTANT = "Millis";

  private TraceFormatter() {}

  /** A record, and a line for each of its fields that says something. */
  public static String toText(RecordView record) {
    StringBuilder text = new StringBuilder();
    write(record, "", text);
    return text.toString();
  }

  /** Each way: what it comes to, and its records. */
  public static String toText(List<ShakeTrace> ways) {
    StringBuilder text = new StringBuilder();
    for (ShakeTrace trace : ways) {
      text.append(
          String.format(
              Locale.ROOT,
              "shake %s of %s in show %s, bucket %d: %s\n",
              trace.shakeId(),
              ControlCharacterEscaper.of(trace.user()),
              trace.show(),
              trace.bucket(),
              ControlCharacterEscaper.of(trace.drawnAgain())));
      trace.records().forEach(record -> write(record, "  ", text));
      if (trace.moreRecords() > 0) {
        text.append("  and ").append(trace.moreRecords()).append(" more records\n");
      }
    }
    return text.toString();
  }

  /** A line for each operation: when, which, by whom, what it does. */
  public static String operationsToText(List<OpRecord> operations) {
    StringBuilder text = new StringBuilder();
    for (OpRecord op : operations) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %s operation %d by %s: %s%s\n",
              Instant.ofEpochMilli(op.atMillis()),
              op.show(),
              op.number(),
              ControlCharacterEscaper.of(op.author()),
              ControlCharacterEscaper.of(ShowFields.does(op.op())),
              op.isDone() ? "" : " (not done)"));
    }
    return text.toString();
  }

  /** One object with the list {@code operations}. */
  public static String operationsToJson(List<OpRecord> operations) {
    return json(
        generator -> {
          generator.writeStartObject();
          generator.writeArrayFieldStart("operations");
          for (OpRecord op : operations) {
            generator.writeStartObject();
            generator.writeStringField("show", op.show());
            generator.writeNumberField("number", op.number());
            generator.writeNumberField("givenMillis", op.atMillis());
            generator.writeStringField("author", op.author());
            generator.writeStringField("does", ShowFields.does(op.op()));
            generator.writeBooleanField("done", op.isDone());
            generator.writeEndObject();
          }
          generator.writeEndArray();
          generator.writeEndObject();
        });
  }

  /** One object. */
  public static String toJson(RecordView record) {
    return json(generator -> write(record, generator));
  }

  /** One object: its kind, then its fields. */
  static String fieldsToJson(String kind, Map<String, Object> fields) {
    return json(
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("kind", kind);
          writeFields(fields, generator);
          generator.writeEndObject();
        });
  }

  /** One object with the list {@code ways}. */
  public static String toJson(List<ShakeTrace> ways) {
    return json(
        generator -> {
          generator.writeStartObject();
          generator.writeArrayFieldStart("ways");
          for (ShakeTrace trace : ways) {
            generator.writeStartObject();
            generator.writeStringField("show", trace.show());
            generator.writeNumberField("bucket", trace.bucket());
            generator.writeStringField("user", trace.user());
            generator.writeStringField("shakeId", trace.shakeId().toString());
            generator.writeStringField("drawnAgain", trace.drawnAgain());
            generator.writeArrayFieldStart("records");
            for (RecordView record : trace.records()) {
              write(record, generator);
            }
            generator.writeEndArray();
            generator.writeNumberField("moreRecords", trace.moreRecords());
            generator.writeEndObject();
          }
          generator.writeEndArray();
          generator.writeEndObject();
        });
  }

  private static void write(RecordView record, String indent, StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s%s  %s  %s\n",
            indent,
            record.at(),
            Instant.ofEpochMilli(record.appendedAtMillis()),
            record.kind()));
    int width = record.fields().keySet().stream().mapToInt(String::length).max().orElse(0);
    record
        .fields()
        .forEach(
            (name, value) -> {
              String shown = shown(name, value);
              if (!shown.isEmpty()) {
                text.append(indent).append("  ");
                text.append(name).append(" ".repeat(width - name.length() + 2));
                text.append(shown).append('\n');
              }
            });
  }

  /** Instants as people read them, too; 0 is that of things that count from the beginning. */
  private static String shown(String name, Object value) {
    boolean isInstant = name.endsWith(INSTANT) && value instanceof Long millis && millis > 0;
    return isInstant
        ? value + " (" + Instant.ofEpochMilli((Long) value) + ")"
        : ControlCharacterEscaper.of(value.toString());
  }

  private static void write(RecordView record, JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("at", record.at().toString());
    generator.writeNumberField("appendedAtMillis", record.appendedAtMillis());
    generator.writeStringField("kind", record.kind());
    writeFields(record.fields(), generator);
    generator.writeEndObject();
  }

  private static void writeFields(Map<String, Object> fields, JsonGenerator generator)
      throws IOException {
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      generator.writeFieldName(field.getKey());
      if (field.getValue() instanceof Number number) {
        generator.writeNumber(number.longValue());
      } else if (field.getValue() instanceof Boolean flag) {
        generator.writeBoolean(flag);
      } else {
        generator.writeString(field.getValue().toString());
      }
    }
  }

  /** Something that writes JSON. */
  private interface Body {
    void write(JsonGenerator generator) throws IOException;
  }

  private static String json(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      body.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
