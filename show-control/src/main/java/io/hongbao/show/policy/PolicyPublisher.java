package io.hongbao.show.policy;

import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.resources.policy.SignedPolicy;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.PolicyRecord;

/**
 * Publishes policies in the topic that every edge follows, so that all of them have it at once. For
 * one thread.
 */
public final class PolicyPublisher {

  private final ShowTopic topic;
  private final SigningKey signingKey;

  public PolicyPublisher(ShowTopic topic, SigningKey signingKey) {
    this.topic = topic;
    this.signingKey = signingKey;
  }

  /** The newest version that is published; 0 if none is. */
  public int newestVersion() {
    return topic.read().policyVersion();
  }

  /**
   * Signs a policy and appends it; returns when it is acknowledged.
   *
   * @throws ShowRefusedException unless it is newer than the one that is published
   */
  public SignedPolicy publish(PhonePolicy policy) {
    int newest = newestVersion();
    if (policy.version() <= newest) {
      throw new ShowRefusedException(
          "policy "
              + policy.version()
              + " is not newer than policy "
              + newest
              + ", which is published, and no phone would take it: give it version "
              + (newest + 1L)
              + " or more");
    }
    SignedPolicy signed = SignedPolicy.sign(policy, signingKey::sign);
    topic.append(new PolicyRecord(policy.version(), signed.document()));
    return signed;
  }
}
