package io.hongbao.proof.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShakeBookTest {

  @Test
  void shouldKeepWhatIsKnownOfEachShakeWhileItGrows() {
    ShakeBook book = new ShakeBook();
    for (int shake = 0; shake < 50_000; shake++) {
      int slot = book.slotOf(key(shake));
      book.setDecided(slot, shake + 1);
      book.setHeard(slot, 2 * shake + 1);
      book.setPosition(slot, RecordPosition.ofShakes(shake % 64, 1L << 40 | shake));
      book.set(slot, ShakeBook.LOGGED);
      if (shake % 2 == 0) {
        book.set(slot, ShakeBook.ACKNOWLEDGED);
      }
    }

    for (int shake = 0; shake < 50_000; shake++) {
      int slot = book.slotOf(key(shake));
      assertThat(book.decided(slot)).isEqualTo(shake + 1);
      assertThat(book.heard(slot)).isEqualTo(2 * shake + 1);
      assertThat(book.position(slot))
          .isEqualTo(RecordPosition.ofShakes(shake % 64, 1L << 40 | shake));
      assertThat(book.has(slot, ShakeBook.ACKNOWLEDGED)).isEqualTo(shake % 2 == 0);
    }
    assertThat(book.count(ShakeBook.LOGGED)).isEqualTo(50_000);
    assertThat(book.count(ShakeBook.ACKNOWLEDGED)).isEqualTo(25_000);
    assertThat(book.countUndecided()).isZero();
  }

  @Test
  void shouldCountLoggedShakesWithoutAnOutcome() {
    ShakeBook book = new ShakeBook();
    book.set(book.slotOf(0), ShakeBook.LOGGED);
    book.set(book.slotOf(7), ShakeBook.ACKNOWLEDGED);

    assertThat(book.countUndecided()).isEqualTo(1);
  }

  @Test
  void shouldTellShakesApart() {
    Set<Long> keys = new HashSet<>();
    for (int user = 0; user < 2_000; user++) {
      for (int turn = 0; turn < 50; turn++) {
        keys.add(ShakeKey.of("gala", "phone-" + user, new ShakeId("first", turn)));
      }
    }
    keys.add(ShakeKey.of("gal", "aphone-1", new ShakeId("first", 1)));
    keys.add(ShakeKey.of("gala", "phone-1f", new ShakeId("irst", 1)));

    assertThat(keys).hasSize(100_002);
  }

  private static long key(int shake) {
    return ShakeKey.of("gala", "u" + shake, new ShakeId("first", shake % 7));
  }
}
