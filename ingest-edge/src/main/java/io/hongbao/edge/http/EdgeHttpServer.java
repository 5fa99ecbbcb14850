package io.hongbao.edge.http;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.call.ClaimCall;
import io.hongbao.edge.call.PacketsCall;
import io.hongbao.edge.call.ShakeCall;
import io.hongbao.edge.call.ShowCall;
import io.hongbao.edge.call.WalletCall;
import io.hongbao.edge.gate.Gates;
import io.hongbao.edge.http.ClaimHandler.Kind;
import io.hongbao.edge.live.LiveCalls;
import io.hongbao.edge.live.LiveServer;
import io.hongbao.edge.risk.TrustedProxies;
import io.hongbao.tickets.TicketMint;
import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Both ports of an edge. The admin port has a thread of its own, so that it answers however busy
 * the public one is.
 */
public final class EdgeHttpServer implements AutoCloseable {

  private static final List<String> PAGE_SCRIPTS =
      List.of(
          "advice.js",
          "app.js",
          "art.js",
          "boot.js",
          "clock.js",
          "dom.js",
          "edge.js",
          "live.js",
          "motion.js",
          "policy.js",
          "resources.js",
          "sheet.js",
          "store.js",
          "view.js");

  private static final int MAX_ADMIN_CONNECTIONS = 64;

  private final HttpServer publicServer;
  private final HttpServer adminServer;
  private final LiveServer liveServer;

  private EdgeHttpServer(HttpServer publicServer, HttpServer adminServer, LiveServer liveServer) {
    this.publicServer = publicServer;
    this.adminServer = adminServer;
    this.liveServer = liveServer;
  }

  /**
   * Opens both ports.
   *
   * @param devMint what mints tickets for whoever asks; empty outside development
   * @param reasonsNotReady empty when the edge is ready
   * @throws OperationFailedException naming the port if one is taken
   */
  public static EdgeHttpServer start(
      HttpSettings settings,
      EdgeServices services,
      Optional<Supplier<TicketMint>> devMint,
      Supplier<List<String>> reasonsNotReady) {
    PublicCalls calls = publicCalls(settings, services, devMint);
    HttpServer publicServer =
        HttpServer.start(
            new HttpServer.Port(
                "public",
                settings.address(),
                settings.port(),
                settings.ioThreads(),
                settings.maxConnections(),
                settings.timeouts()),
            services.metrics(),
            calls.routes(),
            new AddressBounds(services),
            settings.tls().map(tls -> secured(tls, settings, services)));
    try {
      HttpServer adminServer =
          HttpServer.start(
              new HttpServer.Port(
                  "admin",
                  settings.address(),
                  settings.adminPort(),
                  1,
                  MAX_ADMIN_CONNECTIONS,
                  settings.timeouts()),
              services.metrics(),
              AdminHandler.create(reasonsNotReady, services, settings));
      return new EdgeHttpServer(publicServer, adminServer, calls.live());
    } catch (RuntimeException e) {
      publicServer.close();
      throw e;
    }
  }

  private static HttpServer.Secured secured(
      TlsSettings tls, HttpSettings settings, EdgeServices services) {
    UntakenReplies untaken =
        new UntakenReplies(
            settings.maxUntakenReplies(), () -> services.metrics().boundReached("reply"));
    services.metrics().showUntakenReplies(untaken::count);
    HandshakeThread handshakes =
        new HandshakeThread(
            settings.maxWaitingHandshakes(), () -> services.metrics().boundReached("handshake"));
    return new HttpServer.Secured(ServerTls.read(tls), handshakes, untaken);
  }

  private record PublicCalls(HttpHandler routes, LiveServer live) {}

