package io.hongbao.jobs.risk;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.signal.RiskEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets shakes and wins pass. A record that cannot be read is counted; one of {@code packets}
 * becomes a dead letter, one of {@code shakes} does so in the draw job. One whose user has no valid
 * name is set aside and counted: no verdict could name them. As long as no rule set was ever
 * published, nothing passes: so a show without rules costs reading its log and no more. Rules are
 * known two seconds before they hold, so what is missing is at most a turn's repeat from before.
 */
final class RiskEventFilter extends ProcessFunction<RiskInput, RiskEvent> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(RiskEventFilter.class);

  private final RuleSource.Opener rules;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient Counter damaged;
  private transient Counter nameless;

  RiskEventFilter(RuleSource.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    damaged = getRuntimeContext().getMetricGroup().counter("damaged");
    nameless = getRuntimeContext().getMetricGroup().counter("nameless");
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
      pass(input.event().get(), out);
    }
  }

  private void pass(RiskEvent event, Collector<RiskEvent> out) {
    if (!event.isNameless()) {
      out.collect(event);
      return;
    }
    if (nameless.getCount() == 0) {
      LOG.warn(
          "a record of {} was set aside, as are all whose users have no valid names: metric nameless",
          event.atMillis());
    }
    nameless.inc();
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
