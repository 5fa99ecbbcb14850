package io.hongbao.edge.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes texts into JSON. */
public final class JsonStrings {

  private JsonStrings() {}

  /** A text as a JSON string, with its quotes. */
  public static String quote(String text) {
    return append(new StringBuilder(text.length() + 2), text).toString();
  }

  /** Appends a text as a JSON string, with its quotes. */
  public static StringBuilder append(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"');
  }
}
