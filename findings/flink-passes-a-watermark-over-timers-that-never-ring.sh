#!/usr/bin/env bash
# Flink that cancels a task stops ringing its timers in the middle (since FLINK-31370, so that a cancellation
# does not wait for them), and then still passes the watermark on. What stands behind sees a watermark which
# says that all timers up to it have rung, though they have not, and can say so to the world before it ends
# itself: a failure elsewhere in the job is enough.
#
# Seen in 2026-11 with org.apache.flink:flink-runtime 2.2.1 on JDK 17; ten timers are due at one watermark, and
# the job is cancelled while the first one rings:
#
#   timers that rang: 1 of 10
#   watermark that was passed on: 9223372036854775807
#
# In Hongbao the judge of fraud rules looks at everybody when other rules take effect, after the timers of the
# moment before; it ends there if it is cancelled (RiskJobTest). Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-clients</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.2.1</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Cancelled.java" <<'JAVA'
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.Collector;

public class Cancelled {

  private static final int TIMERS = 10;
  private static final CountDownLatch RINGING = new CountDownLatch(1);
  private static final AtomicInteger RANG = new AtomicInteger();
  private static final AtomicLong PASSED = new AtomicLong(-1);

  public static final class Alarms extends KeyedProcessFunction<Long, Long, Long> {
    @Override
    public void processElement(Long number, Context context, Collector<Long> out) {
      for (int at = 1; at <= TIMERS; at++) {
        context.timerService().registerEventTimeTimer(at);
      }
    }

    @Override
    public void onTimer(long at, OnTimerContext context, Collector<Long> out) {
      out.collect(at);
      if (RANG.incrementAndGet() == 1) {
        RINGING.countDown();
        try {
          TimeUnit.SECONDS.sleep(60);
        } catch (InterruptedException e) {
          // Flink has cancelled the task, and tells its thread so. The next timer would be due.
        }
      }
    }
  }

  public static final class Behind extends AbstractStreamOperator<Long>
      implements OneInputStreamOperator<Long, Long> {
    @Override
    public void processElement(StreamRecord<Long> element) {}

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      PASSED.set(mark.getTimestamp());
      super.processWatermark(mark);
    }
  }

  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
    environment
        .fromData(0L)
        .keyBy(number -> number, Types.LONG)
        .process(new Alarms())
        .returns(Types.LONG)
        .transform("behind", Types.LONG, new Behind())
        .print();
    JobClient job = environment.executeAsync();
    RINGING.await();
    job.cancel().get();
    job.getJobExecutionResult().handle((result, ended) -> ended).get();
    System.out.println("timers that rang: " + RANG + " of " + TIMERS);
    System.out.println("watermark that was passed on: " + PASSED);
    System.exit(0);
  }
}
JAVA
javac -cp "$dir/lib/*" -d "$dir/classes" "$dir/Cancelled.java"
seen=$(java -cp "$dir/classes:$dir/lib/*" Cancelled 2>"$dir/errors" || cat "$dir/errors")
echo "$seen"
echo "$seen" | grep -q '^timers that rang: 1 of 10$' \
  && echo "$seen" | grep -q '^watermark that was passed on: 9223372036854775807$'
