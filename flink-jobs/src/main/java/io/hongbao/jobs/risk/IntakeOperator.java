package io.hongbao.jobs.risk;

import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.Counter;
import io.hongbao.rules.signal.CounterState;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.rules.signal.Intake;
import io.hongbao.rules.signal.IntakeState;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The first stop of an event, keyed by user: makes signal vectors of an evaluation second's events
 * and has those counted by user. A user's state is what the intake remembers, then what was
 * counted.
 */
final class IntakeOperator extends SecondsOperator<RiskEvent> {

  private static final long serialVersionUID = 1L;

  private transient org.apache.flink.metrics.Counter events;
  private transient org.apache.flink.metrics.Counter vectors;

  /** What intake and counter are for. */
  private transient CompiledRuleSet ruleSet;

  private transient Intake intake;
  private transient Counter counter;

  IntakeOperator(RuleSource.Opener rules) {
    super(rules, new RiskEventCodec());
  }

  @Override
  public void open() throws Exception {
    super.open();
    events = getMetricGroup().counter("events");
    vectors = getMetricGroup().counter("cards");
  }

  @Override
  public void processElement(StreamRecord<RiskEvent> element) throws Exception {
    RiskEvent event = element.getValue();
    events.inc();
    gather(EvaluationSecond.endOf(event.atMillis()), event.user(), event);
  }

  @Override
  void close(long secondEndMillis, List<RiskEvent> records) throws Exception {
    follow(ruleSetAt(secondEndMillis));
    Map<String, List<RiskEvent>> byUser = new HashMap<>();
    for (RiskEvent event : records) {
      byUser.computeIfAbsent(event.user(), any -> new ArrayList<>(1)).add(event);
    }
    boolean isJudged = !ruleSet.rules().isEmpty() || !ruleSet.lists().equals(EntityLists.NONE);
    for (Map.Entry<String, List<RiskEvent>> user : byUser.entrySet()) {
      List<SignalVector> admitted = admit(user.getKey(), secondEndMillis, user.getValue());
      if (isJudged) {
        vectors.inc(admitted.size());
        for (SignalVector vector : admitted) {
          emit(secondEndMillis, new VersionedSignalVector(ruleSet.version(), vector));
        }
      }
    }
  }

  private void follow(CompiledRuleSet wanted) {
    if (wanted != ruleSet) {
      ruleSet = wanted;
      intake = new Intake(wanted.plan());
      counter = new Counter(wanted.plan(), Grouping.USER);
    }
  }

  private List<SignalVector> admit(String user, long secondEndMillis, List<RiskEvent> its)
      throws Exception {
    setCurrentKey(user);
    byte[] loaded = state().load(WHOLE);
    IntakeState remembered;
    CounterState counted;
    if (loaded == null) {
      remembered = new IntakeState();
      counted = CounterState.fresh(ruleSet.plan(), Grouping.USER);
    } else {
      RecordReader reader = new RecordReader(loaded);
      remembered = IntakeState.read(reader);
      counted = state().readCounted(reader, Grouping.USER, ruleSet);
    }
    List<SignalVector> admitted = intake.admit(remembered, secondEndMillis, its);
    if (!admitted.isEmpty() && ruleSet.plan().counts(Grouping.USER)) {
      counter.count(counted, secondEndMillis, admitted);
    }
    RecordWriter writer = state().writer();
    remembered.write(writer);
    KeyState.writeCounted(writer, counted, ruleSet);
    state().save(loaded);
    if (loaded == null) {
      cleanUpAt(WHOLE, Math.max(remembered.emptyAtMillis(), counted.emptyAtMillis()));
    }
    return admitted;
  }

  @Override
  long emptyAtMillis(String part, byte[] bytes, CompiledRuleSet now) {
    RecordReader reader = new RecordReader(bytes);
    IntakeState remembered = IntakeState.read(reader);
    CounterState counted = state().readCounted(reader, Grouping.USER, now);
    return Math.max(remembered.emptyAtMillis(), counted.emptyAtMillis());
  }
}
