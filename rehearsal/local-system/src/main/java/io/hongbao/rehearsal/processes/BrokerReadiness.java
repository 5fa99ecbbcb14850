package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.processes.PartSpec.Readiness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A broker is ready when it names itself among the brokers of its cluster: its port is open a while
 * earlier, and after a kill the controller keeps it out until its former session is over.
 */
record BrokerReadiness(BrokerSettings settings) implements Readiness {

  private static final int TIMEOUT_MILLIS = 1_000;

  @Override
  public boolean isReady() {
    if (!isPortOpen()) {
      return false;
    }
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.address(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS);
    Admin admin = Admin.create(client);
    try {
      return admin.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).stream()
          .anyMatch(node -> node.id() == settings.nodeId());
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      // Whoever holds the port need not speak Kafka, and without a bound this would wait for it.
      admin.close(Duration.ofMillis(TIMEOUT_MILLIS));
    }
  }

  private boolean isPortOpen() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), TIMEOUT_MILLIS);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
