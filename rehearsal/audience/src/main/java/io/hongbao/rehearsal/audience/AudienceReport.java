package io.hongbao.rehearsal.audience;

import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a load.
 *
 * @param ratePerSecond that was asked for
 * @param loadSeconds how long shakes were sent
 * @param sent shakes, each counted once however often it was posted
 * @param withoutTurn shakes that were planned and not sent, since every phone had used its turn
 * @param acknowledged shakes that are in the log
 * @param answered shakes that heard their answer, or CLOSED
 * @param repeats posts of a shake that was posted before
 * @param results of the answers
 * @param troubles what went wrong and was tried again, by kind
 * @param errors what went wrong for good, by kind; among them every acknowledged shake without an
 *     answer
 * @param examples of errors, a few
 * @param toAnswer from the planned start of a shake to its answer; of one that was refused, from
 *     the post that was accepted
 * @param toAcknowledgement likewise to its first acknowledgement
 * @param refusals shakes that edges did not take at first, or never
 * @param history how it went over time
 */
public record AudienceReport(
    int phones,
    int ratePerSecond,
    double loadSeconds,
    long sent,
    long withoutTurn,
    long acknowledged,
    long answered,
    long repeats,
    Map<AnswerResult, Long> results,
    Map<String, Long> troubles,
    Map<String, Long> errors,
    List<String> examples,
    Latencies toAnswer,
    Latencies toAcknowledgement,
    Refusals refusals,
    AudienceHistory history) {

  public AudienceReport {
    results = Map.copyOf(results);
    troubles = Map.copyOf(troubles);
    errors = Map.copyOf(errors);
    examples = List.copyOf(examples);
  }

  /** Whether every acknowledged shake was answered and nothing went wrong for good. */
  public boolean isClean() {
    return errors.isEmpty();
  }

  /** Shakes sent a second. */
  public double achievedPerSecond() {
    return sent / loadSeconds;
  }

  /** The same report with one more kind of error. */
  AudienceReport withErrors(String kind, long count) {
    Map<String, Long> more = new TreeMap<>(errors);
    more.put(kind, count);
    return new AudienceReport(
        phones,
        ratePerSecond,
        loadSeconds,
        sent,
        withoutTurn,
        acknowledged,
        answered,
        repeats,
        results,
        troubles,
        more,
        examples,
        toAnswer,
        toAcknowledgement,
        refusals,
        history);
  }
}
