package io.hongbao.jobs.risk;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.judge.Evaluator;
import io.hongbao.rules.judge.Hit;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a card that has passed all counters against every rule. Keeps nothing that matters. */
final class EvaluateFunction extends ProcessFunction<PassingCard, Hit> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateFunction.class);

  /** Cards between two looks at the errors, which cost a map. */
  private static final int CARDS_BETWEEN_LOOKS = 64;

  private final RuleFeed.Opener rules;

  private transient RuleFeed feed;
  private transient RuleBooks books;
  private transient RuleMetrics metrics;
  private transient Counter outOfStep;
  private transient RuleBook book;
  private transient Evaluator evaluator;
  private transient Map<String, Long> toldErrors;
  private transient int cards;

  EvaluateFunction(RuleFeed.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    feed = rules.open();
    books = new RuleBooks(feed);
    var group = getRuntimeContext().getMetricGroup();
    metrics = new RuleMetrics(group);
    outOfStep = group.counter("outOfStep");
    follow(RuleBook.EMPTY);
    group.gauge("ruleSetVersion", (Gauge<Integer>) () -> book.version());
    group.gauge("badRuleSets", (Gauge<Long>) feed::badRuleSets);
  }

  @Override
  public void processElement(PassingCard passing, Context context, Collector<Hit> out) {
    RuleBook wanted = books.at(passing.card().beatEndMillis());
    if (wanted.version() != passing.bookVersion()) {
      outOfStep.inc();
      return;
    }
    if (wanted != book) {
      tellErrors();
      follow(wanted);
    }
    List<Hit> hits;
    try {
      hits = evaluator.evaluate(passing.card());
    } catch (RuntimeException e) {
      // Say, a device whose name no verdict can hold. No rule stops the job.
      metrics.failed();
      LOG.debug("a card of user {} cannot be judged", passing.card().user(), e);
      return;
    }
    metrics.evaluated();
    if (++cards % CARDS_BETWEEN_LOOKS == 0) {
      tellErrors();
    }
    for (Hit hit : hits) {
      metrics.hit(hit);
      out.collect(hit);
    }
  }

  private void follow(RuleBook newBook) {
    book = newBook;
    evaluator = new Evaluator(newBook);
    toldErrors = Map.of();
  }

  private void tellErrors() {
    Map<String, Long> now = evaluator.faults();
    now.forEach(
        (rule, count) -> {
          long more = count - toldErrors.getOrDefault(rule, 0L);
          if (more > 0) {
            metrics.errorsOf(rule, more);
          }
        });
    toldErrors = now;
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }
}
