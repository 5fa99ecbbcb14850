package io.hongbao.rules.verdict;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A verdict with its reasons as JSON, for people and their tools; edges read the short record. A
 * signal without data is null.
 */
public final class VerdictJson {

  private static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private VerdictJson() {}

  public static byte[] encode(Verdict verdict) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT)
        .put("kind", verdict.entity().kind().name())
        .put("entity", verdict.entity().name())
        .put("rule", verdict.ruleId())
        .put("version", verdict.ruleVersion())
        .put("level", verdict.level().name())
        .put("shadow", verdict.shadow())
        .put("windowNotFull", verdict.windowNotFull())
        .put("firstMillis", verdict.firstMillis())
        .put("lastMillis", verdict.lastMillis())
        .put("untilMillis", verdict.untilMillis());
    ObjectNode values = root.putObject("values");
    verdict.values().forEach((name, value) -> values.put(name, value.isNaN() ? null : value));
    ArrayNode operands = root.putArray("operands");
    verdict
        .operands()
        .forEach(each -> operands.addObject().put("text", each.text()).put("held", each.held()));
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /**
   * Reads a verdict.
   *
   * @throws MalformedRecordException if it is none
   */
  public static Verdict decode(byte[] value) {
    try {
      JsonNode root = MAPPER.readTree(value);
      int format = root.required("format").asInt();
      if (format != FORMAT) {
        throw new MalformedRecordException("verdict: format " + format + ", expected " + FORMAT);
      }
      return new Verdict(
          new Entity(
              EntityKind.valueOf(root.required("kind").asText()), root.required("entity").asText()),
          root.required("rule").asText(),
          root.required("version").asInt(),
          RiskLevel.valueOf(root.required("level").asText()),
          root.required("shadow").asBoolean(),
          root.required("windowNotFull").asBoolean(),
          root.required("firstMillis").asLong(),
          root.required("lastMillis").asLong(),
          root.required("untilMillis").asLong(),
          values(root.required("values")),
          operands(root.required("operands")));
    } catch (JacksonException e) {
      throw new MalformedRecordException("verdict: " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedRecordException("verdict: " + e.getMessage(), e);
    }
  }

  private static Map<String, Double> values(JsonNode node) {
    Map<String, Double> values = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                values.put(
                    entry.getKey(),
                    entry.getValue().isNull() ? Double.NaN : entry.getValue().asDouble()));
    return values;
  }

  private static List<EvaluatedComparison> operands(JsonNode nodes) {
    List<EvaluatedComparison> operands = new ArrayList<>();
    for (JsonNode node : nodes) {
      operands.add(
          new EvaluatedComparison(
              node.required("text").asText(), node.required("held").asBoolean()));
    }
    return operands;
  }
}
