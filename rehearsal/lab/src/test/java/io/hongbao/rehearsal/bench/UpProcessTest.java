package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.system.LocalPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout's {@code up}, whose command is a script. */
class UpProcessTest {

  private static final LocalPorts PORTS = new LocalPorts(1, 2, 3, 4, 5);

  @TempDir private Path folder;

  @Test
  void shouldFindTheEdgeInTheLineThatSaysReady() {
    String ready =
        "READY edge=http://127.0.0.1:21001 admin=http://127.0.0.1:21002 flink=x kafka=y redis=z";

    assertThat(UpProcess.ready(OutputLines.of("starts\n" + ready + "\n")))
        .hasValue(
            new UpProcess.Ready(
                new Endpoint("127.0.0.1", 21_001), new Endpoint("127.0.0.1", 21_002)));
    assertThat(UpProcess.ready(OutputLines.of("starts\n" + ready))).isEmpty();
  }

  @Test
  void shouldAskForNoOptionThatABuildDoesNotKnow() {
    DataDirectory data = new DataDirectory(folder);

    assertThat(UpProcess.arguments("--processes", data, folder.resolve("b.yaml"), PORTS))
        .containsExactly(
            "up",
            "--processes",
            "--data=" + data.root(),
            "--campaign=" + folder.resolve("b.yaml"),
            "--edge-port=1",
            "--admin-port=2",
            "--flink-port=3",
            "--kafka-port=4",
            "--redis-port=5");
    assertThat(UpProcess.arguments("[--warm-up=SECONDS]", data, folder.resolve("b.yaml"), PORTS))
        .endsWith("--warm-up=0");
    assertThat(
            UpProcess.arguments(
                "[--wallet-database=URL|none]", data, folder.resolve("b.yaml"), PORTS))
        .endsWith("--wallet-database=none");
  }

  @Test
  void shouldStartItAndEndItBySigterm() throws Exception {
    Checkout checkout =
        checkout(
            """
            trap 'echo ended; exit 0' TERM
            echo "READY edge=http://127.0.0.1:1 admin=http://127.0.0.1:2 flink= kafka= redis="
            echo "$HONGBAO_RAMP_PER_SECOND"
            while :; do sleep 0.05; done
            """);
    DataDirectory data = new DataDirectory(folder.resolve("data"));

    UpProcess up =
        UpProcess.start(
            checkout, "", data, folder.resolve("b.yaml"), Map.of("HONGBAO_RAMP_PER_SECOND", "7"));
    try (up) {
      assertThat(up.edge()).isEqualTo(new Endpoint("127.0.0.1", 1));
      assertThat(UpProcess.pidFile(data)).exists();
    }

    assertThat(data.root().resolve("up.txt")).content().contains("\n7\n").endsWith("ended\n");
    assertThat(UpProcess.pidFile(data)).doesNotExist();
  }

  @Test
  void shouldSayWhyItHasEnded() throws IOException {
    Checkout checkout = checkout("echo 'hongbao: too little memory'; exit 3");
    DataDirectory data = new DataDirectory(folder.resolve("data"));

    assertThatThrownBy(
            () -> UpProcess.start(checkout, "", data, folder.resolve("b.yaml"), Map.of()))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage("up --processes of " + checkout + " has ended: hongbao: too little memory");
  }

  private Checkout checkout(String does) throws IOException {
    Path command = Files.writeString(folder.resolve("hongbao"), "#!/bin/sh\n" + does);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Checkout(folder.toRealPath());
  }
}
