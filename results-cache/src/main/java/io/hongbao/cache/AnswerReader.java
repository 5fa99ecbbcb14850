package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads answers, many at a time. Thread-safe; never blocks the caller. Every stage fails with
 * {@link CacheUnavailableException} if Redis does not answer in time.
 */
public interface AnswerReader extends AutoCloseable {

  /**
   * Looks up outcomes.
   *
   * @param keys any number; asked in batches
   * @return in the order of the keys; empty where there is none (yet, or no longer)
   */
  CompletionStage<List<Optional<Outcome>>> outcomes(List<AnswerKey> keys);

  /**
   * Looks up whether the bucket said CLOSED a moment ago.
   *
   * @return in the order of the keys
   */
  CompletionStage<List<Boolean>> closed(List<AnswerKey> keys);

  /**
   * Looks up what a user holds: at least all that an answer has shown.
   *
   * @return empty while the cache is being rebuilt and a list could lack something
   */
  CompletionStage<Optional<List<HeldPacket>>> packets(String show, String user);

  @Override
  void close();
}
