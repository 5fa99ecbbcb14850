package io.hongbao.rules.verdict;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import java.util.List;

/**
 * Judges entities along the log's clock: it takes the hits of an evaluation second, wakes an entity
 * when something that stands against it expires, and looks at it again when other rules take
 * effect. The live job and a replay judge by this class; what differs between them is behind {@link
 * Driver}.
 *
 * <p>It holds nothing of any entity: the caller keeps a {@link Subject} for each, as long as the
 * methods say that there is something to keep. As thread-safe as its driver.
 */
public final class VerdictScheduler {

  /** The clock, the rules and the listener of a judge. */
  public interface Driver {

    /** The rules that are in force at an instant. */
    CompiledRuleSet bookAt(long atMillis);

    /**
     * Sets a timer: {@link #ring} is called for the entity when the evaluation second with this end
     * is over. A timer that was set before stays, and may ring as well.
     */
    void ringAt(Entity entity, long secondEndMillis);

    /** Whether the log has ended, so that every timer that is set rings at once. */
    boolean hasLogEnded();

    /** Hears what came of a look at an entity, if anything did. */
    void judged(long atMillis, Entity entity, VerdictUpdate update);
  }

  /** The state of an entity between two evaluations. Not thread-safe. */
  public static final class Subject {

    private final Entity entity;
    private final VerdictState state;

    /** 0 if none is set. */
    private long alarmAtMillis;

    /** An entity that nothing stands against. */
    public Subject(Entity entity) {
      this(entity, new VerdictState(), 0);
    }

    public Subject(Entity entity, VerdictState state, long alarmAtMillis) {
      this.entity = entity;
      this.state = state;
      this.alarmAtMillis = alarmAtMillis;
    }

    public Entity entity() {
      return entity;
    }

    public VerdictState state() {
      return state;
    }

    /** When the earliest timer of what stands will ring; 0 if none is set. */
    public long alarmAtMillis() {
      return alarmAtMillis;
    }
  }

  private final Driver driver;

  public VerdictScheduler(Driver driver) {
    this.driver = driver;
  }

  /**
   * Looks at an entity when an evaluation second is over.
   *
   * @param hits of this evaluation second; none if only a timer rang
   * @return whether there is something to keep; else the caller forgets the subject
   */
  public boolean ring(Subject subject, long secondEndMillis, List<Hit> hits) {
    wakeUntil(subject, secondEndMillis);
    if (!hits.isEmpty()) {
      VerdictEngine engine = new VerdictEngine(driver.bookAt(secondEndMillis));
      tell(
          subject,
          secondEndMillis,
          engine.take(subject.state, subject.entity, secondEndMillis, hits));
    }
    return settle(subject);
  }

  /**
   * Looks at an entity when other rules take effect.
   *
   * @return whether there is something to keep; else the caller forgets the subject
   */
  public boolean revise(Subject subject, CompiledRuleSet ruleSet, long nowMillis) {
    wakeUntil(subject, nowMillis);
    tell(
        subject,
        nowMillis,
        new VerdictEngine(ruleSet).wake(subject.state, subject.entity, nowMillis));
    return settle(subject);
  }

  /** What expires does so under the rules of the moment before. */
  private void wakeUntil(Subject subject, long nowMillis) {
    while (subject.state.wakeAtMillis() <= nowMillis) {
      long atMillis = subject.state.wakeAtMillis();
      VerdictEngine engine = new VerdictEngine(driver.bookAt(atMillis - 1));
      tell(subject, atMillis, engine.wake(subject.state, subject.entity, atMillis));
    }
    if (subject.alarmAtMillis <= nowMillis) {
      subject.alarmAtMillis = 0;
    }
  }

  private void tell(Subject subject, long atMillis, VerdictUpdate update) {
    if (!update.isNothing()) {
      driver.judged(atMillis, subject.entity, update);
    }
  }

  private boolean settle(Subject subject) {
    if (subject.state.isEmpty()) {
      return false;
    }
    arm(subject);
    return true;
  }

  /**
   * One alarm an entity: a verdict that is extended again and again has no timer for each second.
   */
  private void arm(Subject subject) {
    if (subject.state.isAllowed() && driver.hasLogEnded()) {
      // An entity on the allow list would be told of again and again until the end of time.
      return;
    }
    long wakeAtMillis = subject.state.wakeAtMillis();
    if (subject.alarmAtMillis == 0 || subject.alarmAtMillis > wakeAtMillis) {
      subject.alarmAtMillis = wakeAtMillis;
      driver.ringAt(subject.entity, EvaluationSecond.endOf(wakeAtMillis - 1));
    }
  }
}
