package io.hongbao.rehearsal.audience.websocket;

import io.hongbao.ops.system.Endpoint;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server on loopback, a thread a connection, that becomes a WebSocket and does then what a
 * test writes. It takes masked frames only, as RFC 6455 asks of it.
 */
public final class ScriptedWebSocketServer implements AutoCloseable {

  /** What a test writes. */
  public interface Script {

    /** Of a request that is no upgrade, or that is refused: the whole reply. */
    default Optional<String> replyTo(String request) {
      return Optional.empty();
    }

    default void opened(Client client) throws IOException {}

    void heard(Client client, String message) throws IOException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final AtomicInteger upgrades = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ScriptedWebSocketServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  public static ScriptedWebSocketServer running(Script script) throws IOException {
    ServerSocket listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    ScriptedWebSocketServer server = new ScriptedWebSocketServer(listener, script);
    daemon(server::accept);
    return server;
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", listener.getLocalPort());
  }

  /** Connections that became WebSockets. */
  public int upgrades() {
    return upgrades.get();
  }

  /** Heads of requests, upgrades and others. */
  public List<String> requests() {
    return requests;
  }

  /** Text messages of all clients. */
  public List<String> messages() {
    return messages;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String request = readHead(in);
      requests.add(request);
      Optional<String> reply = script.replyTo(request);
      if (reply.isPresent()) {
        socket.getOutputStream().write(reply.get().getBytes(StandardCharsets.UTF_8));
        return;
      }
      Client client = new Client(socket, request, upgrades.incrementAndGet());
      client.write(switching(request).getBytes(StandardCharsets.US_ASCII));
      script.opened(client);
      while (client.takes(in)) {}
    } catch (IOException e) {
      // the client went away, or the test lets it go
    } finally {
      open.remove(socket);
    }
  }

  private static String switching(String request) {
    String key =
        request
            .lines()
            .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
            .map(line -> line.substring("Sec-WebSocket-Key: ".length()))
            .findFirst()
            .orElseThrow();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + Upgrade.acceptOf(key)
        + "\r\n\r\n";
  }

  private static String readHead(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-websocket-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One of them, as the server sees it. */
  public final class Client {

    private final Socket socket;
    private final String request;
    private final int number;

    private Client(Socket socket, String request, int number) {
      this.socket = socket;
      this.request = request;
      this.number = number;
    }

    /** The head of the upgrade's request. */
    public String request() {
      return request;
    }

    /** Counted over all clients, from 1. */
    public int number() {
      return number;
    }

    /** The address that it comes from. */
    public String peer() {
      return socket.getInetAddress().getHostAddress();
    }

    public void send(String message) throws IOException {
      write(frame(0x81, message.getBytes(StandardCharsets.UTF_8)));
    }

    public void close(int code, String reason) throws IOException {
      byte[] text = reason.getBytes(StandardCharsets.UTF_8);
      byte[] payload =
          ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
      write(frame(0x88, payload));
    }

    /** Ends the connection without a close frame. */
    public void drop() throws IOException {
      socket.close();
    }

    /** Bytes as they are, however wrong. */
    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    private boolean takes(DataInputStream in) throws IOException {
      int first;
      try {
        first = in.read();
      } catch (SocketException dropped) {
        return false;
      }
      if (first < 0) {
        return false;
      }
      int second = in.readUnsignedByte();
      if ((second & 0x80) == 0) {
        throw new UncheckedIOException(new IOException("a frame without a mask"));
      }
      int length = second & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      String text = new String(payload, StandardCharsets.UTF_8);
      switch (first & 0x0F) {
        case 0x1 -> {
          messages.add(text);
          script.heard(this, text);
        }
        case 0xA -> messages.add("pong " + text);
        case 0x8 -> {
          messages.add("close " + (payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort()));
          return false;
        }
        default -> throw new UncheckedIOException(new IOException("opcode of byte " + first));
      }
      return true;
    }
  }

  /** A frame of a server. */
  public static byte[] frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 4);
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else {
      frame.put((byte) 126).putShort((short) payload.length);
    }
    frame.put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }
}
