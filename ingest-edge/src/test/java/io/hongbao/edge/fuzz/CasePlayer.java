package io.hongbao.edge.fuzz;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.fuzz.Expected.End;
import io.hongbao.edge.fuzz.FuzzCase.Goodbye;
import io.hongbao.edge.fuzz.ReplyReader.NoReplyException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Plays cases against an edge and holds what comes back against what is owed. Thread-safe. */
final class CasePlayer {

  private final int publicPort;
  private final int adminPort;
  private final Executor senders;

  /**
   * A player of cases.
   *
   * @param senders has a thread for each case that is played at once
   */
  CasePlayer(int publicPort, int adminPort, Executor senders) {
    this.publicPort = publicPort;
    this.adminPort = adminPort;
    this.senders = senders;
  }

  /** Plays a case; says what was wrong, if anything was. */
  @SuppressWarnings("try") // Closed early, so that whoever sends ends.
  Optional<String> play(FuzzCase played) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) Patience.LIMIT.toMillis());
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), played.isAdmin() ? adminPort : publicPort));
      if (played.goodbye() == Goodbye.CLOSE || played.goodbye() == Goodbye.RESET) {
        send(played, socket);
        socket.setSoLinger(played.goodbye() == Goodbye.RESET, 0);
        return Optional.empty();
      }
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> send(played, socket), senders);
      Optional<String> complaint = judge(played, socket);
      socket.close();
      sending.join();
      return complaint;
    } catch (IOException e) {
      return Optional.of("cannot connect: " + e);
    }
  }

  private static void send(FuzzCase played, Socket socket) {
    try {
      for (byte[] piece : played.pieces()) {
        socket.getOutputStream().write(piece);
      }
      if (played.goodbye() == Goodbye.END_SENDING) {
        socket.shutdownOutput();
      }
    } catch (IOException refused) {
      // The edge may end a connection while something is sent; what it owed is judged elsewhere.
    }
  }

  private static Optional<String> judge(FuzzCase played, Socket socket) {
    List<FuzzRequest> requests = played.requests();
    int owed = played.owedReplies();
    boolean isUnclear = owed < requests.size();
    int heard = 0;
    try {
      ReplyReader replies = new ReplyReader(new BufferedInputStream(socket.getInputStream()));
      while (heard < owed) {
        Expected expected = requests.get(heard).expected();
        Optional<FuzzReply> reply = replies.next(expected.isToHead());
        if (reply.isEmpty()) {
          return Optional.of(missing(heard, owed, "the connection ended"));
        }
        Optional<String> complaint = reply.get().complaint(expected);
        if (complaint.isPresent()) {
          return Optional.of("reply " + (heard + 1) + ": " + complaint.get());
        }
        heard++;
      }
      if (played.goodbye() == Goodbye.READ_AND_CLOSE) {
        return Optional.empty();
      }
      return judgeRest(requests, owed, replies);
    } catch (SocketTimeoutException e) {
      return Optional.of(missing(heard, owed, "nothing came, not even an end"));
    } catch (NoReplyException e) {
      return Optional.of("after " + heard + " replies: " + e.getMessage());
    } catch (IOException e) {
      boolean mayBreak = isUnclear; // What came unasked for may reset the connection.
      return mayBreak ? Optional.empty() : Optional.of(missing(heard, owed, e.toString()));
    }
  }

  /** Whatever the edge takes it for, it is answered in HTTP. */
  private static Optional<String> judgeRest(
      List<FuzzRequest> requests, int owed, ReplyReader replies) throws IOException {
    boolean isOver = owed > 0 && requests.get(owed - 1).expected().end() == End.ENDS;
    boolean isFirst = owed < requests.size() && !isOver;
    for (Optional<FuzzReply> reply = replies.next(false);
        reply.isPresent();
        reply = replies.next(false)) {
      if (isOver || owed == requests.size()) {
        return Optional.of("a reply to nothing: " + reply.get());
      }
      Optional<String> complaint =
          isFirst && requests.get(owed).expected().end() == End.UNCLEAR
              ? reply.get().complaint(requests.get(owed).expected())
              : reply.get().complaint(false);
      if (complaint.isPresent()) {
        return Optional.of("a reply after those that were owed: " + complaint.get());
      }
      isFirst = false;
    }
    return Optional.empty();
  }

  private static String missing(int heard, int owed, String why) {
    return String.format(Locale.ROOT, "%d replies, expected %d: %s", heard, owed, why);
  }
}
