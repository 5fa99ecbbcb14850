package io.hongbao.edge;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.admission.AdmissionSettings;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.http.TlsSettings;
import io.hongbao.edge.live.LiveSettings;
import io.hongbao.edge.packets.PacketsSpread;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.edge.resource.ResourceSettings;
import io.hongbao.edge.wallet.WalletAddress;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketTimes;
import io.hongbao.wire.keys.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads what an edge is told from environment variables. All that is wrong is told at once.
 *
 * <pre>
 * HONGBAO_EDGE_ID                    edge-1
 * HONGBAO_BIND                       127.0.0.1
 * HONGBAO_EDGE_PORT                  8080
 * HONGBAO_ADMIN_PORT                 8090
 * HONGBAO_KAFKA                      required, such as kafka-1:9092,kafka-2:9092
 * HONGBAO_REDIS                      required, such as redis://redis:6379
 * HONGBAO_TICKET_KEYS                kid:base64, a comma between two; or
 * HONGBAO_VERIFYING_KEY              base64 of the key that checks plans and modes; or
 * HONGBAO_KEYS                       a folder with the files ticket.keys and verifying.key, and
 *                                    perhaps admin.token and wallet.token; other ticket keys count
 *                                    within a second
 * HONGBAO_ADMIN_TOKEN                none; opens the admin port, and must be set where HONGBAO_BIND is
 *                                    not loopback
 * HONGBAO_TICKET_MAX_LIFE_SECONDS    172800; a ticket that lives longer is refused
 * HONGBAO_TICKET_CLOCK_SKEW_SECONDS  30; how far the clock that mints tickets may be off
 * HONGBAO_DEV                        false; true gives tickets away at /dev/login
 * HONGBAO_TRUSTED_PROXIES            127.0.0.0/8,::1
 * HONGBAO_CORS_ORIGINS               none; such as https://gala.example, a comma between two; * for all
 * HONGBAO_IDLE_TIMEOUT_MS            60000
 * HONGBAO_HEAD_TIMEOUT_MS            10000
 * HONGBAO_BODY_TIMEOUT_MS            5000
 * HONGBAO_REPLY_TIMEOUT_MS           30000
 * HONGBAO_PEERS                      none; admin ports that a plan file is passed on to, such as
 *                                    http://edge-2:8090, a comma between two
 * HONGBAO_PLAN_FOLDER                none; a folder that is looked into for plan files
 * HONGBAO_TLS_CERTIFICATE            none; a PEM file, the edge's own certificate first: then the public
 *                                    port speaks TLS with HTTP/2 and HTTP/1.1
 * HONGBAO_TLS_KEY                    none; a PEM file with its private key, PKCS #8
 * HONGBAO_SHARED_ADDRESSES           none; addresses of campuses and carriers, such as
 *                                    198.51.100.0/24*50 (50 times the bounds of an address) or
 *                                    203.0.113.7 (none), a comma between two
 * HONGBAO_MAX_CONNECTIONS_PER_ADDRESS                1000, open at a time
 * HONGBAO_MAX_NEW_CONNECTIONS_PER_ADDRESS_AND_SECOND 100
 * HONGBAO_MAX_REQUESTS_PER_ADDRESS_AND_SECOND        1000
 * HONGBAO_MAX_REQUESTS_PER_USER_AND_SECOND           20, by the ticket
 * HONGBAO_MAX_WAITING_HANDSHAKES     1000; of TLS, beyond which new connections are closed at once
 * HONGBAO_MAX_UNTAKEN_REPLIES        an eighth of the heap, 16 KiB each; of HTTP/2, over all connections
 * HONGBAO_BOUND_LOOPBACK             false; true holds this machine to these bounds too
 * HONGBAO_TARGET_DELAY_MS            500; what a new shake waits when more are offered than are decided
 * HONGBAO_RAMP_PER_SECOND            200; new shakes a second of an edge that starts in an open wave,
 *                                    twice as many each half second in which answers come in time
 * HONGBAO_WALLET                     none; such as http://127.0.0.1:8100: then /v1/wallet says what users have
 * HONGBAO_WALLET_TOKEN               none; what the wallet asks for
 * HONGBAO_RESOURCES                  none; a folder of ./hongbao resources pack, which is followed
 * HONGBAO_RESOURCES_FETCH_AFTER_MS   0; how long phones wait, all alike, before they fetch resources
 * HONGBAO_RESOURCE_BYTES_PER_SECOND  100000000; what this edge sends of resources at most
 * HONGBAO_PACKETS_SPREAD_SECONDS     60; over which phones look at their packets after a wave, 0 to tell
 *                                    them nothing
 * HONGBAO_IO_THREADS                 half of the processors
 * HONGBAO_LIVE_MAX_CONNECTIONS       14000; long connections at once, 0 to take none
 * HONGBAO_LIVE_FIRST_FRAME_MS        5000; for the ticket of a long connection
 * HONGBAO_LIVE_PING_SECONDS          30; between two questions whether a silent phone is there
 * HONGBAO_LIVE_RETURN_SECONDS        10; over which phones that are sent away come back
 * HONGBAO_LIVE_ACCEPTS_PER_SECOND    1000; long connections an edge takes when it has just started
 * </pre>
 */
