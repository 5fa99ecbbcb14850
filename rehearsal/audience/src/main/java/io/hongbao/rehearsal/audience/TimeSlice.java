package io.hongbao.rehearsal.audience;

import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import java.util.Map;

/**
 * What happened in one slice of a load's time.
 *
 * @param planned shakes that were to start in it
 * @param sent shakes that did
 * @param acknowledged shakes of which a phone heard in it that they are in the log
 * @param results of the answers that were heard in it
 * @param toAnswer how long those answers took
 * @param troubles what went wrong in it and was tried again
 * @param errors what went wrong in it for good
 * @param refused how often an edge refused a shake in it
 */
public record TimeSlice(
    long planned,
    long sent,
    long acknowledged,
    Map<AnswerResult, Long> results,
    Latencies toAnswer,
    long troubles,
    long errors,
    long refused) {

  public TimeSlice {
    results = Map.copyOf(results);
  }

  /** One in which nothing went wrong. */
  public TimeSlice(
      long planned,
      long sent,
      long acknowledged,
      Map<AnswerResult, Long> results,
      Latencies toAnswer) {
    this(planned, sent, acknowledged, results, toAnswer, 0, 0, 0);
  }

  public long answered() {
    return results.values().stream().mapToLong(Long::longValue).sum();
  }

  public long of(AnswerResult result) {
    return results.getOrDefault(result, 0L);
  }
}
