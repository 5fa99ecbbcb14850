package io.hongbao.jobs.risk;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.signal.RiskEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Intake and counters, each operator by itself. */
class CountingTest {

  private static final RuleSet SET =
      set(
          rule("fast", "requests_10s > 12"),
          rule("farm", "active", "users_on_device_1m > 1", "{on: device, level: slow, for: 5s}"));

  private static final long HOUR_MILLIS = 3_600_000;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void shouldCountASecondWhenItIsOverAndDropWhatComesLater() throws Exception {
    var intake = intake();
    intake.processElement(shake("u1", "d1", 100), T0 + 100);
    intake.processElement(shake("u1", "d1", 900), T0 + 900);
    assertThat(intake.extractOutputValues()).isEmpty();

    intake.processWatermark(T0 + 999);
    intake.processElement(shake("u1", "d1", 500), T0 + 500);
    intake.processWatermark(T0 + 5_000);

    assertThat(intake.extractOutputValues())
        .hasSize(2)
        .allSatisfy(versioned -> assertThat(versioned.vector().values()).contains(2.0));
  }

  @Test
  void shouldForgetAUserWhenNothingOfItIsOfUseAnyMore() throws Exception {
    var intake = intake();
    intake.processElement(shake("u1", "d1", 100), T0 + 100);
    intake.processWatermark(T0 + HOUR_MILLIS);
    assertThat(intake.numKeyedStateEntries()).isEqualTo(2);

    intake.processWatermark(T0 + HOUR_MILLIS + 2_000);

    assertThat(intake.numKeyedStateEntries()).isZero();
    assertThat(intake.numEventTimeTimers()).isZero();
  }

  @Test
  void shouldCountByDeviceAndLetPassWhatHasNone() throws Exception {
    var intake = intake();
    var counter = counter();
    intake.processElement(shake("u1", "d1", 100), T0 + 100);
    intake.processElement(shake("u2", "d1", 200), T0 + 200);
    intake.processElement(shake("u3", "", 300), T0 + 300);
    intake.processWatermark(T0 + 999);
    for (VersionedSignalVector versioned : intake.extractOutputValues()) {
      counter.processElement(versioned, T0);
    }
    assertThat(counter.extractOutputValues())
        .extracting(versioned -> versioned.vector().user())
        .containsExactly("u3");

    counter.processWatermark(T0 + 999);

    assertThat(counter.extractOutputValues())
        .filteredOn(versioned -> versioned.vector().device().equals("d1"))
        .hasSize(2)
        .allSatisfy(versioned -> assertThat(versioned.vector().values()).contains(2.0));
    counter.processWatermark(T0 + 62_000);
    assertThat(counter.numKeyedStateEntries()).isZero();
  }

  @Test
  void shouldKeepWindowsThatTwoRuleSetsHaveAndDropThoseThatOneInBetweenLacked() throws Exception {
    RuleSet without =
        SET.next(
            List.of(
                new RuleText(
                    "other.yaml",
                    """
                    id: other
                    description: Another signal alone.
                    mode: active
                    signals:
                      packets_20s: {count: packets, by: user, window: 20s}
                    when: packets_20s > 3
                    verdict: {on: user, level: watch, for: 5s}
                    """)),
            "bob",
            "",
            T0 + 1_000);
    RuleSet back = without.next(List.of(rule("fast", "requests_10s > 12")), "bob", "", T0 + 3_000);
    var intake = intake(SET, without, back);
    intake.processElement(shake("u1", "d1", 100), T0 + 100);
    intake.processElement(shake("u1", "d1", 7_000), T0 + 7_000);
    intake.processWatermark(T0 + 10_000);

    List<VersionedSignalVector> vectors = intake.extractOutputValues();

    assertThat(vectors).extracting(VersionedSignalVector::ruleSetVersion).containsExactly(1, 3);
    assertThat(vectors.get(1).vector().values()).contains(1.0).doesNotContain(2.0);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, RiskEvent, VersionedSignalVector> intake()
      throws Exception {
    return intake(SET);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, RiskEvent, VersionedSignalVector> intake(
      RuleSet... sets) throws Exception {
    return opened(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new IntakeFunction(InMemoryRuleSource.publish(sets))),
            RiskEvent::user,
            Types.STRING));
  }

  private KeyedOneInputStreamOperatorTestHarness<
          String, VersionedSignalVector, VersionedSignalVector>
      counter() throws Exception {
    return opened(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new CounterFunction(Grouping.DEVICE, InMemoryRuleSource.opener())),
            versioned -> versioned.keyFor(Grouping.DEVICE),
            Types.STRING));
  }

  private <T> KeyedOneInputStreamOperatorTestHarness<String, T, VersionedSignalVector> opened(
      KeyedOneInputStreamOperatorTestHarness<String, T, VersionedSignalVector> harness)
      throws Exception {
    harness.setup(RiskTypes.SIGNAL_VECTOR.createSerializer(new SerializerConfigImpl()));
    harness.open();
    opened.add(harness);
    return harness;
  }

  private static RiskEvent shake(String user, String device, long afterMillis) {
    long at = T0 + afterMillis;
    return new RiskEvent(
        at, at, user, device, "203.0.113.7", "gala/first-" + afterMillis, 1, "", 0);
  }
}
