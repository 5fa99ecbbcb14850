package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.tickets.RecentBytes;
import io.hongbao.wire.records.OutcomeCodec;
import io.hongbao.wire.records.RecordWriter;

/**
 * The outcomes that came last, for who asks again; beyond its bound the cache is asked. A miss is a
 * byte behind its key, which is compared whole: nobody is shown another user's answer. What else an
 * answer says is worked out when it is told. Thread-safe; a lock is held for less than it takes to
 * write an answer.
 */
final class HeldAnswers {

  /** Show, wave, turn and a user of up to 30 characters, and for some a packet or a greeting. */
  private static final int EXPECTED_BYTES = 60;

  /** Of a key, about. */
  private static final int USUAL_KEY_BYTES = 64;

  private final RecentBytes outcomes;

  /**
   * Holds nothing yet.
   *
   * @param max answers at once, of the usual length
   */
  HeldAnswers(int max) {
    this.outcomes = new RecentBytes(max, EXPECTED_BYTES);
  }

  void put(AnswerKey key, Outcome outcome) {
    outcomes.put(bytesOf(key), OutcomeCodec.encode(outcome));
  }

  /** Null if it is not held. */
  Outcome get(AnswerKey key) {
    byte[] outcome = outcomes.get(bytesOf(key));
    return outcome == null ? null : OutcomeCodec.decode(outcome);
  }

  private static byte[] bytesOf(AnswerKey key) {
    return new RecordWriter(USUAL_KEY_BYTES)
        .writeText(key.show())
        .writeText(key.shakeId().waveId())
        .writeNumber(key.shakeId().turn())
        .writeText(key.user())
        .toBytes();
  }
}
