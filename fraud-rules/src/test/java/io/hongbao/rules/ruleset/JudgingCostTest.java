package io.hongbao.rules.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.ruleset.JudgingCost.Item;
import io.hongbao.rules.signal.SignalPlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgingCostTest {

  private static final Map<Item, Double> TABLE =
      Map.of(
          Item.JOB, 0.1,
          Item.DEVICE, 0.08,
          Item.NETWORK, 0.06,
          Item.ADDRESS_AND_BLOCK, 0.04,
          Item.COUNT, 0.01,
          Item.NUMBER, 0.02,
          Item.DISTINCT, 0.03,
          Item.FOLLOWS, 0.05,
          Item.NEIGHBOURS, 0.07,
          Item.RULE, 0.001);

  private static final Signal REQUESTS =
      new Signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.USER, 10_000);
  private static final Signal RHYTHM =
      new Signal(Aggregate.STDDEV, Measure.INTERVAL_MS, Grouping.USER, 120_000);
  private static final Signal USERS_ON_DEVICE =
      new Signal(Aggregate.DISTINCT, Measure.USER, Grouping.DEVICE, 60_000);
  private static final Signal REQUESTS_OF_ADDRESS =
      new Signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.ADDRESS, 10_000);
  private static final Signal USERS_ON_BLOCK =
      new Signal(Aggregate.DISTINCT, Measure.USER, Grouping.BLOCK, 60_000);

  private static final Signal MET = Signal.neighbours(Measure.DEVICE_SHARERS, 3_600_000);

  private final JudgingCost cost = JudgingCost.of(TABLE);

  @Test
  void shouldAddUpJobStopsSignalsAndRules() {
    assertThat(share(0)).isEqualTo(0.1);
    assertThat(share(3, REQUESTS)).isEqualTo(0.113, within(1e-9));
    assertThat(share(1, REQUESTS, RHYTHM)).isEqualTo(0.131, within(1e-9));
    assertThat(share(1, REQUESTS, USERS_ON_DEVICE)).isEqualTo(0.221, within(1e-9));
    assertThat(share(1, USERS_ON_BLOCK)).isEqualTo(0.191, within(1e-9));
    assertThat(share(1, MET)).as("they meet by device").isEqualTo(0.251, within(1e-9));
    assertThat(share(1, USERS_ON_BLOCK, REQUESTS_OF_ADDRESS)).isEqualTo(0.241, within(1e-9));
  }

  @Test
  void shouldCountASignalOnceThatTwoRulesShare() {
    assertThat(share(2, REQUESTS, REQUESTS)).isEqualTo(0.112, within(1e-9));
  }

  @Test
  void shouldSayItInOneLine() {
    assertThat(cost.describe(SignalPlan.of(List.of(REQUESTS, USERS_ON_DEVICE)), 20))
        .isEqualTo(
            "judging a shake by them takes some 24 % of the processor time of answering it, 12 us"
                + " where that is 50");
  }

  @ParameterizedTest
  @EnumSource(Item.class)
  void shouldRefuseATableThatLacksAnItem(Item item) {
    Map<Item, Double> table = new EnumMap<>(TABLE);
    table.remove(item);

    assertThatThrownBy(() -> JudgingCost.of(table))
        .hasMessage("share of " + item.label() + " is null, expected 0 or more");
  }

  @Test
  void shouldReadTheMeasuredTableByWhichMoreStopsCostMore() {
    JudgingCost measured = JudgingCost.measured();
    SignalPlan little = SignalPlan.of(List.of(REQUESTS));
    SignalPlan more = SignalPlan.of(List.of(REQUESTS, USERS_ON_DEVICE, USERS_ON_BLOCK));

    assertThat(measured.shareOf(little, 1)).isBetween(0.01, 1.0);
    assertThat(measured.shareOf(more, 1)).isGreaterThan(measured.shareOf(little, 1));
  }

  private double share(int rules, Signal... signals) {
    return cost.shareOf(SignalPlan.of(List.of(signals)), rules);
  }
}
