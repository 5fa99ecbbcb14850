package io.hongbao.cache;

import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;

/** Writes standings to Redis in batches, by a thread of its own, see {@link BatchSender}. */
public final class RedisPacketStandingWriter implements PacketStandingWriter {

  private final CacheSettings settings;
  private final RedisLink link;
  private final BatchSender<PacketStanding> sender;

  /** A writer that has begun to connect; it need not reach Redis yet. */
  public RedisPacketStandingWriter(CacheSettings settings) {
    this.settings = settings;
    this.link = new RedisLink(settings);
    this.sender = new BatchSender<>("standings", settings.maxUnacknowledged(), this::send);
  }

  @Override
  public void write(PacketStanding standing) throws InterruptedException {
    sender.write(standing);
  }

  @Override
  public void flush() throws InterruptedException {
    sender.flush();
  }

  /** How many standings Redis has acknowledged. */
  public long written() {
    return sender.written();
  }

  /** How many standings were sent again, once for each time. */
  public long retried() {
    return sender.retried();
  }

  /** Stops at once; what is not acknowledged may be lost. Flush first if that matters. */
  @Override
  public void close() {
    sender.close();
    link.close();
  }

  private void send(List<PacketStanding> batch) throws InterruptedException {
    RedisSession session = link.awaitSession();
    try {
      session.pipeline(
          settings.commandTimeout(),
          commands -> {
            List<RedisFuture<?>> replies = new ArrayList<>(2 * batch.size());
            batch.forEach(standing -> replies.addAll(StandingPages.write(commands, standing)));
            return replies;
          });
    } catch (CacheUnavailableException | InterruptedException e) {
      link.drop(session);
      throw e;
    }
  }
}
