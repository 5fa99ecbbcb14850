package io.hongbao.rehearsal.audience.http;

import io.hongbao.ops.system.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A real server on loopback, a thread a connection, whose replies a test writes as text. It reads
 * head and body of each request.
 */
public final class ScriptedServer implements AutoCloseable {

  /** At the end of a reply: the connection is closed behind it, even within its body. */
  public static final String THEN_CLOSE = "\0";

  private final ServerSocket listener;
  private final Function<String, String> script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ScriptedServer(ServerSocket listener, Function<String, String> script) {
    this.listener = listener;
    this.script = script;
  }

  /**
   * Starts a server.
   *
   * @param script from a request's text to the whole reply; an empty one is never sent, null closes
   *     the connection
   */
  public static ScriptedServer replying(Function<String, String> script) throws IOException {
    ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    ScriptedServer server = new ScriptedServer(listener, script);
    daemon(server::accept);
    return server;
  }

  /** A port on which nobody listens. */
  public static Endpoint nobodyHere() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", listener.getLocalPort());
    }
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", listener.getLocalPort());
  }

  public int connections() {
    return connections.get();
  }

  /** The requests in the order of their coming. */
  public List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        connections.incrementAndGet();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String request = read(in); request != null; request = read(in)) {
        requests.add(request);
        String reply = script.apply(request);
        if (reply == null) {
          return;
        }
        boolean closes = reply.endsWith(THEN_CLOSE);
        String text = closes ? reply.substring(0, reply.length() - THEN_CLOSE.length()) : reply;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        if (closes) {
          return;
        }
      }
    } catch (IOException e) {
      // the client went away, as it may
    } finally {
      open.remove(socket);
    }
  }

  private static String read(BufferedReader in) throws IOException {
    StringBuilder request = new StringBuilder();
    int bodyLength = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      request.append(line).append('\n');
      if (line.startsWith("Content-Length: ")) {
        bodyLength = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
      if (line.isEmpty()) {
        char[] body = new char[bodyLength];
        for (int at = 0; at < bodyLength; ) {
          at += in.read(body, at, bodyLength - at);
        }
        return request.append(body).toString();
      }
    }
    return null;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
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
}
