package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.MalformedRecordException;
import org.junit.jupiter.api.Test;

class BucketKeysTest {

  private final BucketKeys keys = new BucketKeys();

  @Test
  void shouldReadMoreKeysThanItRemembers() {
    for (int round = 0; round < 2; round++) {
      for (int bucket = 0; bucket < 5_000; bucket++) {
        BucketKey key = new BucketKey("gala", bucket);

        BucketKeys.Known read = keys.read(key.encode());

        assertThat(read.key()).isEqualTo(key);
        assertThat(read.name()).isEqualTo("gala/" + bucket);
      }
    }
  }

  @Test
  void shouldRememberAKeyThoughItsBytesAreUsedAgain() {
    byte[] bytes = new BucketKey("gala", 3).encode();
    BucketKeys.Known first = keys.read(bytes);
    bytes[bytes.length - 1] = 4;

    assertThat(keys.read(bytes).name()).isEqualTo("gala/4");
    assertThat(keys.read(new BucketKey("gala", 3).encode())).isSameAs(first);
  }

  @Test
  void shouldRefuseWhatIsNoKeyEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> keys.read(new byte[] {1, 'A', 0}))
          .isInstanceOf(MalformedRecordException.class);
    }
  }
}
