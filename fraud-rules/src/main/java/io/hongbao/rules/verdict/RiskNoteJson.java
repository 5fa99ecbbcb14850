package io.hongbao.rules.verdict;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.wire.records.MalformedRecordException;
import java.io.IOException;

/** A note of the risk job as JSON. */
public final class RiskNoteJson {

  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RiskNoteJson() {}

  public static byte[] encode(RiskNote note) {
    try {
      return MAPPER.writeValueAsBytes(
          MAPPER
              .createObjectNode()
              .put("format", FORMAT)
              .put("note", note.kind().name())
              .put("version", note.version())
              .put("rule", note.rule())
              .put("count", note.count())
              .put("subtask", note.subtask())
              .put("subtasks", note.subtasks())
              .put("atMillis", note.atMillis()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /**
   * Reads a note.
   *
   * @throws MalformedRecordException if it is none
   */
  public static RiskNote decode(byte[] value) {
    try {
      JsonNode root = MAPPER.readTree(value);
      int format = root.required("format").asInt();
      if (format != FORMAT) {
        throw new MalformedRecordException("note: format " + format + ", expected " + FORMAT);
      }
      return new RiskNote(
          RiskNote.Kind.valueOf(root.required("note").asText()),
          root.required("version").asInt(),
          root.required("rule").asText(),
          root.required("count").asLong(),
          root.required("subtask").asInt(),
          root.required("subtasks").asInt(),
          root.required("atMillis").asLong());
    } catch (JacksonException e) {
      throw new MalformedRecordException("note: " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedRecordException("note: " + e.getMessage(), e);
    }
  }
}
