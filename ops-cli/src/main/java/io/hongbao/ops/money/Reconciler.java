package io.hongbao.ops.money;

import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.proof.money.MoneyCounts;
import io.hongbao.proof.money.PacketReplay;
import io.hongbao.proof.money.Reconciliation;
import io.hongbao.proof.money.Reconciliation.Sources;
import io.hongbao.proof.money.WalletTransfer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Compares log, ledger, instructions and payment system of a running system. Money moves while it
 * reads, so a difference counts only if it is there twice, some seconds apart. For one thread.
 */
public final class Reconciler implements AutoCloseable {

  private static final long LOOK_AGAIN_MILLIS = 1_000;

  private final MoneyTopics topics;
  private final WalletClient wallet;
  private Optional<Sources> compared = Optional.empty();

  private Reconciler(MoneyTopics topics, WalletClient wallet) {
    this.topics = topics;
    this.wallet = wallet;
  }

  /**
   * Connects.
   *
   * @param wallet URL of the payment system
   * @param token what it asks for; empty for nothing
   */
  public static Reconciler open(String kafka, URI wallet, Optional<String> token) {
    return new Reconciler(new MoneyTopics(kafka), new WalletClient(wallet, token));
  }

  /**
   * Compares until there is no difference, or those that the first look found have lasted.
   *
   * @param wait how long a difference must last, 0 to report what one look finds
   * @throws io.hongbao.domain.OperationFailedException if the wallet cannot be read
   */
  public Reconciliation reconcile(Duration wait) throws InterruptedException {
    Reconciliation first = look();
    Reconciliation found = first;
    long deadlineNanos = System.nanoTime() + wait.toNanos();
    while (!found.isOk() && System.nanoTime() < deadlineNanos) {
      TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_AGAIN_MILLIS, Math.max(1, wait.toMillis())));
      found = look().persistingSince(found);
    }
    return found;
  }

  /** One comparison; what is on its way counts as a difference. */
  public Reconciliation look() {
    topics.readOn();
    Set<String> enterprises = new HashSet<>();
    topics
        .log()
        .batches()
        .values()
        .forEach(batch -> batch.funded().ifPresent(it -> enterprises.add(it.enterpriseId())));
    topics.instructions().forEach(it -> enterprises.add(it.enterpriseId()));
    Map<String, Long> before = wallet.balancesFen(enterprises);
    Map<String, WalletTransfer> transfers = wallet.transfers();
    Map<String, Long> resting = new HashMap<>(wallet.balancesFen(enterprises));
    // A balance that moves says nothing of a list that was read meanwhile.
    resting.entrySet().removeIf(it -> !it.getValue().equals(before.get(it.getKey())));
    topics.readOn();
    Sources sources =
        new Sources(topics.log(), topics.entries(), topics.instructions(), transfers, resting);
    compared = Optional.of(sources);
    return Reconciliation.of(sources);
  }

  /** How many of everything the last comparison has seen; one must have been made. */
  public MoneyCounts counts() {
    return MoneyCounts.of(compared.orElseThrow());
  }

  /** The log as of the last comparison, decided once more; not to be changed. */
  public PacketReplay log() {
    return topics.log();
  }

  /**
   * Appends instructions again by the same keys: what a comparison misses, and what has waited for
   * long.
   *
   * @return how many
   */
  public int reissue(Reconciliation found, Duration waitingFor) {
    List<PayoutInstruction> again =
        found.toReissue(topics.log(), System.currentTimeMillis() - waitingFor.toMillis());
    topics.reissue(again);
    return again.size();
  }

  /** Records of the three topics that cannot be read. */
  public long unreadable() {
    return topics.unreadable();
  }

  @Override
  public void close() {
    topics.close();
  }
}
