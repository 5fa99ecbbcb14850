package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void shouldCountTheCoresOfTheWholeMachine() {
    List<String> cpuinfo =
        List.of(
            "processor\t: 0",
            "model name\t: Some Processor @ 3 GHz",
            "",
            "processor\t: 1",
            "model name\t: Some Processor @ 3 GHz");

    Machine machine = Machine.of(cpuinfo, "1.25 2.00 3.00 1/200 4242\n", "Linux 6", "JVM 17");

    assertThat(machine)
        .isEqualTo(new Machine(2, "Some Processor @ 3 GHz", "Linux 6", "JVM 17", 1.25));
    assertThat(machine.toString())
        .isEqualTo(
            "2 cores of Some Processor @ 3 GHz, Linux 6, JVM 17, load average 1.25 at the start");
  }

  @Test
  void shouldReadThisMachine() {
    assertThat(Machine.read().cores()).isPositive();
  }
}
