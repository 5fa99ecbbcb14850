package io.hongbao.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.edge.live.FrameParser.Parsed;
import io.hongbao.edge.live.FrameParser.Parsed.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {

  private final FrameParser parser = new FrameParser(1_024);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 1_024})
  void shouldReadAFrameOfEachLengthOnlyWhenItIsWhole(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    byte[] bytes = LiveClient.frame(LiveClient.FIN | LiveClient.TEXT, payload);
    for (int part = 0; part < bytes.length; part++) {
      ByteBuffer in = ByteBuffer.wrap(bytes, 0, part);
      assertThat(parser.next(in)).isEqualTo(Parsed.INCOMPLETE);
      assertThat(in.remaining()).isEqualTo(part);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Frame frame = (Frame) parser.next(in);
    assertThat(frame.isFinal()).isTrue();
    assertThat(frame.opcode()).isEqualTo(LiveClient.TEXT);
    assertThat(frame.payload()).isEqualTo(payload);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void shouldTakeOneFrameAtATime() {
    ByteBuffer in =
        ByteBuffer.wrap(
            LiveClient.together(
                LiveClient.text("first"), LiveClient.frame(LiveClient.TEXT, new byte[] {1})));
    assertThat(((Frame) parser.next(in)).payload()).asString().isEqualTo("first");
    assertThat(((Frame) parser.next(in)).isFinal()).isFalse();
    assertThat(parser.next(in)).isEqualTo(Parsed.INCOMPLETE);
  }

  @Test
  void shouldRefuseALargeFrameByItsLengthAlone() {
    byte[] head = Arrays.copyOf(LiveClient.frame(LiveClient.TEXT, new byte[1_025]), 4);
    Parsed.Violation violation = (Parsed.Violation) parser.next(ByteBuffer.wrap(head));
    assertThat(violation.reason().code()).isEqualTo(1009);
  }

  @Test
  void shouldNeverThrowWhateverComes() {
    Random random = new Random(15);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      Parsed parsed = parser.next(in);
      while (parsed instanceof Frame frame) {
        assertThat(frame.payload().length).isLessThanOrEqualTo(1_024);
        parsed = parser.next(in);
      }
    }
  }
}
