package io.hongbao.rules.ruleset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import io.hongbao.wire.records.MalformedRecordException;
import java.io.IOException;

/** The records of the topic {@code rules}: rule sets, and whether they wait for a second person. */
public final class RulesRecordJson {

  private static final int FORMAT = 1;
  private static final String POLICY = "approval";
  private static final String REQUIRED = "required";
  private static final String NOT_REQUIRED = "none";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RulesRecordJson() {}

  public static byte[] encode(ApprovalPolicy policy) {
    try {
      return MAPPER.writeValueAsBytes(
          MAPPER
              .createObjectNode()
              .put("format", FORMAT)
              .put(POLICY, policy.required() ? REQUIRED : NOT_REQUIRED)
              .put("atMillis", policy.atMillis()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws MalformedRecordException if it is none
   */
  public static RulesRecord decode(byte[] value) {
    try {
      JsonNode root = MAPPER.readTree(value);
      return root.has(POLICY) ? policy(root) : RuleSetJson.decode(value);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedRecordException("rules: " + e.getMessage(), e);
    }
  }

  private static ApprovalPolicy policy(JsonNode root) {
    int format = root.required("format").asInt();
    String approval = root.required(POLICY).asText();
    if (format != FORMAT || !(approval.equals(REQUIRED) || approval.equals(NOT_REQUIRED))) {
      throw new MalformedRecordException("approval: format " + format + ", '" + approval + "'");
    }
    return new ApprovalPolicy(approval.equals(REQUIRED), root.required("atMillis").asLong());
  }
}
