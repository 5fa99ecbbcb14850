package io.hongbao.rules.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final SignalPlan PLAN = SignalPlan.of(List.of());

  private final Intake intake = new Intake(PLAN);
  private IntakeState state = new IntakeState();

  @Test
  void shouldTellTurnsFromRepeats() {
    List<SignalVector> vectors =
        intake.admit(
            state, 1_000, List.of(shake(100, "gala/first-1", 1), shake(600, "gala/first-1", 4)));

    assertThat(vectors).extracting(SignalVector::shakes).containsExactly(1, 0);
    assertThat(vectors).extracting(SignalVector::requests).containsExactly(1, 4);
  }

  @Test
  void shouldNotCountWhatTheEdgeAppendedAgain() {
    intake.admit(state, 1_000, List.of(shake(100, "gala/first-1", 1)));
    state = readBack(state);

    assertThat(intake.admit(state, 2_000, List.of(shake(1_100, "gala/first-1", 0)))).isEmpty();
  }

  private static IntakeState readBack(IntakeState state) {
    RecordWriter writer = new RecordWriter(96);
    state.write(writer);
    RecordReader reader = new RecordReader(writer.toBytes());
    IntakeState read = IntakeState.read(reader);
    reader.expectEnd();
    return read;
  }

  @Test
  void shouldCountAPacketOnceAndWhereTheWinnerShook() {
    RiskEvent win = new RiskEvent(900, 900, "u1", "", "", "", 0, "p1", 188);

    List<SignalVector> vectors =
        intake.admit(state, 1_000, List.of(win, win, shake(100, "gala/first-1", 1)));

    assertThat(vectors).hasSize(2);
    SignalVector won = vectors.get(1);
    assertThat(won.packets()).isEqualTo(1);
    assertThat(won.amountFen()).isEqualTo(188);
    assertThat(won.device()).isEqualTo("d1");
    assertThat(won.address()).isEqualTo("203.0.113.7");
    assertThat(won.requests()).isZero();
    assertThat(intake.admit(readBack(state), 2_000, List.of(win))).isEmpty();
  }

  @Test
  void shouldNotMindTheOrderOfArrival() {
    List<RiskEvent> events = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      events.add(
          new RiskEvent(
              50L * i,
              50L * i,
              "u1",
              "d" + i % 3,
              "203.0.113." + i % 2,
              "gala/first-" + i % 4,
              1,
              "",
              0));
    }
    List<String> inOrder = texts(events);
    Collections.shuffle(events, new Random(4));

    assertThat(texts(events)).isEqualTo(inOrder);
  }

  private List<String> texts(List<RiskEvent> events) {
    return intake.admit(new IntakeState(), 1_000, events).stream()
        .map(vector -> vector.stampMillis() + vector.device() + vector.address() + vector.shakes())
        .toList();
  }

  private static RiskEvent shake(long at, String turn, int requests) {
    return new RiskEvent(at, at, "u1", "d1", "203.0.113.7", turn, requests, "", 0);
  }
}
