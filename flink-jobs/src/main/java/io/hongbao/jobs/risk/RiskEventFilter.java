package io.hongbao.jobs.risk;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.signal.RiskEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets shakes and wins pass. A record that cannot be read is counted; one of {@code packets}
 * becomes a dead letter, one of {@code shakes} does so in the draw job. As long as no rule set was
 * ever published, nothing passes: so a show without rules costs reading its log and no more. Rules
 * are known two seconds before they hold, so what is missing is at most a turn's repeat from
 * before.
 */
final class RiskEventFilter extends ProcessFunction<RiskInput, RiskEvent> {

  private static final long serialVersionUID = 1L;

  private final RuleSource.Opener rules;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient Counter damaged;

  RiskEventFilter(RuleSource.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    damaged = getRuntimeContext().getMetricGroup().counter("damaged");
  }

  @Override
  public void processElement(RiskInput input, Context context, Collector<RiskEvent> out) {
    if (input.damage().isPresent()) {
      damaged.inc();
      input
          .damage()
          .filter(letter -> !letter.topic().equals(Topics.SHAKES))
          .ifPresent(letter -> context.output(DeadLetterFactory.TAG, letter));
    } else if (input.event().isPresent() && ruleSets.isAnyPublished()) {
      out.collect(input.event().get());
    }
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
