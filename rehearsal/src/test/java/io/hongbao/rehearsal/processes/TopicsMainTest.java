package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rehearsal.processes.TopicsMain.Order;
import io.hongbao.wire.topics.Topics;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicsMainTest {

  @Test
  void shouldAskForAsManyCopiesAsBrokersAreToldOf() {
    Order order = Order.read(Map.of("HONGBAO_KAFKA", "kafka-1:9092", "HONGBAO_PARTITIONS", "8"));

    assertThat(order)
        .isEqualTo(
            new Order("kafka-1:9092", new Topics(8, (short) 3, (short) 2), false, Optional.empty()))
        .isEqualTo(new Order("kafka-1:9092", Topics.forBrokers(3, 8), false, Optional.empty()));
  }

  @Test
  void shouldSayWhetherRulesWaitForASecondPerson() {
    Map<String, String> environment =
        Map.of(
            "HONGBAO_KAFKA", "kafka-1:9092",
            "HONGBAO_PARTITIONS", "8",
            "HONGBAO_RULES_APPROVAL", "required");

    assertThat(Order.read(environment).rulesApproval()).contains(true);
  }

  @Test
  void shouldMendIfItIsTold() {
    Map<String, String> environment =
        Map.of(
            "HONGBAO_KAFKA", "kafka-1:9092",
            "HONGBAO_PARTITIONS", "8",
            "HONGBAO_MEND_TOPICS", "true");

    assertThat(Order.read(environment).mend()).isTrue();
  }

  @Test
  void shouldNameTheVariableThatIsWrong() {
    assertThatThrownBy(
            () -> Order.read(Map.of("HONGBAO_KAFKA", "kafka-1:9092", "HONGBAO_PARTITIONS", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HONGBAO_PARTITIONS 'x': expected a number");
  }
}
