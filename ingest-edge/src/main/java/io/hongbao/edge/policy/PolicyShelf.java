package io.hongbao.edge.policy;

import io.hongbao.resources.policy.AccessPoint;
import io.hongbao.resources.policy.SignedPolicy;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.PolicyRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest policy of topic {@code show}, ready to be sent; until one is read, the one that is
 * built in. One that somebody else has signed, or that is not newer, is logged, counted and passed
 * over, and what was there stays. Written by the topic's follower, read by every request;
 * thread-safe, and a read takes no lock.
 */
public final class PolicyShelf {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyShelf.class);

  private final VerifyingKey verifyingKey;
  private final Runnable onRefused;
  private volatile KeptPolicy current = new KeptPolicy(SignedPolicy.BUILT_IN);

  /** A policy with all that is made of it once. Immutable. */
  public static final class KeptPolicy {

    private final SignedPolicy signed;
    private final byte[] told;
    private final String origins;

    private KeptPolicy(SignedPolicy signed) {
      this.signed = signed;
      this.told = signed.document().getBytes(StandardCharsets.UTF_8);
      Set<String> all = new TreeSet<>();
      for (AccessPoint point : signed.policy().accessPoints()) {
        all.add(point.origin());
        all.add(point.origin().replaceFirst("^http", "ws"));
      }
      signed.policy().staticUrl().map(KeptPolicy::originOf).ifPresent(all::add);
      this.origins = String.join(" ", all);
    }

    private static String originOf(String url) {
      URI uri = URI.create(url);
      return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    public int version() {
      return signed.policy().version();
    }

    /** What phones are told, as JSON. */
    public byte[] told() {
      return told.clone();
    }

    /** Where phones may go by it beside this edge, a space between two; empty if nowhere. */
    public String origins() {
      return origins;
    }
  }

  /**
   * A shelf with the policy that is built in.
   *
   * @param verifyingKey checks what counts
   * @param onRefused is told of each policy that does not count
   */
  public PolicyShelf(VerifyingKey verifyingKey, Runnable onRefused) {
    this.verifyingKey = verifyingKey;
    this.onRefused = onRefused;
  }

  /** Takes the next policy of the topic. */
  public synchronized void accept(PolicyRecord record) {
    SignedPolicy before = current.signed;
    if (record.document().equals(before.document())) {
      return;
    }
    try {
      SignedPolicy signed = SignedPolicy.verify(record.document(), verifyingKey::verify);
      int version = signed.policy().version();
      if (version <= before.policy().version()) {
        throw new IllegalArgumentException(
            "version " + version + " is not newer than " + before.policy().version());
      }
      current = new KeptPolicy(signed);
      LOG.info("phone policy {} is served", version);
    } catch (IllegalArgumentException e) {
      onRefused.run();
      LOG.warn(
          "passed over phone policy {}, and policy {} stays: {}",
          record.version(),
          before.policy().version(),
          e.getMessage());
    }
  }

  /** By which phones check policies: Ed25519 as X.509 in base64. */
  public String publicKey() {
    return verifyingKey.toBase64();
  }

  /** What is served now. */
  public KeptPolicy current() {
    return current;
  }

  /** The newest version; 0 for the one that is built in. */
  public int version() {
    return current.version();
  }
}
