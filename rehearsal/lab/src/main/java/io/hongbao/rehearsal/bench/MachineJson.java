package io.hongbao.rehearsal.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hongbao.rehearsal.bench.process.Machine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The machine as a line among the figures of a benchmark, with their keys, so that who reads those
 * can read it too.
 */
final class MachineJson {

  private static final JsonFactory JSON = new JsonFactory();

  private MachineJson() {}

  /** One line without its end. */
  static String line(String bench, Machine machine, List<String> warnings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("bench", bench);
      json.writeStringField("figure", "machine");
      json.writeNumberField("value", machine.cores());
      json.writeStringField("unit", "cores");
      json.writeNullField("goal");
      json.writeNullField("met");
      json.writeStringField("model", machine.model());
      json.writeStringField("kernel", machine.kernel());
      json.writeStringField("jdk", machine.jdk());
      json.writeNumberField("loadAverage", machine.loadAverage());
      json.writeArrayFieldStart("warnings");
      for (String warning : warnings) {
        json.writeString(warning);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
