package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerProbeTest {

  private static final DataDirectory DATA = new DataDirectory(Path.of("/srv/my gala"));

  @Test
  void shouldReturnAddressesOfWhichOneAnswers() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String addresses = "127.0.0.1:" + FreePorts.next() + ",127.0.0.1:" + server.getLocalPort();

      assertThat(ServerProbe.require("Kafka", addresses, "--kafka", DATA)).isEqualTo(addresses);
    }
  }

  @Test
  void shouldSayWhichServerDoesNotAnswerWhere() {
    String address = "127.0.0.1:" + FreePorts.next();

    assertThatThrownBy(() -> ServerProbe.require("Kafka", address, "--kafka", DATA))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage(
            "Kafka does not answer at %s: start ./hongbao up --data '/srv/my gala', or name another"
                + " with --data or --kafka",
            address);
  }

  @Test
  void shouldRefuseWhatIsNoAddress() {
    for (String address : new String[] {"", "kafka", "http://kafka:9092", "kafka:x", "a:1,b"}) {
      assertThatThrownBy(() -> ServerProbe.require("Kafka", address, "--kafka", DATA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--kafka ")
          .hasMessageEndingWith(": expected HOST:PORT");
    }
  }
}
