package io.hongbao.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutgoingBytesTest {

  @Test
  void shouldGiveEveryByteInOrderAndNeverHoldMoreThanTheBound() {
    Random random = new Random(7);
    ByteArrayOutputStream put = new ByteArrayOutputStream();
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    byte[] first = {1, 2, 3};
    put.writeBytes(first);
    OutgoingBytes out = new OutgoingBytes(ByteBuffer.wrap(first), 100);
    for (int i = 0; i < 10_000; i++) {
      byte[] frame = new byte[random.nextInt(40)];
      random.nextBytes(frame);
      int held = out.left().remaining();
      boolean isAdded = out.add(frame);
      assertThat(isAdded).isEqualTo(held + frame.length <= 100);
      if (isAdded) {
        put.writeBytes(frame);
      }
      ByteBuffer left = out.left();
      byte[] some = new byte[random.nextInt(left.remaining() + 1)];
      left.get(some);
      taken.writeBytes(some);
      out.taken(some.length);
    }
    byte[] rest = new byte[out.left().remaining()];
    out.left().get(rest);
    taken.writeBytes(rest);
    out.taken(rest.length);
    assertThat(out.isEmpty()).isTrue();
    assertThat(taken.toByteArray()).isEqualTo(put.toByteArray());
  }
}
