package io.hongbao.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.kafka.Topics.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void shouldSetWhatTheLawRestsOn() {
    assertThat(Topics.forBrokers(3, 12).all())
        .isEqualTo(
            List.of(
                new Topic("shakes", 12, kept("-1")),
                new Topic("packets", 12, kept("-1")),
                new Topic("ledger", 12, kept("-1")),
                new Topic("payouts", 12, kept("-1")),
                new Topic("rules", 1, compacted()),
                new Topic("verdicts", 12, compacted()),
                new Topic("verdict-reasons", 12, kept("604800000")),
                new Topic("show", 1, compacted()),
                new Topic("show-acks", 1, kept("604800000")),
                new Topic("dead-letters", 1, kept("7776000000"))));
  }

  @Test
  void shouldCopyEveryRecordAsFarAsThereAreBrokers() {
    assertThat(Topics.forBrokers(1, 4)).isEqualTo(new Topics(4, (short) 1, (short) 1));
    assertThat(Topics.forBrokers(2, 4)).isEqualTo(new Topics(4, (short) 2, (short) 1));
    assertThat(Topics.forBrokers(3, 4)).isEqualTo(new Topics(4, (short) 3, (short) 2));
    assertThat(Topics.forBrokers(5, 4)).isEqualTo(new Topics(4, (short) 3, (short) 2));
  }

  @Test
  void shouldRefuseNumbersThatCannotBe() {
    assertThatThrownBy(() -> new Topics(0, (short) 1, (short) 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Topics(1, (short) 2, (short) 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("min.insync.replicas 3 above replication 2");
  }

  private static Map<String, String> kept(String retentionMillis) {
    return Map.of(
        "min.insync.replicas", "2",
        "unclean.leader.election.enable", "false",
        "message.timestamp.type", "LogAppendTime",
        "retention.bytes", "-1",
        "cleanup.policy", "delete",
        "retention.ms", retentionMillis);
  }

  private static Map<String, String> compacted() {
    return Map.of(
        "min.insync.replicas", "2",
        "unclean.leader.election.enable", "false",
        "message.timestamp.type", "LogAppendTime",
        "retention.bytes", "-1",
        "cleanup.policy", "compact");
  }
}
