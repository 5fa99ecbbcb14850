package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.ServerPids;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An echo as a process of its own, measured in earnest but for an instant. */
class EchoBaselineTest {

  @TempDir private Path folder;

  @Test
  void shouldMeasureAnEchoAndEndIt() throws Exception {
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    List<String> progress = new CopyOnWriteArrayList<>();
    Notes notes = new Notes(progress::add);
    Requests requests = Requests.shakes(100, "127.0.0.1", "", user -> "ticket-" + user);
    List<Double> perSecond;
    List<Double> microsEach;
    try (EchoProcess echo = EchoProcess.start(data, 63)) {
      ServerPids pids = ServerPids.read(data.pids());
      pids.pinAll(0);
      EchoBaseline baseline =
          new EchoBaseline(
              new Meter(pids, notes), notes, BenchSystem.address(echo.endpoint()), requests, 16);
      baseline.measure(Duration.ofMillis(500));
      perSecond = baseline.perSecond();
      microsEach = baseline.microsEach();
    }

    assertThat(perSecond).hasSize(1).allSatisfy(rate -> assertThat(rate).isPositive());
    assertThat(microsEach).hasSize(1).allSatisfy(each -> assertThat(each).isPositive());
    assertThat(progress).anySatisfy(line -> assertThat(line).startsWith("echo "));
    assertThat(data.pids()).isEmptyDirectory();
  }
}
