package io.hongbao.jobs.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YieldingThreadTest {

  private final ExecutorService risk = Executors.newSingleThreadExecutor();
  private final ExecutorService draw = Executors.newSingleThreadExecutor();

  @AfterEach
  void endThreads() {
    risk.shutdownNow();
    draw.shutdownNow();
  }

  @Test
  void shouldYieldWithThisThreadAndNoOther() throws Exception {
    OptionalInt before = YieldingThread.niceness();
    assumeThat(before).as("niceness, which Linux has").isPresent();
    assumeThat(before.getAsInt()).as("the tests' own").isLessThan(YieldingThread.NICENESS);

    on(risk, YieldingThreadTest::yields);

    assertThat(on(risk, YieldingThread::niceness)).hasValue(YieldingThread.NICENESS);
    assertThat(on(draw, YieldingThread::niceness)).isEqualTo(before);
    assertThat(YieldingThread.niceness()).isEqualTo(before);
  }

  @Test
  void shouldChangeNothingTheSecondTime() throws Exception {
    assumeThat(YieldingThread.niceness()).isPresent();
    on(risk, YieldingThreadTest::yields);
    OptionalInt once = on(risk, YieldingThread::niceness);

    on(risk, YieldingThreadTest::yields);

    assertThat(on(risk, YieldingThread::niceness)).isEqualTo(once);
  }

  @Test
  void shouldYieldOnceAFunctionAsksForItsRules() throws Exception {
    OptionalInt before = YieldingThread.niceness();
    assumeThat(before).isPresent();
    assumeThat(before.getAsInt()).isLessThan(YieldingThread.NICENESS);
    var source = new YieldingRuleSource(new NoRules());

    assertThat(on(risk, source::badRuleSets)).isZero();
    assertThat(on(risk, YieldingThread::niceness)).isEqualTo(before);
    assertThat(on(risk, source::compiledRuleSets)).isEmpty();

    assertThat(on(risk, YieldingThread::niceness)).hasValue(YieldingThread.NICENESS);
  }

  private static final class NoRules implements RuleSource {

    @Override
    public List<CompiledRuleSet> compiledRuleSets() {
      return List.of();
    }

    @Override
    public long badRuleSets() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static Object yields() {
    YieldingThread.yieldFromNowOn();
    return "done";
  }

  private static <T> T on(ExecutorService thread, Callable<T> work) throws Exception {
    return thread.submit(work).get(Patience.SECONDS, TimeUnit.SECONDS);
  }
}