public final class EdgeEnvironment {

  private static final String TLS_CERTIFICATE = "HONGBAO_TLS_CERTIFICATE";
  private static final String TLS_KEY = "HONGBAO_TLS_KEY";
  private static final String KEYS = "HONGBAO_KEYS";
  private static final String TICKET_KEYS_FILE = "ticket.keys";
  private static final String VERIFYING_KEY = "HONGBAO_VERIFYING_KEY";
  private static final String MAX_LIFE = "HONGBAO_TICKET_MAX_LIFE_SECONDS";
  private static final String CLOCK_SKEW = "HONGBAO_TICKET_CLOCK_SKEW_SECONDS";
  private static final String DEFAULT_PROXIES = "127.0.0.0/8,::1";

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  private EdgeEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException listing every variable that is missing or wrong
   */
  public static EdgeSettings read(Map<String, String> variables) {
    return new EdgeEnvironment(variables).settings();
  }

  private EdgeSettings settings() {
    String processors = String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    String edgeId = text("HONGBAO_EDGE_ID", "edge-1");
    String bind = text("HONGBAO_BIND", EdgeSettings.LOOPBACK);
    Optional<Integer> port = value("HONGBAO_EDGE_PORT", "8080", Integer::valueOf);
    Optional<Integer> adminPort = value("HONGBAO_ADMIN_PORT", "8090", Integer::valueOf);
    String kafka = required("HONGBAO_KAFKA");
    String redis = required("HONGBAO_REDIS");
    Optional<TicketKeys> keys =
        key(TicketKeys.ENVIRONMENT_VARIABLE, TICKET_KEYS_FILE, TicketKeys::parse);
    Optional<VerifyingKey> verifyingKey =
        key(VERIFYING_KEY, "verifying.key", VerifyingKey::fromBase64);
    Optional<Integer> ioThreads = value("HONGBAO_IO_THREADS", processors, Integer::valueOf);
    Optional<Optional<TlsSettings>> tls = tls();
    UnaryOperator<EdgeSettings> shared = sharedSettings();
    checkAdminPort(bind);
    requireNoProblem();
    EdgeSettings local =
        EdgeSettings.local(
            edgeId,
            port.orElseThrow(),
            adminPort.orElseThrow(),
            kafka,
            redis.contains("://") ? redis : "redis://" + redis,
            keys.orElseThrow(),
            verifyingKey.orElseThrow());
    EdgeSettings set = shared.apply(local);
    return set.withSecurity(ofThisEdge(set.security().withTls(tls.orElseThrow())))
        .withBindAddress(bind)
        .withDevMode(Boolean.parseBoolean(text("HONGBAO_DEV", "false")))
        .withIoThreads(ioThreads.orElseThrow());
  }

