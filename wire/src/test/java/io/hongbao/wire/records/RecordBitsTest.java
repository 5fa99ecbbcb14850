package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBitsTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0123456789abcdefL})
  void shouldKeepAllBits(long bits) {
    byte[] bytes = new RecordWriter(1).writeByte(7).writeBits(bits).toBytes();

    RecordReader reader = new RecordReader(bytes);

    assertThat(bytes).hasSize(9);
    assertThat(reader.readByte()).isEqualTo(7);
    assertThat(reader.readBits()).isEqualTo(bits);
    reader.expectEnd();
  }

  @Test
  void shouldRefuseSevenBytes() {
    assertThatThrownBy(() -> new RecordReader(new byte[7]).readBits())
        .isInstanceOf(MalformedRecordException.class);
  }
}
