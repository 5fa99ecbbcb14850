package io.hongbao.rehearsal.bench.stats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A figure as one line of JSON; the range stands behind what scripts look for. */
public final class FigureJson {

  private static final JsonFactory JSON = new JsonFactory();

  private FigureJson() {}

  /** One line without its end; goal and met are null for a figure without a goal. */
  public static String line(Figure figure) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("bench", figure.bench());
      json.writeStringField("figure", figure.name());
      json.writeNumberField("value", rounded(figure.spread().median()));
      json.writeStringField("unit", figure.unit());
      if (figure.goal().isPresent()) {
        json.writeNumberField("goal", figure.goal().get().bound());
        json.writeBooleanField("met", figure.isMet().orElseThrow());
      } else {
        json.writeNullField("goal");
        json.writeNullField("met");
      }
      json.writeNumberField("least", rounded(figure.spread().least()));
      json.writeNumberField("most", rounded(figure.spread().most()));
      json.writeNumberField("runs", figure.spread().runs());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
