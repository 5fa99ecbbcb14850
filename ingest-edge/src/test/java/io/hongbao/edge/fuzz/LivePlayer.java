package io.hongbao.edge.fuzz;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.fuzz.LiveCase.Goodbye;
import io.hongbao.edge.fuzz.LiveFrame.Owed;
import io.hongbao.edge.fuzz.ReplyReader.NoReplyException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Plays long connections and holds what comes back against what is owed. Thread-safe. */
final class LivePlayer {

  private static final byte[] CLOSE =
      LiveFrame.encoded(LiveFrame.FIN | LiveFrame.CLOSE, new byte[] {3, (byte) 0xe8}, 7);
  private static final int MAX_FRAME_BYTES = 64 * 1024;

  private final int port;
  private final Executor senders;

  /**
   * A player of cases.
   *
   * @param senders has a thread for each case that is played at once
   */
  LivePlayer(int port, Executor senders) {
    this.port = port;
    this.senders = senders;
  }

  /** Plays a case; says what was wrong, if anything was. */
  Optional<String> play(LiveCase played) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) Patience.LIMIT.toMillis());
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return play(played, socket);
    } catch (SocketTimeoutException e) {
      return Optional.of("nothing came, not even an end");
    } catch (NoReplyException e) {
      return Optional.of("no reply to the upgrade: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of("the connection broke: " + e);
    }
  }

  private Optional<String> play(LiveCase played, Socket socket) throws IOException {
    byte[] upgrade = played.upgrade().getBytes(StandardCharsets.US_ASCII);
    CompletableFuture<Void> sending = new CompletableFuture<>();
    if (played.isEager()) {
      sending =
          CompletableFuture.runAsync(
              () -> {
                send(List.of(upgrade), socket);
                send(played.pieces(), socket);
              },
              senders);
    } else {
      socket.getOutputStream().write(upgrade);
    }
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    Optional<FuzzReply> reply = new ReplyReader(in).next(false);
    if (reply.isEmpty()) {
      return Optional.of("no reply to the upgrade");
    }
    Optional<String> complaint = reply.get().complaint(Expected.of(played.statuses(), ""));
    if (complaint.isPresent() || reply.get().status() != FuzzReply.SWITCHING) {
      return complaint;
    }
    if (!played.isEager()) {
      sending = CompletableFuture.runAsync(() -> send(played.pieces(), socket), senders);
    }
    complaint = converse(played, socket, in, sending);
    socket.close();
    sending.join();
    return complaint;
  }

  private static void send(List<byte[]> pieces, Socket socket) {
    try {
      for (byte[] piece : pieces) {
        socket.getOutputStream().write(piece);
      }
    } catch (IOException refused) {
      // The edge may end a connection while something is sent; what it owed is judged elsewhere.
    }
  }

  private static Optional<String> converse(
      LiveCase played, Socket socket, DataInputStream in, CompletableFuture<Void> sending)
      throws IOException {
    LiveHeard heard = new LiveHeard(played);
    boolean isUnclear = played.owed(Owed.UNCLEAR) > 0;
    if (played.goodbye() == Goodbye.RESET) {
      sending.join();
      socket.setSoLinger(true, 0);
      return Optional.empty();
    }
    boolean isBroken = played.goodbye() == Goodbye.END_SENDING || isUnclear;
    if (isBroken) {
      sending.join();
      endSending(socket);
    }
    boolean hasSaidGoodbye = false;
    try {
      while (true) {
        if (played.goodbye() == Goodbye.POLITE && !hasSaidGoodbye && heard.hasAll()) {
          sending.join();
          socket.getOutputStream().write(CLOSE);
          hasSaidGoodbye = true;
        }
        int first = in.read();
        if (first < 0) {
          break;
        }
        Optional<String> complaint = frame(first, in, heard);
        if (complaint.isPresent()) {
          return complaint;
        }
        if (heard.isClosed() && !hasSaidGoodbye) {
          hasSaidGoodbye = true;
          send(List.of(CLOSE), socket);
          endSending(socket);
        }
      }
    } catch (SocketTimeoutException e) {
      return Optional.of("nothing came, not even an end; missing " + heard.missing());
    } catch (EOFException e) {
      return Optional.of("the connection ended within a frame");
    } catch (IOException e) {
      // A reset, once both have said goodbye, or where that is not owed.
    }
    return isBroken || heard.isClosed()
        ? Optional.empty()
        : Optional.of("the connection ended without a close; missing " + heard.missing());
  }

  private static void endSending(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // It is over already.
    }
  }

  private static Optional<String> frame(int first, DataInputStream in, LiveHeard heard)
      throws IOException {
    int second = in.readUnsignedByte();
    if ((first & 0xf0) != LiveFrame.FIN || second > 127) {
      return Optional.of("no frame of an edge: it begins with " + first + ", " + second);
    }
    long length = second == 127 ? in.readLong() : second == 126 ? in.readUnsignedShort() : second;
    boolean isShortest = second < 126 || length > (second == 126 ? 125 : 0xffff);
    if (length < 0 || length > MAX_FRAME_BYTES || !isShortest) {
      return Optional.of("a frame of " + length + " bytes");
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return heard.hear(first & 0x0f, payload);
  }
}
