package io.hongbao.rehearsal.bench.overload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What became of the shakes of a crowd, and of what else it asked for. A shake belongs to the
 * instant at which it was due, an answer to the one at which it was heard. Instants are nanoseconds
 * of one clock. For one thread.
 */
public final class CrowdTally {

  /** Who hears the outcome so soon was served well. */
  private static final long PROMPT_MILLIS = 1_000;

  private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(30);

  private final long beginsAtNanos;
  private final EventCounts offered = new EventCounts();
  private final EventCounts accepted = new EventCounts();
  private final EventCounts refused = new EventCounts();
  private final EventCounts prompt = new EventCounts();
  private final EventCounts answered = new EventCounts();
  private final EventCounts lookedUp = new EventCounts();
  private final EventCounts served = new EventCounts();
  private final EventCounts broken = new EventCounts();
  private final List<AcceptedShake> latencies = new ArrayList<>();
  private final int[] answersOf;

  /** When a shake was due that was accepted, and how long it waited for its outcome. */
  private record AcceptedShake(int dueAtMillis, int waitedMicros) {}

  /**
   * Nothing counted yet.
   *
   * @param beginsAtNanos instant 0
   */
  public CrowdTally(int phones, long beginsAtNanos) {
    this.answersOf = new int[phones];
    this.beginsAtNanos = beginsAtNanos;
  }

  /** A shake was due, and was sent as soon as there was a connection for it. */
  public void offered(long dueAtNanos) {
    offered.add(millis(dueAtNanos));
  }

  /** A shake was refused by BUSY or by 429. */
  public void refused(long dueAtNanos) {
    refused.add(millis(dueAtNanos));
  }

  /** A shake, or another question, was not answered as the contract has it. */
  public void broken(long dueAtNanos) {
    broken.add(millis(dueAtNanos));
  }

  /** A shake was accepted: it heard 202 or its outcome. */
  public void accepted(long dueAtNanos) {
    accepted.add(millis(dueAtNanos));
  }

  /** An accepted shake heard its outcome. */
  public void answered(int phone, long dueAtNanos, long nowNanos) {
    answersOf[phone]++;
    answered.add(millis(nowNanos));
    if (nowNanos - dueAtNanos <= TimeUnit.MILLISECONDS.toNanos(PROMPT_MILLIS)) {
      prompt.add(millis(dueAtNanos));
    }
    keep(dueAtNanos, nowNanos);
  }

  /** An accepted shake has not heard its outcome until the end. */
  public void unanswered(long dueAtNanos, long nowNanos) {
    keep(dueAtNanos, nowNanos);
  }

  /** Packets or an answer were asked for. */
  public void lookedUp(long dueAtNanos) {
    lookedUp.add(millis(dueAtNanos));
  }

  /** A phone got the packets, or heard of its shake, that it asked for. */
  public void served(long dueAtNanos) {
    served.add(millis(dueAtNanos));
  }

  /** Now, in milliseconds of the run. */
  public long millis(long atNanos) {
    return TimeUnit.NANOSECONDS.toMillis(atNanos - beginsAtNanos);
  }

  public EventCounts offered() {
    return offered;
  }

  public EventCounts accepted() {
    return accepted;
  }

  public EventCounts refused() {
    return refused;
  }

  /** Shakes that heard their outcome within a second, by the instant at which they were due. */
  public EventCounts prompt() {
    return prompt;
  }

  public EventCounts answered() {
    return answered;
  }

  public EventCounts broken() {
    return broken;
  }

  /** What was served of what was asked for in a span, packets and answers; 1 if nothing was. */
  public double servedShare(long fromMillis, long toMillis) {
    long asked = lookedUp.between(fromMillis, toMillis);
    return asked == 0 ? 1 : (double) served.between(fromMillis, toMillis) / asked;
  }

  /** From the instant at which an accepted shake of a span was due to its outcome. */
  public Histogram acceptedMicros(long fromMillis, long toMillis) {
    Histogram micros = new Histogram(MAX_MICROS, 3);
    for (AcceptedShake shake : latencies) {
      if (fromMillis <= shake.dueAtMillis() && shake.dueAtMillis() < toMillis) {
        micros.recordValue(shake.waitedMicros());
      }
    }
    return micros;
  }

  /** How many outcomes each of these phones has heard. */
  public int[] answersOf(int fromPhone, int toPhone) {
    return Arrays.copyOfRange(answersOf, fromPhone, toPhone);
  }

  private void keep(long dueAtNanos, long nowNanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nowNanos - dueAtNanos);
    latencies.add(
        new AcceptedShake(
            (int) millis(dueAtNanos), (int) Math.max(0, Math.min(MAX_MICROS, micros))));
  }
}
