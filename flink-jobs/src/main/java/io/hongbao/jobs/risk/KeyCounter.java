package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.Counter;
import io.hongbao.rules.signal.CounterState;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * The counter of a grouping with its state in Flink. Beside the state lies the version of the book
 * under which it was written: windows that a book in between did not have are dropped, as they are
 * where all keys are led from book to book at once.
 */
final class KeyCounter {

  /** Cleared when the operator finds it empty, see {@link #emptyAtMillis}. */
  private final ValueState<byte[]> kept;

  private final Grouping by;
  private final EffectiveRuleSets books;
  private CompiledRuleSet countsFor = CompiledRuleSet.EMPTY;
  private Counter counter;

  private KeyCounter(ValueState<byte[]> kept, Grouping by, EffectiveRuleSets books) {
    this.kept = kept;
    this.by = by;
    this.books = books;
    this.counter = new Counter(CompiledRuleSet.EMPTY.plan(), by);
  }

  static KeyCounter of(RuntimeContext context, Grouping by, EffectiveRuleSets books) {
    return new KeyCounter(
        context.getState(
            new ValueStateDescriptor<>(
                "counter", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
        by,
        books);
  }

  /**
   * Counts a key's cards of a beat.
   *
   * @return false if that beat or a later one of the key has been counted, and nothing was done
   */
  boolean count(CompiledRuleSet book, long beatEndMillis, List<SignalVector> cards)
      throws Exception {
    CounterState state = load(book);
    if (beatEndMillis <= state.lastBeatEndMillis()) {
      return false;
    }
    if (book != countsFor) {
      countsFor = book;
      counter = new Counter(book.plan(), by);
    }
    counter.count(state, beatEndMillis, cards);
    kept.update(
        new RecordWriter(128).writeNumber(book.version()).writeBytes(state.encode()).toBytes());
    return true;
  }

  boolean isKept() throws Exception {
    return kept.value() != null;
  }

  /** From when on nothing of the state is in a window of the book, if nothing comes until then. */
  long emptyAtMillis(CompiledRuleSet book) throws Exception {
    return CounterState.emptyAtMillis(load(book).lastBeatEndMillis(), book.plan(), by);
  }

  void clear() {
    kept.clear();
  }

  private CounterState load(CompiledRuleSet book) throws Exception {
    byte[] bytes = kept.value();
    if (bytes == null) {
      return CounterState.fresh(book.plan(), by);
    }
    RecordReader reader = new RecordReader(bytes);
    int version = reader.readInt();
    byte[] state = reader.readBytes();
    if (version == book.version()) {
      return CounterState.decode(state, book.plan(), by);
    }
    for (CompiledRuleSet between : books.after(version, book.effectiveAtMillis())) {
      state =
          between.plan().counts(by)
              ? CounterState.decode(state, between.plan(), by).encode()
              : CounterState.fresh(between.plan(), by).encode();
    }
    return CounterState.decode(state, book.plan(), by);
  }
}
