package io.hongbao.rules.ruleset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of the topic {@code rules}: a rule set as JSON, so that whoever reads the topic with a
 * plain consumer sees the rules as they were written.
 */
public final class RuleSetJson {

  private static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RuleSetJson() {}

  public static byte[] encode(RuleSet set) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT)
        .put("version", set.version())
        .put("author", set.author())
        .put("note", set.note())
        .put("publishedAtMillis", set.publishedAtMillis())
        .put("effectiveAtMillis", set.effectiveAtMillis())
        .put("sha256", set.sha256());
    if (set.approves() > 0) {
      root.put("approves", set.approves());
    }
    ArrayNode texts = root.putArray("texts");
    for (PublishedText each : set.texts()) {
      texts
          .addObject()
          .put("name", each.file().name())
          .put("version", each.version())
          .put("text", each.file().text());
    }
    ObjectNode since = root.putObject("countedSinceMillis");
    new TreeMap<>(set.countedSinceMillis()).forEach(since::put);
    ArrayNode lifts = root.putArray("lifts");
    for (Lift lift : set.lifts()) {
      lifts
          .addObject()
          .put("kind", lift.entity().kind().name())
          .put("entity", lift.entity().name())
          .put("atMillis", lift.atMillis());
    }
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /**
   * Reads a rule set; its texts are whole, which its SHA-256 says, but not checked again.
   *
   * @throws MalformedRecordException if it is none
   */
  public static RuleSet decode(byte[] value) {
    try {
      JsonNode root = MAPPER.readTree(value);
      int format = root.required("format").asInt();
      if (format != FORMAT) {
        throw new MalformedRecordException("rules: format " + format + ", expected " + FORMAT);
      }
      return new RuleSet(
          root.required("version").asInt(),
          root.required("author").asText(),
          root.required("note").asText(),
          root.required("publishedAtMillis").asLong(),
          root.required("effectiveAtMillis").asLong(),
          texts(root.required("texts")),
          since(root.required("countedSinceMillis")),
          lifts(root.required("lifts")),
          root.required("sha256").asText(),
          root.path("approves").asInt(0));
    } catch (JacksonException e) {
      throw new MalformedRecordException("rules: " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedRecordException("rules: " + e.getMessage(), e);
    }
  }

  private static List<PublishedText> texts(JsonNode nodes) {
    List<PublishedText> texts = new ArrayList<>();
    for (JsonNode node : nodes) {
      RuleText file = new RuleText(node.required("name").asText(), node.required("text").asText());
      texts.add(new PublishedText(file, node.required("version").asInt()));
    }
    return texts;
  }

  private static Map<String, Long> since(JsonNode node) {
    Map<String, Long> since = new TreeMap<>();
    node.properties().forEach(entry -> since.put(entry.getKey(), entry.getValue().asLong()));
    return since;
  }

  private static List<Lift> lifts(JsonNode nodes) {
    List<Lift> lifts = new ArrayList<>();
    for (JsonNode node : nodes) {
      Entity entity =
          new Entity(
              EntityKind.valueOf(node.required("kind").asText()), node.required("entity").asText());
      lifts.add(new Lift(entity, node.required("atMillis").asLong()));
    }
    return lifts;
  }
}
