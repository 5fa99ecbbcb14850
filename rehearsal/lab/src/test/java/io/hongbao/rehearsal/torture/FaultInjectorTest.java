package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import io.hongbao.rehearsal.torture.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FaultInjectorTest {

  @TempDir private Path folder;

  private Process victim;
  private FaultInjector injector;

  @BeforeEach
  void startVictim() throws IOException {
    victim = new ProcessBuilder("sleep", "60").start();
    var data = new DataDirectory(folder);
    Files.createDirectories(data.pids());
    Files.writeString(data.pidFile("redis-1"), victim.pid() + "\n");
    injector = new FaultInjector(data, Optional.empty());
  }

  @AfterEach
  void endVictim() {
    victim.destroyForcibly();
  }

  @Test
  void shouldKillTheProcessOfThePidFile() throws Exception {
    long beforeMillis = System.currentTimeMillis();

    InjectedFault injected = injector.strike(redis(Kind.KILL, Duration.ZERO));

    assertThat(victim.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(victim.exitValue()).isEqualTo(128 + 9);
    assertThat(injected.pid()).isEqualTo(victim.pid());
    assertThat(injected.atMillis()).isBetween(beforeMillis, System.currentTimeMillis());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldStopAProcessAndLetItGoOnInTime() throws Exception {
    InjectedFault injected = injector.strike(redis(Kind.PAUSE, Duration.ofMillis(300)));
    await().until(() -> state().equals("T"));

    injector.endInTime(injected);

    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(injected.untilMillis());
    await().until(() -> state().equals("S"));
  }

  private static Fault redis(Kind kind, Duration lasts) {
    return new Fault(kind, PartKind.REDIS, 1, lasts, Duration.ZERO, false);
  }

  /** As proc(5) has it: the word behind the name in brackets. */
  private String state() throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(victim.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 2)[0];
  }
}
