package io.hongbao.proof.trace;

import io.hongbao.proof.audit.RecordPosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A record taken apart for people.
 *
 * @param appendedAtMillis when its topic took it, by the broker's clock
 * @param kind what it is: "shake", "won", "unreadable"
 * @param fields texts and numbers by name, in the order of showing; names of instants end in Millis
 */
public record RecordView(
    RecordPosition at, long appendedAtMillis, String kind, Map<String, Object> fields) {

  public RecordView {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The same with one more field. */
  RecordView with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new RecordView(at, appendedAtMillis, kind, more);
  }

  static String texts(List<?> values) {
    return String.join("; ", values.stream().map(String::valueOf).toList());
  }

  /** Names and values in turn. */
  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
