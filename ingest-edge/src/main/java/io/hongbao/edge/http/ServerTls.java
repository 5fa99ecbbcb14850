package io.hongbao.edge.http;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which certificate the public port is known: that of two files, and of other content as soon as
 * there is some that can be used. Connections that are open stay as they are.
 */
final class ServerTls implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;

  /** A chain of a few certificates has some 10 kB. */
  private static final long MAX_BYTES = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  static {
    // TLS 1.2 lets a client ask for one costly handshake after the other on one connection.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private final TlsSettings settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private String seen;
  private SSLContext context;

  private ServerTls(TlsSettings settings, String seen, SSLContext context) {
    this.settings = settings;
    this.seen = seen;
    this.context = context;
  }

  /**
   * Reads both files.
   *
   * @throws OperationFailedException naming the files, if they cannot be used
   */
  static ServerTls read(TlsSettings settings) {
    try {
      String certificate = text(settings.certificate());
      String key = text(settings.key());
      return new ServerTls(settings, certificate + key, PemIdentity.contextOf(certificate, key));
    } catch (IOException | IllegalArgumentException e) {
      throw new OperationFailedException(named(settings) + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is too large: expected at most " + MAX_BYTES + " bytes");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static String named(TlsSettings settings) {
    return "the certificate in " + settings.certificate() + " with the key in " + settings.key();
  }

  SSLContext context() {
    return context;
  }

  /** Looks every second from now on, and tells of other content. */
  void follow(Consumer<SSLContext> onNew) {
    Thread thread = new Thread(() -> run(onNew), "edge-certificate");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Consumer<SSLContext> onNew) {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        look(onNew);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. Of two files one is replaced first: that is no pair yet, and changes nothing. */
  void look(Consumer<SSLContext> onNew) {
    try {
      String certificate = text(settings.certificate());
      String key = text(settings.key());
      if (seen.equals(certificate + key)) {
        return;
      }
      seen = certificate + key;
      context = PemIdentity.contextOf(certificate, key);
      onNew.accept(context);
      LOG.info("{} is used from now on", named(settings));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} stays as it was read before: {}", named(settings), e.getMessage());
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
