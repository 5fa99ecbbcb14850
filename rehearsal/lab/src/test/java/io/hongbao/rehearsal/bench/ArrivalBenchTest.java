package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import io.hongbao.tickets.TicketTimes;
import io.hongbao.tickets.TicketVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalBenchTest {

  @TempDir private Path folder;

  @Test
  void shouldSignATicketWrong() throws InvalidTicketException {
    TicketKeys keys = new TicketKeys(Map.of("k1", new byte[32]));
    TicketVerifier verifier = new TicketVerifier(keys, TicketTimes.DEFAULT, 10);
    long nowMillis = System.currentTimeMillis();
    String ticket = new TicketMint(keys).mint("u1", "", TicketMint.LIFETIME, nowMillis).text();

    assertThat(verifier.verify("Bearer " + ticket, nowMillis).user()).isEqualTo("u1");
    assertThatThrownBy(
            () -> verifier.verify("Bearer " + ArrivalBench.signedWrong(ticket), nowMillis))
        .isInstanceOf(InvalidTicketException.class)
        .hasMessageContaining("signature is wrong");
  }

  @Test
  void shouldPackTheSamePicturesInEachRun() throws Exception {
    BenchPackages first = BenchPackages.pack(data("a"), 3);
    BenchPackages second = BenchPackages.pack(data("b"), 3);

    assertThat(first.count()).isEqualTo(3);
    assertThat(first.bytes()).isBetween(6_000L, 18_000L).isEqualTo(second.bytes());
    assertThat(Files.readAllBytes(first.folder().resolve("manifest.json")))
        .isEqualTo(Files.readAllBytes(second.folder().resolve("manifest.json")));
    assertThat(first.servedUnder(5_000))
        .containsEntry("HONGBAO_RESOURCE_BYTES_PER_SECOND", "5000")
        .containsEntry("HONGBAO_RESOURCES", first.folder().toString());
  }

  private DataDirectory data(String name) throws Exception {
    return new DataDirectory(Files.createDirectory(folder.resolve(name)));
  }
}
