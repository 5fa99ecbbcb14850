package io.hongbao.jobs.risk;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.count.Card;
import io.hongbao.rules.model.Grouping;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A further stop of a card, keyed by {@link PassingCard#keyFor}: gathers a beat's cards, has them
 * counted, and sends them on with what was counted. A card that the grouping does not count passes
 * at once.
 */
final class CounterFunction extends KeyedProcessFunction<String, PassingCard, PassingCard> {

  private static final long serialVersionUID = 1L;

  private final Grouping by;
  private final RuleFeed.Opener rules;

  private transient RuleFeed feed;
  private transient RuleBooks books;
  private transient Gathered gathered;
  private transient KeyCounter counter;
  private transient Counter late;
  private transient Counter outOfStep;

  CounterFunction(Grouping by, RuleFeed.Opener rules) {
    this.by = by;
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    feed = rules.open();
    books = new RuleBooks(feed);
    gathered = Gathered.of(getRuntimeContext());
    counter = KeyCounter.of(getRuntimeContext(), by, books);
    late = getRuntimeContext().getMetricGroup().counter("late");
    outOfStep = getRuntimeContext().getMetricGroup().counter("outOfStep");
  }

  @Override
  public void processElement(PassingCard passing, Context context, Collector<PassingCard> out)
      throws Exception {
    long beatEnd = passing.card().beatEndMillis();
    RuleBook book = books.at(beatEnd);
    if (book.version() != passing.bookVersion()) {
      outOfStep.inc();
    } else if (!book.plan().counts(by) || !passing.isNamedFor(by)) {
      out.collect(passing);
    } else {
      gathered.add(beatEnd, passing.encode());
      context.timerService().registerEventTimeTimer(BeatTimers.ofBeat(beatEnd));
    }
  }

  @Override
  public void onTimer(long timerMillis, OnTimerContext context, Collector<PassingCard> out)
      throws Exception {
    if (BeatTimers.isLook(timerMillis)) {
      forgetIfEmpty(timerMillis, context);
      return;
    }
    long beatEnd = BeatTimers.beatEndOf(timerMillis);
    RuleBook book = books.at(beatEnd);
    List<Card> cards = new ArrayList<>();
    for (byte[] bytes : gathered.take(beatEnd)) {
      PassingCard passing = PassingCard.decode(bytes);
      if (passing.bookVersion() == book.version()) {
        cards.add(passing.card());
      } else {
        outOfStep.inc();
      }
    }
    if (cards.isEmpty()) {
      return;
    }
    boolean isNew = !counter.isKept();
    if (!counter.count(book, beatEnd, cards)) {
      late.inc(cards.size());
      return;
    }
    if (isNew) {
      lookAgain(book, context);
    }
    cards.forEach(card -> out.collect(new PassingCard(book.version(), card)));
  }

  private void forgetIfEmpty(long nowMillis, OnTimerContext context) throws Exception {
    if (!counter.isKept()) {
      return;
    }
    RuleBook book = books.at(nowMillis);
    if (counter.emptyAtMillis(book) <= nowMillis) {
      counter.clear();
    } else {
      lookAgain(book, context);
    }
  }

  private void lookAgain(RuleBook book, Context context) throws Exception {
    context.timerService().registerEventTimeTimer(BeatTimers.ofLook(counter.emptyAtMillis(book)));
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }
}
