package io.hongbao.edge.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Replies of HTTP/2 that have begun and whose clients have not taken all of them, over all
 * connections. Each may hold a buffer, so their number is bounded: where one begins beyond the
 * bound, the connection that has left one lying for longest is ended, and all that it holds is
 * free. So clients that take their replies at once are served however many do not. Thread-safe.
 */
final class UntakenReplies {

  private final int maxReplies;
  private final Runnable onEnded;
  private final LinkedHashSet<Reply> oldestFirst = new LinkedHashSet<>();

  /**
   * No replies yet.
   *
   * @param maxReplies at least 1
   * @param onEnded is told of each connection that is ended, in the thread of the one that came
   */
  UntakenReplies(int maxReplies, Runnable onEnded) {
    this.maxReplies = maxReplies;
    this.onEnded = onEnded;
  }

  /**
   * A connection without replies.
   *
   * @param end ends it; called from any thread, and may end it later
   */
  Connection connection(Runnable end) {
    return new Connection(end);
  }

  /** How many there are. */
  synchronized int count() {
    return oldestFirst.size();
  }

  private List<Connection> makeRoom() {
    List<Connection> ended = new ArrayList<>(0);
    while (oldestFirst.size() > maxReplies) {
      Connection oldest = oldestFirst.iterator().next().connection;
      oldest.forgetAll();
      ended.add(oldest);
    }
    return ended;
  }

  /** Whose replies they are. */
  final class Connection {

    private final Runnable end;
    private final List<Reply> replies = new ArrayList<>(1);

    private Connection(Runnable end) {
      this.end = end;
    }

    /** A reply begins. */
    Reply begin() {
      Reply reply = new Reply(this);
      List<Connection> ended;
      synchronized (UntakenReplies.this) {
        replies.add(reply);
        oldestFirst.add(reply);
        ended = makeRoom();
      }
      for (Connection one : ended) {
        onEnded.run();
        one.end.run();
      }
      return reply;
    }

    /** The connection is over, and holds nothing more. */
    void closed() {
      synchronized (UntakenReplies.this) {
        forgetAll();
      }
    }

    private void forgetAll() {
      replies.forEach(oldestFirst::remove);
      replies.clear();
    }
  }

  /** One of them. */
  final class Reply {

    private final Connection connection;

    private Reply(Connection connection) {
      this.connection = connection;
    }

    /** The client has taken all of it, or given it up. */
    void taken() {
      synchronized (UntakenReplies.this) {
        if (oldestFirst.remove(this)) {
          connection.replies.remove(this);
        }
      }
    }
  }
}
