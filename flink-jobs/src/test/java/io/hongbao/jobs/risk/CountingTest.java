package io.hongbao.jobs.risk;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.signal.RiskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
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
    assertThat(intake.numKeyedStateEntries()).isEqualTo(1);

    intake.processWatermark(T0 + HOUR_MILLIS + 2_000);

    assertThat(intake.numKeyedStateEntries()).isZero();
    assertThat(intake.numEventTimeTimers()).isZero();
  }

  @Test
  void shouldCountByDeviceAndLetPassWhatHasNone() throws Exception {
    var intake = intake();
    var counter = counter(CounterStop.DEVICE);
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
  void shouldCountAnAddressAndItsBlockAtOneStopEachByItself() throws Exception {
    RuleSet both =
        set(rule("crowd", "users_on_address_1m > 8"), rule("swarm", "users_on_block_1m > 8"));
    var intake = intake(both);
    var counter = counter(CounterStop.NETWORK);
    intake.processElement(shake("u1", "d1", "203.0.113.7", 100), T0 + 100);
    intake.processElement(shake("u2", "d1", "203.0.113.7", 200), T0 + 200);
    intake.processElement(shake("u3", "d1", "203.0.113.8", 300), T0 + 300);
    // A text that is no address and reads like the block's name.
    intake.processElement(shake("u4", "d1", "203.0.113.0/24", 400), T0 + 400);
    intake.processElement(shake("u5", "d1", "", 500), T0 + 500);
    intake.processWatermark(T0 + 999);
    for (VersionedSignalVector versioned : intake.extractOutputValues()) {
      counter.processElement(versioned, T0);
    }

    counter.processWatermark(T0 + 999);

    List<Signal> signals = CompiledRuleSet.of(both).plan().signals();
    Map<String, List<Double>> values = new TreeMap<>();
    for (VersionedSignalVector versioned : counter.extractOutputValues()) {
      values.put(
          versioned.vector().user(),
          IntStream.range(0, signals.size())
              .filter(i -> signals.get(i).measure() == Measure.USER)
              .filter(i -> CounterStop.NETWORK.groupings().contains(signals.get(i).by()))
              .mapToObj(i -> versioned.vector().values()[i])
              .toList());
    }
    assertThat(values)
        .containsEntry("u1", List.of(2.0, 3.0))
        .containsEntry("u2", List.of(2.0, 3.0))
        .containsEntry("u3", List.of(1.0, 3.0))
        .containsEntry("u4", List.of(1.0, 0.0))
        .containsEntry("u5", List.of(0.0, 0.0));
    counter.processWatermark(T0 + 62_000);
    assertThat(counter.numKeyedStateEntries()).isZero();
  }

  @Test
  void shouldCountNeighboursBehindTheDeviceAndForgetThemInTime() throws Exception {
    // Given
    RuleSet met =
        set(
            new RuleText(
                "met.yaml",
                """
                id: met
                description: Others on its devices.
                mode: active
                signals:
                  met_1m: {neighbours: {by: device, of: users}, window: 1m}
                when: met_1m > 5
                verdict: {on: user, level: watch, for: 5s}
                """));
    var intake = intake(met);
    var device = counter(CounterStop.DEVICE);
    var network = counter(CounterStop.NETWORK);
    var neighbours = counter(CounterStop.NEIGHBOURS);
    intake.processElement(shake("u1", "d1", 100), T0 + 100);
    intake.processElement(shake("u2", "d1", 200), T0 + 200);
    intake.processElement(shake("u2", "d2", 300), T0 + 300);
    intake.processElement(shake("u3", "d2", 1_300), T0 + 1_300);
    intake.processElement(shake("u4", "", 1_400), T0 + 1_400);

    // When
    intake.processWatermark(T0 + 1_999);
    for (VersionedSignalVector versioned : intake.extractOutputValues()) {
      device.processElement(versioned, T0);
    }
    device.processWatermark(T0 + 1_999);
    for (VersionedSignalVector versioned : device.extractOutputValues()) {
      network.processElement(versioned, T0);
    }
    for (VersionedSignalVector versioned : network.extractOutputValues()) {
      neighbours.processElement(versioned, T0);
    }
    neighbours.processWatermark(T0 + 1_999);

    // Then
    Map<String, Double> values = new TreeMap<>();
    for (VersionedSignalVector versioned : neighbours.extractOutputValues()) {
      values.put(versioned.vector().user(), versioned.vector().values()[0]);
    }
    assertThat(values).isEqualTo(Map.of("u1", 1.0, "u2", 1.0, "u3", 1.0, "u4", 0.0));
    assertThat(neighbours.numKeyedStateEntries()).as("u4 has none to remember").isEqualTo(3);
    neighbours.processWatermark(T0 + 63_000);
    assertThat(neighbours.numKeyedStateEntries()).isZero();
  }

  @Test
  void shouldGoOnFromACheckpointWithWhatWaitsAndDropWhatWasCountedBeforeIt() throws Exception {
    var intake = intake();
    intake.processElement(shake("u1", "d1", 100), T0 + 100);
    intake.processWatermark(T0 + 999);
    intake.processElement(shake("u1", "d1", 1_100), T0 + 1_100);
    OperatorSubtaskState checkpoint = intake.snapshot(1, 1);
    intake.processElement(shake("u1", "d1", 1_200), T0 + 1_200);

    var restored = restored(checkpoint);
    restored.processElement(shake("u1", "d1", 200), T0 + 200);
    restored.processElement(shake("u1", "d1", 1_300), T0 + 1_300);
    restored.processWatermark(T0 + 1_999);

    assertThat(restored.extractOutputValues())
        .hasSize(2)
        .allSatisfy(versioned -> assertThat(versioned.vector().values()).contains(3.0));
    assertThat(restored.snapshot(2, 2)).isNotNull();
    restored.processWatermark(T0 + HOUR_MILLIS + 4_000);
    // Up to when it was counted is all that is kept of nobody.
    assertThat(restored.numKeyedStateEntries()).isEqualTo(1);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, RiskEvent, VersionedSignalVector> restored(
      OperatorSubtaskState checkpoint) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new IntakeOperator(InMemoryRuleSource.opener()), RiskEvent::user, Types.STRING);
    harness.setup(RiskTypes.SIGNAL_VECTOR.createSerializer(new SerializerConfigImpl()));
    harness.initializeState(checkpoint);
    harness.open();
    opened.add(harness);
    return harness;
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
            new IntakeOperator(InMemoryRuleSource.publish(sets)), RiskEvent::user, Types.STRING));
  }

  private KeyedOneInputStreamOperatorTestHarness<
          String, VersionedSignalVector, VersionedSignalVector>
      counter(CounterStop stop) throws Exception {
    return opened(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CounterOperator(stop, InMemoryRuleSource.opener()),
            versioned -> stop.keyOf(versioned.vector()),
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
    return shake(user, device, "203.0.113.7", afterMillis);
  }

  private static RiskEvent shake(String user, String device, String address, long afterMillis) {
    long at = T0 + afterMillis;
    return new RiskEvent(at, at, user, device, address, "gala/first-" + afterMillis, 1, "", 0);
  }
}
