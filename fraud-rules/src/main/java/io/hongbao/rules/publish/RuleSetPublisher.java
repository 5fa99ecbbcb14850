package io.hongbao.rules.publish;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetJson;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import io.hongbao.rules.ruleset.RulesRecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Appends versions to the topic {@code rules}, and whether they wait for a second person. */
public final class RuleSetPublisher {

  private static final long ANSWER_MILLIS = 30_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

  private RuleSetPublisher() {}

  /**
   * Appends a version, and sees to it that it is the one that holds.
   *
   * @throws OperationFailedException if somebody else published the same version first, or Kafka
   *     does not take it
   */
  public static void append(String bootstrapServers, RuleSet set) {
    send(bootstrapServers, keyOf(set), RuleSetJson.encode(set));
    RuleSet holds = RulesLog.read(bootstrapServers).history().version(set.version()).orElse(set);
    if (!holds.equals(set)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "%s published version %d at the same time: look at it with ./hongbao rules list --kafka %s, and repeat",
              holds.author(),
              holds.version(),
              bootstrapServers));
    }
  }

  /**
   * Whether versions wait for a second person, from a setting.
   *
   * @throws IllegalArgumentException if it is neither word
   */
  public static boolean parseApproval(String word) {
    return switch (word) {
      case "required" -> true;
      case "none" -> false;
      default ->
          throw new IllegalArgumentException(
              "rules approval is " + word + ", expected required or none");
    };
  }

  /**
   * Says whether versions wait for a second person from now on, unless that is so already.
   *
   * @throws OperationFailedException if Kafka does not take it
   */
  public static void settle(String bootstrapServers, boolean approvalRequired, long nowMillis) {
    if (RulesLog.read(bootstrapServers).history().isApprovalRequired() != approvalRequired) {
      ApprovalPolicy policy = new ApprovalPolicy(approvalRequired, nowMillis);
      // Never compacted away: which versions it was there for is what counts.
      String key = "approval/" + nowMillis;
      send(bootstrapServers, key.getBytes(StandardCharsets.UTF_8), RulesRecordJson.encode(policy));
    }
  }

  static KafkaProducer<byte[], byte[]> open(String bootstrapServers) {
    return Producers.open(
        bootstrapServers,
        Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ANSWER_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) ANSWER_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS));
  }

  private static void send(String bootstrapServers, byte[] key, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer = open(bootstrapServers)) {
      Producers.append(producer, new ProducerRecord<>(Topics.RULES, key, value));
    } catch (KafkaException e) {
      throw new OperationFailedException("Kafka did not take a record of topic rules", e);
    }
  }

  /**
   * A key of its own for every publication: compaction keeps all versions, and of two that came at
   * the same time the first, as everybody who follows the topic does.
   */
  private static byte[] keyOf(RuleSet set) {
    String key =
        String.format(
            Locale.ROOT, "main/%d/%d/%s", set.version(), set.publishedAtMillis(), set.author());
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
