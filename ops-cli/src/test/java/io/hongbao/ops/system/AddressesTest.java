package io.hongbao.ops.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.Addresses.Money;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {

  @TempDir private Path folder;

  @Test
  void shouldNameTheWalletBehindTheOthers() {
    assertThat(addresses(Optional.of(money())).toReadyLine())
        .isEqualTo(
            "READY edge=http://127.0.0.1:8080 admin=http://127.0.0.1:8090"
                + " flink=http://127.0.0.1:8081 kafka=127.0.0.1:9092 redis=127.0.0.1:6379"
                + " wallet=http://127.0.0.1:8100");
    assertThat(addresses(Optional.empty()).toReadyLine()).endsWith(" redis=127.0.0.1:6379");
  }

  @Test
  void shouldBeReadAsTheyWereWritten() throws Exception {
    DataDirectory data = new DataDirectory(Files.createDirectories(folder.resolve("data")));
    for (Optional<Money> money : List.of(Optional.of(money()), Optional.<Money>empty())) {
      Addresses written = addresses(money);
      written.write(data);

      assertThat(Addresses.read(data)).isEqualTo(written);
    }
  }

  private static Money money() {
    return new Money("http://127.0.0.1:8100", "http://127.0.0.1:8110", "http://127.0.0.1:8120");
  }

  private static Addresses addresses(Optional<Money> money) {
    return new Addresses(
        "http://127.0.0.1:8080,http://127.0.0.1:8082",
        "http://127.0.0.1:8090,http://127.0.0.1:8091",
        "http://127.0.0.1:8081",
        "127.0.0.1:9092",
        "127.0.0.1:6379",
        money);
  }
}