  /** What edges are told by the environment, wherever their other settings come from. */
  private UnaryOperator<EdgeSettings> sharedSettings() {
    Optional<TicketTimes> times = ticketTimes();
    Optional<List<AddressRange>> proxies = trustedProxies();
    Optional<CorsOrigins> origins = corsOrigins();
    Optional<HttpTimeouts> timeouts = timeouts();
    Optional<PlanDelivery> planDelivery = planDelivery();
    Optional<AddressSettings> addresses = addresses();
    Optional<Optional<AdminToken>> adminToken = adminToken();
    Optional<Integer> handshakes =
        value(
            "HONGBAO_MAX_WAITING_HANDSHAKES",
            String.valueOf(SecuritySettings.LOCAL.maxWaitingHandshakes()),
            text ->
                SecuritySettings.LOCAL
                    .withMaxWaitingHandshakes(number(text))
                    .maxWaitingHandshakes());
    Optional<Integer> untaken =
        value(
            "HONGBAO_MAX_UNTAKEN_REPLIES",
            String.valueOf(SecuritySettings.LOCAL.maxUntakenReplies()),
            text -> SecuritySettings.LOCAL.withMaxUntakenReplies(number(text)).maxUntakenReplies());
    LiveSettings live = live();
    Optional<Optional<String>> walletToken =
        optionalKey("HONGBAO_WALLET_TOKEN", "wallet.token", Function.identity());
    Optional<Optional<WalletAddress>> wallet =
        value(
            "HONGBAO_WALLET",
            "",
            url ->
                url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(WalletAddress.of(url, walletToken.flatMap(Function.identity()))));
    Optional<AdmissionSettings> admission = admission();
    ResourceSettings resources = resources();
    PacketsSpread packetsSpread =
        change(
            PacketsSpread.DEFAULT,
            "HONGBAO_PACKETS_SPREAD_SECONDS",
            (before, seconds) -> new PacketsSpread(seconds));
    return settings ->
        settings
            .withTicketTimes(times.orElseThrow())
            .withTrustedProxies(proxies.orElseThrow())
            .withHttp(timeouts.orElseThrow(), origins.orElseThrow())
            .withPlanDelivery(planDelivery.orElseThrow())
            .withSecurity(
                settings
                    .security()
                    .withAddresses(addresses.orElseThrow())
                    .withAdminToken(adminToken.orElseThrow())
                    .withMaxWaitingHandshakes(handshakes.orElseThrow())
                    .withMaxUntakenReplies(untaken.orElseThrow()))
            .withLive(live)
            .withAdmission(admission.orElseThrow())
            .withWallet(wallet.orElseThrow())
            .withResources(resources)
            .withPacketsSpread(packetsSpread);
  }

  private void requireNoProblem() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private Optional<List<AddressRange>> trustedProxies() {
    return value("HONGBAO_TRUSTED_PROXIES", DEFAULT_PROXIES, EdgeEnvironment::ranges);
  }

  private Optional<CorsOrigins> corsOrigins() {
    return value("HONGBAO_CORS_ORIGINS", "", CorsOrigins::parse);
  }

