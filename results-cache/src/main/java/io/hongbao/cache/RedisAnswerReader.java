package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.OutcomeCodec;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads answers from Redis by MGET, a hundred keys a command and several commands under way at
 * once.
 *
 * <p>It fails fast: at once while there is no connection or too many commands are under way, else
 * after the command timeout. A connection that was late once is given up, since all that is left on
 * it would come too late as well. The next call after a failure finds a new connection as soon as
 * Redis is back.
 *
 * <p>Stages complete in the client's own threads; nothing that blocks may hang on them directly.
 */
public final class RedisAnswerReader implements AnswerReader, PacketStandingReader {

  /** Keys of one MGET: large enough to be cheap, small enough not to hold others up. */
  private static final int KEYS_IN_COMMAND = 100;

  /** 100,000 keys: about a fifth of a second of a Redis's work. More would only be late. */
  private static final int MAX_COMMANDS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RedisAnswerReader.class);

  private final RedisLink link;
  private final Duration timeout;
  private final int maxCommands;
  private final AtomicInteger commandsUnderWay = new AtomicInteger();

  /** Of the epoch of which a loss was logged last: each is worth one line. */
  private volatile String lostToken;

  /** A reader that has tried to connect; it works from when Redis can be reached. */
  public RedisAnswerReader(CacheSettings settings) {
    this(settings, MAX_COMMANDS);
  }

  RedisAnswerReader(CacheSettings settings, int maxCommands) {
    this.link = new RedisLink(settings);
    this.timeout = settings.commandTimeout();
    this.maxCommands = maxCommands;
    try {
      link.awaitSession();
    } catch (CacheUnavailableException e) {
      LOG.warn("started without Redis: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletionStage<List<Optional<Outcome>>> outcomes(List<AnswerKey> keys) {
    return get(
        keys,
        key -> RedisKeys.outcome(key.show(), key.shakeId().toString(), key.user()),
        RedisAnswerReader::readOutcome);
  }

  @Override
  public CompletionStage<List<Boolean>> closed(List<AnswerKey> keys) {
    return get(
        keys,
        key -> RedisKeys.closed(key.show(), key.shakeId().toString(), key.user()),
        KeyValue::hasValue);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The mark of the user's page is read after the list, so that the page cannot have been lost
   * before that; see {@link PageMark}. A page that is found lost is written down, and the next
   * {@link PacketsWatch} that looks has all pages rebuilt.
   */
  @Override
  public CompletionStage<Optional<List<HeldPacket>>> packets(String show, String user) {
    return ask(
        3,
        session -> {
          RedisAsyncCommands<byte[], byte[]> commands = session.commands();
          byte[] key = RedisKeys.packets(PacketPages.of(user));
          var epoch = commands.get(RedisKeys.EPOCH).toCompletableFuture();
          var list = members(commands.zrangebylex(key, PacketPages.packetsOf(show, user)));
          var marks = members(commands.zrangebylex(key, PageMark.marks()));
          return CompletableFuture.allOf(epoch, list, marks)
              .thenApply(
                  done ->
                      wholeEpoch(session, epoch.join())
                          .filter(read -> isWhole(session, read, key, marks.join()))
                          .map(read -> PacketPages.read(list.join())));
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Marks are read after what stands on their pages, as for {@link #packets}.
   */
  @Override
  public CompletionStage<Optional<List<Optional<PacketStanding>>>> standings(
      List<String> packetIds) {
    return ask(
        1 + 2 * packetIds.size(),
        session -> {
          RedisAsyncCommands<byte[], byte[]> commands = session.commands();
          var epoch = commands.get(RedisKeys.EPOCH).toCompletableFuture();
          List<CompletableFuture<List<byte[]>>> found = new ArrayList<>(packetIds.size());
          List<CompletableFuture<List<byte[]>>> marks = new ArrayList<>(packetIds.size());
          for (String id : packetIds) {
            found.add(members(StandingPages.find(commands, id)));
            byte[] page = StandingPages.pageOf(id);
            marks.add(members(commands.zrangebylex(page, PageMark.marks())));
          }
          return epoch
              .thenCombine(all(found), (unused, done) -> null)
              .thenCombine(all(marks), (unused, done) -> null)
              .thenApply(
                  done ->
                      wholeEpoch(session, epoch.join())
                          .filter(read -> areWhole(session, read, packetIds, marks))
                          .map(read -> readStandings(packetIds, found)));
        });
  }

  private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
  }

  private static List<Optional<PacketStanding>> readStandings(
      List<String> packetIds, List<CompletableFuture<List<byte[]>>> found) {
    List<Optional<PacketStanding>> read = new ArrayList<>(packetIds.size());
    for (int i = 0; i < packetIds.size(); i++) {
      read.add(StandingPages.read(packetIds.get(i), found.get(i).join()));
    }
    return List.copyOf(read);
  }

  private boolean areWhole(
      RedisSession session,
      CacheEpoch epoch,
      List<String> packetIds,
      List<CompletableFuture<List<byte[]>>> marks) {
    for (int i = 0; i < packetIds.size(); i++) {
      byte[] page = StandingPages.pageOf(packetIds.get(i));
      if (!isWhole(session, epoch, page, marks.get(i).join())) {
        return false;
      }
    }
    return true;
  }

  /** A key that holds something else has no members of a page, and so is found lost. */
  private static CompletableFuture<List<byte[]>> members(RedisFuture<List<byte[]>> reply) {
    return reply
        .toCompletableFuture()
        .exceptionally(
            failure -> {
              if (failure instanceof RedisCommandExecutionException
                  && failure.getMessage().startsWith("WRONGTYPE")) {
                return List.of();
              }
              throw new CompletionException(failure);
            });
  }

  private static Optional<CacheEpoch> wholeEpoch(RedisSession session, byte[] value) {
    return CacheEpoch.read(value).filter(read -> read.isCompleteIn(session.runId()));
  }

  private boolean isWhole(RedisSession session, CacheEpoch epoch, byte[] page, List<byte[]> marks) {
    if (PageMark.isWhole(page, epoch.token(), marks)) {
      return true;
    }
    if (!epoch.token().equals(lostToken)) {
      lostToken = epoch.token();
      LOG.warn(
          "Redis has lost page {} of what users hold; all is to be rebuilt",
          new String(page, StandardCharsets.UTF_8));
    }
    // Whoever asks next writes it again if this is lost as well.
    var unused = session.commands().set(RedisKeys.LOST, epoch.tokenBytes());
    return false;
  }

  @Override
  public void close() {
    link.close();
  }

  private <T> CompletionStage<List<T>> get(
      List<AnswerKey> keys,
      Function<AnswerKey, byte[]> redisKey,
      Function<KeyValue<byte[], byte[]>, T> read) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    int commands = (keys.size() + KEYS_IN_COMMAND - 1) / KEYS_IN_COMMAND;
    return ask(
        commands,
        session -> {
          List<CompletableFuture<List<KeyValue<byte[], byte[]>>>> replies =
              new ArrayList<>(commands);
          for (int from = 0; from < keys.size(); from += KEYS_IN_COMMAND) {
            int to = Math.min(from + KEYS_IN_COMMAND, keys.size());
            byte[][] asked = keys.subList(from, to).stream().map(redisKey).toArray(byte[][]::new);
            replies.add(session.commands().mget(asked).toCompletableFuture());
          }
          return all(replies)
              .thenApply(
                  done ->
                      replies.stream().flatMap(reply -> reply.join().stream()).map(read).toList());
        });
  }

  /** Sends commands if there is room for them, and turns whatever fails into one exception. */
  private <T> CompletionStage<T> ask(
      int commands, Function<RedisSession, CompletableFuture<T>> send) {
    Optional<RedisSession> session = link.session();
    if (session.isEmpty()) {
      return failed(new CacheUnavailableException("no connection to Redis"));
    }
    if (commandsUnderWay.addAndGet(commands) > maxCommands) {
      commandsUnderWay.addAndGet(-commands);
      return failed(
          new CacheUnavailableException("more than " + maxCommands + " reads are under way"));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    CompletableFuture<?> unused =
        sent(send, session.get())
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (value, failure) -> {
                  commandsUnderWay.addAndGet(-commands);
                  if (failure == null) {
                    answer.complete(value);
                  } else {
                    answer.completeExceptionally(unavailable(failure, session.get()));
                  }
                });
    return answer;
  }

  private static <T> CompletableFuture<T> sent(
      Function<RedisSession, CompletableFuture<T>> send, RedisSession session) {
    try {
      return send.apply(session);
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CacheUnavailableException unavailable(Throwable failure, RedisSession session) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean answered =
        cause instanceof RedisCommandExecutionException
            || cause instanceof MalformedRecordException;
    if (!answered) {
      link.drop(session);
    }
    return new CacheUnavailableException(cause);
  }

  private static <T> CompletionStage<T> failed(CacheUnavailableException reason) {
    return CompletableFuture.failedFuture(reason);
  }

  /** A value that cannot be read counts as absent: the shake is decided again and replaces it. */
  private static Optional<Outcome> readOutcome(KeyValue<byte[], byte[]> read) {
    if (!read.hasValue()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OutcomeCodec.decode(read.getValue()));
    } catch (MalformedRecordException e) {
      LOG.warn("an outcome in the cache is damaged: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
