package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpGuideTest {

  private static final Addresses ADDRESSES =
      new Addresses(
          "http://127.0.0.1:8080,http://127.0.0.1:8082",
          "http://127.0.0.1:8090,http://127.0.0.1:8091",
          "http://127.0.0.1:8081",
          "127.0.0.1:9092",
          "127.0.0.1:6379",
          Optional.of(
              new Addresses.Money(
                  "http://127.0.0.1:8100", "http://127.0.0.1:8110", "http://127.0.0.1:8120")));

  @Test
  void shouldSayWhereToLookAndHowToStop() {
    DataDirectory data = new DataDirectory(Path.of("data"));

    assertThat(String.join("\n", UpGuide.lines(ADDRESSES, data)))
        .isEqualTo(
            """

            shake          http://127.0.0.1:8080/
            dashboard      http://127.0.0.1:8081/
            metrics        http://127.0.0.1:8090/metrics
            logs           LOGS
            prove it       ./hongbao audit, in another terminal
            count it       ./hongbao reconcile, likewise
            stop           Ctrl-C; the next ./hongbao up resumes this show
            """
                .replace("LOGS", data.logs().toString()));
  }

  @Test
  void shouldNotOfferToCountWhatNobodyPays() {
    Addresses unpaid =
        new Addresses(
            ADDRESSES.edge(),
            ADDRESSES.admin(),
            ADDRESSES.flink(),
            ADDRESSES.kafka(),
            ADDRESSES.redis(),
            Optional.empty());

    assertThat(UpGuide.lines(unpaid, new DataDirectory(Path.of("data"))))
        .noneMatch(line -> line.contains("reconcile"));
  }

  @Test
  void shouldNameAFolderThatCommandsWouldNotFind() {
    assertThat(UpGuide.lines(ADDRESSES, new DataDirectory(Path.of("/srv/gala"))))
        .contains(
            "prove it       ./hongbao audit --data /srv/gala, in another terminal",
            "stop           Ctrl-C; the next ./hongbao up --data /srv/gala resumes this show");
  }
}