  private static PublicCalls publicCalls(
      HttpSettings settings, EdgeServices services, Optional<Supplier<TicketMint>> devMint) {
    ErrorHandler errorHandler = services.lastResort();
    BodyReader bodies = new BodyReader(settings.maxBodyBytes(), errorHandler);
    Gates gates =
        new Gates(
            services.tickets(),
            settings.maxBodyBytes(),
            services.shows(),
            services.budgets(),
            services.verdicts(),
            services.admission(),
            services.load(),
            services.desk());
    PeerAddressResolver resolver =
        new PeerAddressResolver(
            new TrustedProxies(settings.trustedProxies(), services.metrics()::addressUnreadable),
            services.budgets());
    ShakeCall shakeCall =
        new ShakeCall(
            gates,
            settings.maxBodyBytes(),
            services.desk(),
            services.policies(),
            services.replies(),
            services.metrics());
    PacketsCall packetsCall =
        new PacketsCall(
            services.shows(),
            services.load(),
            services.packetLists(),
            services.standings(),
            services.claimTokens());
    ClaimCall claimCall =
        new ClaimCall(
            services.shows(),
            services.verdicts(),
            services.load(),
            services.answers(),
            services.standings(),
            services.claimTokens(),
            services.claims(),
            settings.edgeId(),
            services.metrics().claims());
    ShowCall showCall = new ShowCall(services.shows());
    LiveServer live =
        new LiveServer(
            settings.live(),
            new LiveCalls(
                services.clock(),
                services.tickets(),
                services.shows(),
                shakeCall,
                packetsCall,
                claimCall,
                showCall,
                services.load(),
                services.budgets(),
                services.metrics()));
    Routes routes =
        new Routes(errorHandler, settings.corsOrigins(), settings.timeouts().bodyMillis())
            .checkedBy(new RequestBounds(resolver, services))
            .get("/v1/policy", PreparedHandler.policy(services.policies()))
            .get("/v1/resources", PreparedHandler.manifest(services.resources()))
            .getBelow(
                ResourceHandler.PREFIX,
                new ResourceHandler(
                    services.resources(), services.resourceCap(), services.metrics()))
            .post("/v1/shakes", new ShakeHandler(shakeCall, bodies, resolver, services))
            .getBelow(LookupHandler.PREFIX, new LookupHandler(resolver, services))
            .get("/v1/packets", new PacketsHandler(packetsCall, resolver, services))
            .getBetween(
                ClaimHandler.PACKETS,
                "",
                new ClaimHandler(Kind.SEE_PACKET, claimCall, bodies, resolver, services))
            .postBetween(
                ClaimHandler.PACKETS,
                ClaimHandler.CLAIM,
                new ClaimHandler(Kind.CLAIM_PACKET, claimCall, bodies, resolver, services))
            .postBetween(
                ClaimHandler.SHARES,
                ClaimHandler.CLAIM,
                new ClaimHandler(Kind.CLAIM_SHARE, claimCall, bodies, resolver, services))
            .get(
                "/v1/wallet",
                new WalletHandler(new WalletCall(services.wallet()), resolver, services))
            .get("/v1/show", new ShowHandler(showCall, services))
            .get("/v1/live", new LiveHandler(live, resolver, settings.corsOrigins(), services))
            .get("/", PageHandler.whole(services.resources(), services.policies()))
            .get("/index.html", PageHandler.inParts(services.policies()))
            .get("/style.css", PageHandler.part("style.css", "text/css; charset=utf-8"));
    routes.get(
        "/openapi.yaml", PageHandler.part("openapi.yaml", "application/yaml; charset=utf-8"));
    for (String script : PAGE_SCRIPTS) {
      routes.get("/" + script, PageHandler.part(script, "text/javascript; charset=utf-8"));
    }
    devMint.ifPresent(
        mint ->
            routes.post(
                "/dev/login",
                new DevLoginHandler(mint, services.tickets().maxLife(), bodies, services.clock())));
    return new PublicCalls(routes, live);
  }

  /** Begins to close long connections, and tells their phones when to come back. */
  public void drainLive() {
    liveServer.drain();
  }

  /** Waits until no long connection is open, for so long at most after {@link #drainLive}. */
  public void awaitLiveClosed(Duration patience) throws InterruptedException {
    liveServer.awaitAllClosed(patience);
  }

  public int port() {
    return publicServer.port();
  }

  /** The threads that serve the public calls, each with its queue. */
  public List<Executor> ioThreads() {
    return publicServer.ioThreads();
  }

  public int adminPort() {
    return adminServer.port();
  }

  @Override
  public void close() {
    publicServer.close();
    adminServer.close();
  }
}
