package io.hongbao.edge.http;

import io.hongbao.edge.gate.Gates;
import io.hongbao.edge.risk.PeerAddresses;
import io.hongbao.edge.ticket.TicketMint;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Both ports of an edge. The admin port has a thread of its own, so that it answers however busy
 * the public one is.
 */
public final class HttpFront implements AutoCloseable {

  private static final List<String> PAGE_SCRIPTS =
      List.of(
          "app.js",
          "art.js",
          "boot.js",
          "clock.js",
          "dom.js",
          "edge.js",
          "motion.js",
          "sheet.js",
          "store.js",
          "view.js");

  private static final int MOST_ADMIN_CONNECTIONS = 64;

  private final Undertow publicServer;
  private final Undertow adminServer;

  private HttpFront(Undertow publicServer, Undertow adminServer) {
    this.publicServer = publicServer;
    this.adminServer = adminServer;
  }

  /**
   * Opens both ports.
   *
   * @param devMint mints tickets for whoever asks; empty outside development
   * @param reasonsNotReady empty when the edge is ready
   * @throws IllegalStateException naming the port if one is taken
   */
  public static HttpFront start(
      HttpSettings settings,
      EdgeServices services,
      Optional<TicketMint> devMint,
      Supplier<List<String>> reasonsNotReady) {
    Undertow publicServer =
        HttpServers.start(
            HttpServers.hardened(settings.address(), settings.port(), settings.mostConnections())
                .setIoThreads(settings.ioThreads())
                .setWorkerThreads(1),
            publicCalls(settings, services, devMint),
            "the public calls",
            settings.port());
    try {
      Undertow adminServer =
          HttpServers.start(
              HttpServers.hardened(settings.address(), settings.adminPort(), MOST_ADMIN_CONNECTIONS)
                  .setIoThreads(1)
                  .setWorkerThreads(1),
              AdminHandler.create(reasonsNotReady, services.metrics(), services.lastResort()),
              "the admin calls",
              settings.adminPort());
      return new HttpFront(publicServer, adminServer);
    } catch (RuntimeException e) {
      publicServer.stop();
      throw e;
    }
  }

  private static HttpHandler publicCalls(
      HttpSettings settings, EdgeServices services, Optional<TicketMint> devMint) {
    LastResort lastResort = services.lastResort();
    BodyReader bodies = new BodyReader(settings.mostBodyBytes(), lastResort);
    Gates gates =
        new Gates(
            services.tickets(),
            settings.mostBodyBytes(),
            services.shows(),
            services.verdicts(),
            services.load(),
            services.desk());
    Peers peers = new Peers(new PeerAddresses(settings.trustedProxies()));
    PageHandler page = new PageHandler("index.html", "text/html; charset=utf-8");
    Routes routes =
        new Routes(lastResort)
            .post("/v1/shakes", new ShakeHandler(gates, bodies, peers, services))
            .getBelow(LookupHandler.PREFIX, new LookupHandler(peers, services))
            .get("/v1/packets", new PacketsHandler(services))
            .get("/v1/show", new ShowHandler(services.shows(), services.clock()))
            .get("/", page)
            .get("/index.html", page)
            .get("/style.css", new PageHandler("style.css", "text/css; charset=utf-8"));
    routes.get("/openapi.yaml", new PageHandler("openapi.yaml", "application/yaml; charset=utf-8"));
    for (String script : PAGE_SCRIPTS) {
      routes.get("/" + script, new PageHandler(script, "text/javascript; charset=utf-8"));
    }
    devMint.ifPresent(
        mint ->
            routes.post(
                "/dev/login",
                new DevLoginHandler(mint, services.tickets().maxLife(), bodies, services.clock())));
    return routes;
  }

  public int port() {
    return portOf(publicServer);
  }

  public int adminPort() {
    return portOf(adminServer);
  }

  private static int portOf(Undertow server) {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    publicServer.stop();
    adminServer.stop();
  }
}
