package io.hongbao.jobs.draw;

import io.hongbao.jobs.DeadLetterFactory;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Sends records that can reach no bucket to the dead letters and lets the others pass. */
final class DamagedRecordFilter extends ProcessFunction<LogRecord, LogRecord> {

  private static final long serialVersionUID = 1L;

  private transient Counter deadLetters;

  @Override
  public void open(OpenContext context) {
    deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<LogRecord> out) {
    if (record.isDamaged()) {
      deadLetters.inc();
      context.output(DeadLetterFactory.TAG, record.asDeadLetter(record.damage()));
    } else {
      out.collect(record);
    }
  }
}
