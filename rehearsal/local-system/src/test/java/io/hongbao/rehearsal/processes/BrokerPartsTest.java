package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.OddFolder;
import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.BrokerStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerPartsTest {

  @TempDir private Path directory;

  @Test
  void shouldPlanAClusterInWhichEveryBrokerVotes() {
    // Given
    int port = FreePorts.next();

    // When
    List<BrokerSettings> brokers = BrokerParts.plan(3, port, directory, Set.of(port + 1));

    // Then
    assertThat(brokers)
        .extracting(BrokerSettings::name)
        .containsExactly("kafka-1", "kafka-2", "kafka-3");
    assertThat(brokers.get(0).port()).isEqualTo(port);
    List<Integer> ports =
        brokers.stream()
            .flatMap(it -> Stream.of(it.port(), it.controllers().get(it.nodeId() - 1).port()))
            .toList();
    assertThat(ports).doesNotHaveDuplicates().doesNotContain(port + 1);
    Set<Properties> shared =
        brokers.stream().map(BrokerPartsTest::withoutPlace).collect(Collectors.toSet());
    assertThat(shared).as("they differ in their places alone").hasSize(1);
    assertThat(shared.iterator().next())
        .containsEntry("default.replication.factor", "3")
        .containsEntry("min.insync.replicas", "2");
  }

  @Test
  void shouldRefuseMoreBrokersOnTheDataOfOne() {
    // Given
    int port = FreePorts.next();
    BrokerParts.plan(1, port, directory, Set.of()).forEach(BrokerStorage::format);
    List<BrokerSettings> three = BrokerParts.plan(3, port, directory, Set.of());

    // When
    assertThatThrownBy(() -> BrokerStorage.format(three.get(0)))

        // Then
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("belongs to a cluster of brokers 1, not 1,2,3");
  }

  @Test
  void shouldWriteEveryPathSoThatKafkaReadsItAgain() throws IOException {
    Properties written = new Properties();
    written.setProperty("log.dirs", directory.resolve(OddFolder.NAME + "\\ é 中文").toString());

    Properties read = new Properties();
    read.load(
        new ByteArrayInputStream(BrokerParts.text(written).getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(read).isEqualTo(written);
  }

  private static Properties withoutPlace(BrokerSettings settings) {
    Properties properties = settings.toProperties();
    Stream.of("node.id", "listeners", "advertised.listeners", "log.dirs")
        .forEach(properties::remove);
    return properties;
  }
}
