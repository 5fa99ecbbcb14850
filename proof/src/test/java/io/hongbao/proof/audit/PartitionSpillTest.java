package io.hongbao.proof.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.proof.audit.PartitionSpill.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionSpillTest {

  @TempDir private Path folder;

  @Test
  void shouldGiveBackEachPartitionsRecordsInTheirOrder() {
    String large = "x".repeat(50_000);
    try (PartitionSpill spill = new PartitionSpill(folder)) {
      for (int record = 0; record < 10; record++) {
        spill.put(record % 2, Kind.WON, 3, record, 77, (record + large).getBytes(UTF_8));
      }
      spill.put(1, Kind.HEARD, 0, 1L << 40, 0, new byte[0]);

      assertThat(taken(spill, 1))
          .isEqualTo(
              List.of(
                  "WON 3 1 77 1" + large,
                  "WON 3 3 77 3" + large,
                  "WON 3 5 77 5" + large,
                  "WON 3 7 77 7" + large,
                  "WON 3 9 77 9" + large,
                  "HEARD 0 1099511627776 0 "));
      assertThat(taken(spill, 1)).isEmpty();
      assertThat(taken(spill, 2)).isEmpty();
    }
  }

  @Test
  void shouldLeaveNothingBehind() {
    try (PartitionSpill spill = new PartitionSpill(folder)) {
      IntStream.range(0, 3)
          .forEach(partition -> spill.put(partition, Kind.WON, 0, 0, 0, new byte[100_000]));
      taken(spill, 1);
      assertThat(folder).isNotEmptyDirectory();
    }

    assertThat(folder).isEmptyDirectory();
  }

  private static List<String> taken(PartitionSpill spill, int partition) {
    List<String> taken = new ArrayList<>();
    spill.take(
        partition,
        (kind, fromPartition, fromOffset, appendedAtMillis, value) ->
            taken.add(
                String.join(
                    " ",
                    kind.name(),
                    fromPartition + "",
                    fromOffset + "",
                    appendedAtMillis + "",
                    new String(value, UTF_8))));
    return taken;
  }
}
