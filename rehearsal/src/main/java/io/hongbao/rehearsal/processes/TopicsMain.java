package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.publish.RulesTopic;
import io.hongbao.wire.topics.TopicSettingsException;
import io.hongbao.wire.topics.TopicSetup;
import io.hongbao.wire.topics.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Makes the topics that are missing on a cluster, verifies all of them, says whether rules wait for
 * approval, and ends.
 *
 * <pre>
 * HONGBAO_KAFKA       required, such as kafka-1:9092,kafka-2:9092
 * HONGBAO_PARTITIONS  required: of shakes, fixed once they are there
 * HONGBAO_MEND_TOPICS  true or false: whether settings that break the law are set right; false if not given
 * HONGBAO_RULES_APPROVAL  required or none; as it was if not given
 * </pre>
 *
 * Copies are as {@link CommonSettings#kafka} says, so as many brokers must be there.
 */
public final class TopicsMain {

  private TopicsMain() {}

  public static void main(String[] arguments) {
    try {
      Order order = Order.read(System.getenv());
      try (Admin admin =
          Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, order.kafka()))) {
        if (order.mend()) {
          TopicSetup.mendAndVerify(admin, order.topics()).forEach(System.out::println);
        } else {
          TopicSetup.createAndVerify(admin, order.topics());
        }
      }
      order
          .rulesApproval()
          .ifPresent(
              required -> RulesTopic.settle(order.kafka(), required, System.currentTimeMillis()));
      System.out.println("every topic is there, and as it has to be");
    } catch (TopicSettingsException e) {
      fail(
          e.getMessage()
              + (e.isMendable()
                  ? "\nset HONGBAO_MEND_TOPICS=true and start this again: it sets them right"
                  : "\nthis cannot be mended: begin again on brokers without these topics"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      fail(e.getMessage());
    }
  }

  private static void fail(String message) {
    System.err.println("hongbao topics: " + message);
    System.exit(1);
  }

  /**
   * What is asked for.
   *
   * @param kafka bootstrap servers
   * @param topics with the copies that brokers are told of
   * @param mend whether settings that break the law are set right, or refused
   * @param rulesApproval whether published rules wait for a second person; empty: as it was
   */
  public record Order(String kafka, Topics topics, boolean mend, Optional<Boolean> rulesApproval) {

    /**
     * Reads the variables.
     *
     * @throws IllegalArgumentException naming the one that is missing or wrong
     */
    public static Order read(Map<String, String> environment) {
      return new Order(
          required(environment, "HONGBAO_KAFKA"),
          topics(required(environment, "HONGBAO_PARTITIONS")),
          mend(environment.getOrDefault("HONGBAO_MEND_TOPICS", "")),
          Optional.ofNullable(environment.get("HONGBAO_RULES_APPROVAL"))
              .filter(value -> !value.isBlank())
              .map(RulesTopic::parseApproval));
    }

    private static Topics topics(String partitions) {
      Properties kafka = CommonSettings.kafka();
      try {
        return new Topics(
            Integer.parseInt(partitions),
            Short.parseShort(kafka.getProperty("default.replication.factor")),
            Short.parseShort(kafka.getProperty("min.insync.replicas")));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "HONGBAO_PARTITIONS '" + partitions + "': expected a number", e);
      }
    }

    private static boolean mend(String value) {
      return switch (value.strip()) {
        case "true" -> true;
        case "", "false" -> false;
        default ->
            throw new IllegalArgumentException(
                "HONGBAO_MEND_TOPICS '" + value + "': expected true or false");
      };
    }

    private static String required(Map<String, String> environment, String name) {
      String value = environment.get(name);
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException(name + ": expected a value");
      }
      return value.strip();
    }
  }
}
