package io.hongbao.jobs.draw;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;

/** Ends the job once, at a record; notes how far back the log was read again. */
final class FailOnce implements MapFunction<LogRecord, LogRecord> {

  private static final long serialVersionUID = 1L;

  private static final AtomicBoolean FAILED = new AtomicBoolean();
  private static final List<Long> OFFSETS_AFTER = new CopyOnWriteArrayList<>();

  private final long failAtOffset;

  FailOnce(long failAtOffset) {
    this.failAtOffset = failAtOffset;
    FAILED.set(false);
    OFFSETS_AFTER.clear();
  }

  @Override
  public LogRecord map(LogRecord record) {
    if (FAILED.get()) {
      OFFSETS_AFTER.add(record.offset());
    } else if (record.offset() == failAtOffset) {
      FAILED.set(true);
      throw new IllegalStateException("planted failure");
    }
    return record;
  }

  /** The first offset after the failure: above 0 if the job resumed from a checkpoint. */
  static long resumedAtOffset() {
    return OFFSETS_AFTER.get(0);
  }
}
