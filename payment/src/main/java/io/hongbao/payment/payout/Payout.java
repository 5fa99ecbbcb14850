package io.hongbao.payment.payout;

import io.hongbao.payment.http.BearerToken;
import io.hongbao.payment.http.BoundedServer;
import io.hongbao.payment.payout.kafka.ConsumerGroupSource;
import io.hongbao.payment.payout.kafka.KafkaResultLog;
import io.hongbao.payment.payout.kafka.PayoutTopics;
import java.util.Optional;

/** The payout adapter: instructions from Kafka, calls of the wallet, results to Kafka. */
public final class Payout implements AutoCloseable {

  /** Health, figures: nobody needs more at a time. */
  private static final int MAX_ADMIN_CALLS = 4;

  private final ConsumerGroupSource source;
  private final PayoutAdapter adapter;
  private final HttpPaymentSystem wallet;
  private final KafkaResultLog log;
  private final BoundedServer admin;

  private Payout(
      ConsumerGroupSource source,
      PayoutAdapter adapter,
      HttpPaymentSystem wallet,
      KafkaResultLog log,
      BoundedServer admin) {
    this.source = source;
    this.adapter = adapter;
    this.wallet = wallet;
    this.log = log;
    this.admin = admin;
  }

  /**
   * What an adapter is told.
   *
   * @param id of this adapter, as it stands in records of refusals
   * @param maxHeld instructions that it has read and not finished, 1 to 10,000
   * @param wallet whom it pays through
   * @param bounds of paying
   * @param address where its admin port listens
   * @param adminPort 0 for any free one
   * @param adminToken what callers of the admin port must show; empty for nothing
   */
  public record Settings(
      String id,
      PayoutTopics topics,
      int maxHeld,
      HttpPaymentSystem.Settings wallet,
      PayoutSettings bounds,
      String address,
      int adminPort,
      Optional<BearerToken> adminToken) {}

  /**
   * Begins to pay. It connects to Kafka and the wallet in the background, and goes on when they
   * were away.
   *
   * @throws io.hongbao.domain.OperationFailedException if the admin port is taken
   */
  public static Payout start(Settings settings) {
    KafkaResultLog log = KafkaResultLog.open(settings.topics().bootstrapServers(), settings.id());
    HttpPaymentSystem wallet = new HttpPaymentSystem(settings.wallet());
    PayoutAdapter adapter = new PayoutAdapter(settings.bounds(), wallet, log);
    ConsumerGroupSource source =
        ConsumerGroupSource.start(settings.topics(), settings.maxHeld(), adapter);
    try {
      BoundedServer admin =
          BoundedServer.start(
              new BoundedServer.Port(
                  settings.address(), settings.adminPort(), MAX_ADMIN_CALLS, settings.adminToken()),
              new PayoutAdminCalls(source::hasJoined, adapter.counts()),
              new BoundedServer.Counts());
      return new Payout(source, adapter, wallet, log, admin);
    } catch (RuntimeException e) {
      close(source, adapter, wallet, log);
      throw e;
    }
  }

  public int adminPort() {
    return admin.port();
  }

  /** Whether it is a member of its group, so that instructions come to it or to another one. */
  public boolean isReady() {
    return source.hasJoined();
  }

  public PayoutCounts counts() {
    return adapter.counts();
  }

  /**
   * Ends within some ten seconds. What is not finished is read again by whoever comes next, and
   * asked again by the same key.
   */
  @Override
  public void close() {
    admin.close();
    close(source, adapter, wallet, log);
  }

  /** The source first, so that nothing more comes. */
  private static void close(
      ConsumerGroupSource source,
      PayoutAdapter adapter,
      HttpPaymentSystem wallet,
      KafkaResultLog log) {
    source.close();
    adapter.close();
    wallet.close();
    log.close();
  }
}
