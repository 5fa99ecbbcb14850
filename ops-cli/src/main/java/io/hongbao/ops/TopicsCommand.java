package io.hongbao.ops;

import io.hongbao.kafka.TopicSetup;
import io.hongbao.kafka.TopicSetup.TopicSettingsException;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.ExitStatus.CheckFailedException;
import io.hongbao.rules.publish.RuleSetPublisher;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code up} does by itself, for a cluster of somebody else's. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the topics that are missing and verifies all of them; exit 1 if one breaks the law.",
      "Says also whether rules wait for approval. May be repeated."
    })
final class TopicsCommand implements Callable<Integer> {

  @Mixin private SystemOptions system;

  @Option(
      names = "--partitions",
      required = true,
      paramLabel = "N",
      description = "Of shakes; fixed once the topic is there.")
  private int partitions;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "3",
      description = {
        "How many brokers the cluster has (${DEFAULT-VALUE}).",
        "Each record has three copies, two in sync, as far as there are brokers for it."
      })
  private int brokers;

  @Option(
      names = "--mend-topics",
      description = "Sets topic settings that break the law right, instead of refusing them.")
  private boolean mendTopics;

  @Option(
      names = "--rules-approval",
      paramLabel = "required|none",
      description = {
        "Whether rules that are published wait until a second person approves them.",
        "Without this option the setting stays as it is; it is none on a new system."
      })
  private String rulesApproval;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Topics topics;
    Optional<Boolean> approval;
    try {
      topics = Topics.forBrokers(brokers, partitions);
      approval = Optional.ofNullable(rulesApproval).map(RuleSetPublisher::parseApproval);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    String kafka = system.kafka();
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      if (mendTopics) {
        TopicSetup.mendAndVerify(admin, topics).forEach(out::println);
      } else {
        TopicSetup.createAndVerify(admin, topics);
      }
    } catch (TopicSettingsException e) {
      throw new CheckFailedException(
          e.getMessage()
              + (e.isMendable()
                  ? "\n--mend-topics (HONGBAO_MEND_TOPICS=true) sets them right"
                  : "\nthis cannot be mended: begin again on brokers without these topics"),
          e);
    }
    approval.ifPresent(
        required -> RuleSetPublisher.settle(kafka, required, System.currentTimeMillis()));
    out.println("every topic is there, and as it has to be");
    return ExitStatus.OK;
  }
}
