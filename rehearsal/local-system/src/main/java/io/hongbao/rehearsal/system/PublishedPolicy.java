package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.show.live.KafkaShowTopic;
import io.hongbao.show.policy.PolicyFile;
import io.hongbao.show.policy.PolicyPublisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The phone policy beside the campaign, published unless a newer one is there. */
final class PublishedPolicy {

  private PublishedPolicy() {}

  /**
   * What stands in the file {@code policy.yaml} beside the campaign; empty if there is none.
   *
   * @throws OperationFailedException if it has a problem, saying which
   */
  static Optional<PhonePolicy> besideCampaign(LocalSettings settings) {
    Path file = settings.campaign().orElse(settings.sampleCampaign()).resolveSibling("policy.yaml");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    PolicyFile.Reading reading = PolicyFile.read(file);
    if (reading.policy().isEmpty()) {
      throw new OperationFailedException(reading.problems().get(0).toString());
    }
    return reading.policy();
  }

  /** Publishes it, if it is newer than what is published. */
  static void publish(PhonePolicy policy, String kafka, LocalKeys keys) {
    try (KafkaShowTopic topic =
        KafkaShowTopic.open(kafka, keys.signingKey(), keys.verifyingKey())) {
      PolicyPublisher publisher = new PolicyPublisher(topic, keys.signingKey());
      if (policy.version() > publisher.newestVersion()) {
        var unused = publisher.publish(policy);
      }
    }
  }
}
