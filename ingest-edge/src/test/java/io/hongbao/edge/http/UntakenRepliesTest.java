package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UntakenRepliesTest {

  private final List<String> ended = new ArrayList<>();
  private final AtomicInteger counted = new AtomicInteger();
  private final UntakenReplies untaken = new UntakenReplies(3, counted::incrementAndGet);

  private UntakenReplies.Connection connection(String name) {
    return untaken.connection(() -> ended.add(name));
  }

  @Test
  void shouldEndWhoseReplyIsTheOldestWithAllThatItHolds() {
    UntakenReplies.Connection first = connection("first");
    UntakenReplies.Connection second = connection("second");
    first.begin();
    second.begin();
    first.begin();

    connection("newcomer").begin();

    assertThat(ended).containsExactly("first");
    assertThat(counted).hasValue(1);
    assertThat(untaken.count()).isEqualTo(2);
  }

  @Test
  void shouldGoByTheReplyAndNotByTheConnection() {
    UntakenReplies.Connection busy = connection("busy");
    UntakenReplies.Reply taken = busy.begin();
    connection("deaf").begin();
    busy.begin();
    taken.taken();
    busy.begin();

    connection("newcomer").begin();

    assertThat(ended).containsExactly("deaf");
  }

  @Test
  void shouldEndNobodyWhileRepliesAreTaken() {
    UntakenReplies.Connection connection = connection("any");
    for (int i = 0; i < 100; i++) {
      UntakenReplies.Reply reply = connection.begin();
      reply.taken();
      reply.taken();
    }

    assertThat(ended).isEmpty();
    assertThat(untaken.count()).isZero();
  }

  @Test
  void shouldForgetAConnectionThatIsClosedAndRepliesThatAreTakenAfterThat() {
    UntakenReplies.Connection closed = connection("closed");
    UntakenReplies.Reply late = closed.begin();
    closed.begin();
    closed.closed();
    late.taken();

    assertThat(untaken.count()).isZero();
    assertThat(ended).isEmpty();
  }

  @Test
  void shouldEndAConnectionThatHoldsThemAllItself() {
    UntakenReplies.Connection greedy = connection("greedy");
    for (int i = 0; i < 4; i++) {
      greedy.begin();
    }

    assertThat(ended).containsExactly("greedy");
    assertThat(untaken.count()).isZero();
  }
}