  private Optional<PlanDelivery> planDelivery() {
    String folder = text("HONGBAO_PLAN_FOLDER", "");
    return value(
        "HONGBAO_PEERS",
        "",
        text ->
            new PlanDelivery(
                folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)),
                PlanDelivery.parsePeers(text)));
  }

  private Optional<AdmissionSettings> admission() {
    AdmissionSettings usual = AdmissionSettings.DEFAULT;
    Optional<AdmissionSettings> target =
        value(
            "HONGBAO_TARGET_DELAY_MS",
            String.valueOf(usual.targetDelayMillis()),
            text -> new AdmissionSettings(parseInt(text), usual.rampPerSecond()));
    Optional<AdmissionSettings> ramp =
        value(
            "HONGBAO_RAMP_PER_SECOND",
            String.valueOf(usual.rampPerSecond()),
            text -> new AdmissionSettings(usual.targetDelayMillis(), number(text)));
    return target.isPresent() && ramp.isPresent()
        ? Optional.of(
            new AdmissionSettings(target.get().targetDelayMillis(), ramp.get().rampPerSecond()))
        : Optional.empty();
  }

  private ResourceSettings resources() {
    String folder = text("HONGBAO_RESOURCES", "");
    ResourceSettings resources =
        folder.isEmpty()
            ? ResourceSettings.NONE
            : ResourceSettings.NONE.withFolder(Path.of(folder));
    resources =
        change(
            resources,
            "HONGBAO_RESOURCES_FETCH_AFTER_MS",
            (before, number) -> before.withFetchAfterMillis(number));
    return change(
        resources,
        "HONGBAO_RESOURCE_BYTES_PER_SECOND",
        (before, number) -> before.withMaxBytesPerSecond(number));
  }

  /** Empty if one of the two is missing; an empty one inside if both are. */
  private Optional<Optional<TlsSettings>> tls() {
    String certificate = text(TLS_CERTIFICATE, "");
    String key = text(TLS_KEY, "");
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      problems.add(
          (certificate.isEmpty() ? TLS_CERTIFICATE : TLS_KEY)
              + ": expected a PEM file, as there is one in "
              + (certificate.isEmpty() ? TLS_KEY : TLS_CERTIFICATE));
      return Optional.empty();
    }
    return Optional.of(Optional.of(new TlsSettings(Path.of(certificate), Path.of(key))));
  }

  /** Whether a key comes out of the folder with all keys. */
  private boolean isGivenByFile(String name) {
    return text(name, "").isEmpty() && !text(KEYS, "").isEmpty();
  }

  /** Empty if what is given is no token; an empty one inside if none is given. */
  private Optional<Optional<AdminToken>> adminToken() {
    return optionalKey(AdminToken.ENVIRONMENT_VARIABLE, AdminToken.FILE, AdminToken::parse);
  }

  /** Empty within, if neither a variable nor a file gives it. */
  private <K> Optional<Optional<K>> optionalKey(
      String name, String fileName, Function<String, K> parser) {
    return isGiven(name, fileName)
        ? key(name, fileName, text -> Optional.of(parser.apply(text)))
        : Optional.of(Optional.empty());
  }

  private boolean isGiven(String name, String fileName) {
    return !text(name, "").isEmpty()
        || (isGivenByFile(name) && Files.exists(Path.of(text(KEYS, ""), fileName)));
  }

  private void checkAdminPort(String bind) {
    if (isGiven(AdminToken.ENVIRONMENT_VARIABLE, AdminToken.FILE)) {
      return;
    }
    try {
      EdgeSettings.requireTokenBeyondLoopback(bind, SecuritySettings.LOCAL);
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }

  private SecuritySettings ofThisEdge(SecuritySettings security) {
    return isGivenByFile(TicketKeys.ENVIRONMENT_VARIABLE)
        ? security.withTicketKeyFile(Path.of(text(KEYS, ""), TICKET_KEYS_FILE))
        : security;
  }

  private Optional<AddressSettings> addresses() {
    AddressSettings usual = AddressSettings.DEFAULT;
    Optional<Integer> open =
        bound("HONGBAO_MAX_CONNECTIONS_PER_ADDRESS", usual.maxOpenConnections());
    Optional<Integer> fresh =
        bound(
            "HONGBAO_MAX_NEW_CONNECTIONS_PER_ADDRESS_AND_SECOND",
            usual.maxNewConnectionsPerSecond());
    Optional<Integer> requests =
        bound("HONGBAO_MAX_REQUESTS_PER_ADDRESS_AND_SECOND", usual.maxRequestsPerSecond());
    Optional<Integer> ofUser =
        bound("HONGBAO_MAX_REQUESTS_PER_USER_AND_SECOND", usual.maxUserRequestsPerSecond());
    Optional<List<AddressSettings.SharedRange>> shared =
        value("HONGBAO_SHARED_ADDRESSES", "", AddressSettings::parseShared);
    boolean isLoopbackBounded = Boolean.parseBoolean(text("HONGBAO_BOUND_LOOPBACK", "false"));
    if (open.isEmpty()
        || fresh.isEmpty()
        || requests.isEmpty()
        || ofUser.isEmpty()
        || shared.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AddressSettings(
            open.get(),
            fresh.get(),
            requests.get(),
            ofUser.get(),
            shared.get(),
            isLoopbackBounded));
  }

  private Optional<Integer> bound(String name, int otherwise) {
    return value(
        name, String.valueOf(otherwise), text -> AddressSettings.requireInRange(number(text)));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number", e);
    }
  }

  private Optional<HttpTimeouts> timeouts() {
    HttpTimeouts usual = HttpTimeouts.DEFAULT;
    Optional<Integer> idle = millis("HONGBAO_IDLE_TIMEOUT_MS", usual.idleMillis());
    Optional<Integer> head = millis("HONGBAO_HEAD_TIMEOUT_MS", usual.headMillis());
    Optional<Integer> body = millis("HONGBAO_BODY_TIMEOUT_MS", usual.bodyMillis());
    Optional<Integer> reply = millis("HONGBAO_REPLY_TIMEOUT_MS", usual.replyMillis());
    if (idle.isEmpty() || head.isEmpty() || body.isEmpty() || reply.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new HttpTimeouts(idle.get(), head.get(), body.get(), reply.get()));
  }

  private LiveSettings live() {
    LiveSettings live = LiveSettings.DEFAULT;
    live = change(live, "HONGBAO_LIVE_MAX_CONNECTIONS", LiveSettings::withMaxConnections);
    live = change(live, "HONGBAO_LIVE_FIRST_FRAME_MS", LiveSettings::withFirstFrameTimeoutMillis);
    live = change(live, "HONGBAO_LIVE_PING_SECONDS", LiveSettings::withPingEverySeconds);
    live = change(live, "HONGBAO_LIVE_RETURN_SECONDS", LiveSettings::withReturnWindowSeconds);
    return change(live, "HONGBAO_LIVE_ACCEPTS_PER_SECOND", LiveSettings::withAcceptsPerSecond);
  }

  /** The settings with a number, if one is given. */
  private <S> S change(S before, String name, BiFunction<S, Integer, S> change) {
    return text(name, "").isEmpty()
        ? before
        : value(name, "", text -> change.apply(before, number(text))).orElse(before);
  }

  private Optional<Integer> millis(String name, int otherwise) {
    return value(
        name, String.valueOf(otherwise), text -> HttpTimeouts.requireInRange(parseInt(text)));
  }

  private static int parseInt(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number of milliseconds", e);
    }
  }

  /**
   * These settings with what the environment says of tickets, proxies, time-outs, origins, plan
   * files, admission, the spread after a wave, bounds of addresses and the admin token, for edges
   * whose other settings come from elsewhere.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static EdgeSettings readOver(EdgeSettings settings, Map<String, String> variables) {
    EdgeEnvironment environment = new EdgeEnvironment(variables);
    UnaryOperator<EdgeSettings> shared = environment.sharedSettings();
    environment.requireNoProblem();
    return shared.apply(settings);
  }

  private Optional<TicketTimes> ticketTimes() {
    TicketTimes usual = TicketTimes.DEFAULT;
    Optional<TicketTimes> life =
        value(
            MAX_LIFE,
            String.valueOf(usual.maxLife().toSeconds()),
            text -> new TicketTimes(seconds(text), usual.clockSkew()));
    Optional<TicketTimes> skew =
        value(
            CLOCK_SKEW,
            String.valueOf(usual.clockSkew().toSeconds()),
            text -> new TicketTimes(usual.maxLife(), seconds(text)));
    return life.isPresent() && skew.isPresent()
        ? Optional.of(new TicketTimes(life.get().maxLife(), skew.get().clockSkew()))
        : Optional.empty();
  }

  private static Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number of seconds", e);
    }
  }

  /** A key from a variable of its own, or from a file of the folder with all keys. */
  private <K> Optional<K> key(String name, String fileName, Function<String, K> parser) {
    if (!text(name, "").isEmpty()) {
      return secret(name, text(name, ""), parser);
    }
    String folder = text(KEYS, "");
    if (folder.isEmpty()) {
      problems.add(name + ": expected keys, or HONGBAO_KEYS a folder");
      return Optional.empty();
    }
    Path file = Path.of(folder, fileName);
    try {
      return Optional.of(parser.apply(Files.readString(file).strip()));
    } catch (IOException | IllegalArgumentException e) {
      problems.add("HONGBAO_KEYS: cannot read " + file + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A value that no message shows. */
  private <K> Optional<K> secret(String name, String text, Function<String, K> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(name + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private String required(String name) {
    String text = text(name, "");
    if (text.isEmpty()) {
      problems.add(name + ": expected a value");
    }
    return text;
  }

  private String text(String name, String otherwise) {
    String text = variables.getOrDefault(name, "").strip();
    return text.isEmpty() ? otherwise : text;
  }

  private <T> Optional<T> value(String name, String otherwise, Function<String, T> parser) {
    String text = text(name, otherwise);
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(name + " '" + text + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  private static List<AddressRange> ranges(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(range -> !range.isEmpty())
        .map(AddressRange::parse)
        .toList();
  }
}
