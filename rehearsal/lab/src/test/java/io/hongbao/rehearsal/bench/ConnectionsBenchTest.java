package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsBenchTest {

  @Test
  void shouldCallMemoryFlatThatGrewUntilAllPlacesWereTaken() {
    List<Long> bytes = new ArrayList<>(List.of(10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 100L));
    bytes.addAll(Collections.nCopies(20, 100L));

    assertThat(ConnectionsBench.growth(bytes)).isEqualTo(1.0);
  }

  @Test
  void shouldSeeALeak() {
    List<Long> bytes = new ArrayList<>();
    for (long minute = 1; minute <= 30; minute++) {
      bytes.add(100 + minute);
    }

    assertThat(ConnectionsBench.growth(bytes)).isGreaterThan(1.08);
  }

  @Test
  void shouldTakeASingleLook() {
    assertThat(ConnectionsBench.growth(List.of(100L))).isEqualTo(1.0);
  }
}
