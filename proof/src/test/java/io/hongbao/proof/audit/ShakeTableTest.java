package io.hongbao.proof.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShakeTableTest {

  @Test
  void shouldKeepWhatIsKnownOfEachShakeWhenItIsFull() {
    ShakeTable table = new ShakeTable(63, 50_000);
    for (int shake = 0; shake < 50_000; shake++) {
      int slot = table.put(key(shake), 1_600_000_000L + shake);
      table.setDecided(slot, shake + 1);
      table.setHeard(slot, 2 * shake + 1);
      if (shake % 2 == 0) {
        table.acknowledge(slot);
      }
    }

    for (int shake = 0; shake < 50_000; shake++) {
      int slot = table.find(key(shake));
      assertThat(table.put(key(shake), 7)).isEqualTo(slot);
      assertThat(table.decided(slot)).isEqualTo(shake + 1);
      assertThat(table.heard(slot)).isEqualTo(2 * shake + 1);
      assertThat(table.position(slot))
          .isEqualTo(RecordPosition.ofShakes(63, 1_600_000_000L + shake));
      assertThat(table.isAcknowledged(slot)).isEqualTo(shake % 2 == 0);
    }
    assertThat(table.size()).isEqualTo(50_000);
    assertThat(table.countAcknowledged()).isEqualTo(25_000);
    assertThat(table.countUndecided()).isZero();
  }

  @Test
  void shouldCountLoggedShakesWithoutAnOutcome() {
    ShakeTable table = new ShakeTable(0, 2);
    table.put(0, 0);
    table.setDecided(table.put(7, 1), 1);

    assertThat(table.countUndecided()).isEqualTo(1);
    assertThat(table.heard(table.find(7))).isEqualTo(ShakeTable.NONE);
  }

  @Test
  void shouldNotFindAShakeThatIsNotInTheLog() {
    ShakeTable table = new ShakeTable(0, 1);
    table.put(7, 0);

    assertThat(table.find(8)).isNegative();
    assertThat(new ShakeTable(0, 0).find(8)).isNegative();
  }

  @Test
  void shouldRefuseAPartitionOfMoreRecordsThanAnArrayHolds() {
    assertThatThrownBy(() -> new ShakeTable(3, ShakeTable.MAX_RECORDS + 1))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageStartingWith(
            "partition 3 has 1,700,000,001 records: expected at most 1,700,000,000");
  }

  @Test
  void shouldTellShakesApart() {
    Set<Long> keys = new HashSet<>();
    for (int user = 0; user < 2_000; user++) {
      for (int turn = 0; turn < 50; turn++) {
        keys.add(ShakeKey.of("gala", "phone-" + user, new ShakeId("first", turn)));
      }
    }
    keys.add(ShakeKey.of("gal", "aphone-1", new ShakeId("first", 1)));
    keys.add(ShakeKey.of("gala", "phone-1f", new ShakeId("irst", 1)));

    assertThat(keys).hasSize(100_002);
  }

  private static long key(int shake) {
    return ShakeKey.of("gala", "u" + shake, new ShakeId("first", shake % 7));
  }
}
