package io.hongbao.edge;

import io.hongbao.domain.Names;
import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.admission.AdmissionSettings;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.live.LiveSettings;
import io.hongbao.edge.packets.PacketsSpread;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.edge.resource.ResourceSettings;
import io.hongbao.edge.wallet.WalletAddress;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketTimes;
import io.hongbao.wire.keys.VerifyingKey;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that an edge is told when it starts. {@link #toString()} shows no secret.
 *
 * @param edgeId such as edge-1; stands in every record that this edge logs
 * @param bindAddress of both ports
 * @param port of the public calls; 0 for any free one
 * @param adminPort 0 for any free one
 * @param kafkaBootstrapServers such as 127.0.0.1:9092
 * @param redisUri such as redis://127.0.0.1:6379
 * @param ticketKeys live keys
 * @param verifyingKey checks the signatures of plans and modes; no other is followed
 * @param ticketTimes how long tickets may live, and how wrong a clock may be
 * @param devMode whether {@code /dev/login} gives tickets away
 * @param trustedProxies whose {@code X-Forwarded-For} or {@code Forwarded} is believed
 * @param timeouts of connections that keep both ports waiting
 * @param corsOrigins whose pages may make the public calls
 * @param planDelivery how plan files come and go on, beside the admin port
 * @param security against those who mean harm
 * @param admission how long new shakes may wait
 * @param wallet what users have is asked of; empty if there is none
 * @param resources what phones fetch ahead of the show
 * @param packetsSpread when phones look at their packets after a wave
 * @param ioThreads that serve the public calls
 * @param live how long connections are kept
 */
public record EdgeSettings(
    String edgeId,
    String bindAddress,
    int port,
    int adminPort,
    String kafkaBootstrapServers,
    String redisUri,
    TicketKeys ticketKeys,
    VerifyingKey verifyingKey,
    TicketTimes ticketTimes,
    boolean devMode,
    List<AddressRange> trustedProxies,
    HttpTimeouts timeouts,
    CorsOrigins corsOrigins,
    PlanDelivery planDelivery,
    SecuritySettings security,
    AdmissionSettings admission,
    Optional<WalletAddress> wallet,
    ResourceSettings resources,
    PacketsSpread packetsSpread,
    int ioThreads,
    LiveSettings live,
    EdgeBounds bounds) {

  public static final String LOOPBACK = "127.0.0.1";

  /** What stands before the host of an address. */
  private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/@]*@");

  private static final int MAX_IO_THREADS = 64;

  public EdgeSettings {
    Names.requireId("edge", edgeId);
    Objects.requireNonNull(bindAddress, "bindAddress");
    requirePort("port", port);
    requirePort("admin port", adminPort);
    requireTokenBeyondLoopback(bindAddress, Objects.requireNonNull(security, "security"));
    Objects.requireNonNull(kafkaBootstrapServers, "kafkaBootstrapServers");
    Objects.requireNonNull(redisUri, "redisUri");
    Objects.requireNonNull(ticketKeys, "ticketKeys");
    Objects.requireNonNull(verifyingKey, "verifyingKey");
    Objects.requireNonNull(ticketTimes, "ticketTimes");
    trustedProxies = List.copyOf(trustedProxies);
    Objects.requireNonNull(timeouts, "timeouts");
    Objects.requireNonNull(corsOrigins, "corsOrigins");
    Objects.requireNonNull(planDelivery, "planDelivery");
    Objects.requireNonNull(admission, "admission");
    Objects.requireNonNull(resources, "resources");
    Objects.requireNonNull(packetsSpread, "packetsSpread");
    if (ioThreads < 1 || ioThreads > MAX_IO_THREADS) {
      throw new IllegalArgumentException(
          "io threads " + ioThreads + ": expected 1 to " + MAX_IO_THREADS);
    }
    Objects.requireNonNull(live, "live");
    Objects.requireNonNull(bounds, "bounds");
  }

  /**
   * An edge on this machine alone: bound to loopback, whose proxies are trusted, outside
   * development, with the default bounds, ticket times and one I/O thread for two cores.
   */
  public static EdgeSettings local(
      String edgeId,
      int port,
      int adminPort,
      String kafkaBootstrapServers,
      String redisUri,
      TicketKeys ticketKeys,
      VerifyingKey verifyingKey) {
    Draft draft = new Draft();
    draft.edgeId = edgeId;
    draft.port = port;
    draft.adminPort = adminPort;
    draft.kafkaBootstrapServers = kafkaBootstrapServers;
    draft.redisUri = redisUri;
    draft.ticketKeys = ticketKeys;
    draft.verifyingKey = verifyingKey;
    return draft.settings();
  }

  /** The same, bound to another address. */
  public EdgeSettings withBindAddress(String other) {
    return with(draft -> draft.bindAddress = other);
  }

  /** The same, in development mode or not. */
  public EdgeSettings withDevMode(boolean development) {
    return with(draft -> draft.devMode = development);
  }

  /** The same with other time-outs and origins. */
  public EdgeSettings withHttp(HttpTimeouts otherTimeouts, CorsOrigins otherOrigins) {
    return with(
        draft -> {
          draft.timeouts = otherTimeouts;
          draft.corsOrigins = otherOrigins;
        });
  }

  /** The same with other proxies whose word is believed. */
  public EdgeSettings withTrustedProxies(List<AddressRange> others) {
    return with(draft -> draft.trustedProxies = others);
  }

  /** The same with other rules for the times of tickets. */
  public EdgeSettings withTicketTimes(TicketTimes others) {
    return with(draft -> draft.ticketTimes = others);
  }

  /** The same with other bounds. */
  public EdgeSettings withBounds(EdgeBounds others) {
    return with(draft -> draft.bounds = others);
  }

  /** The same with other ways of plan files. */
  public EdgeSettings withPlanDelivery(PlanDelivery other) {
    return with(draft -> draft.planDelivery = other);
  }

  /** The same with other settings against those who mean harm. */
  public EdgeSettings withSecurity(SecuritySettings other) {
    return with(draft -> draft.security = other);
  }

  /** The same with other I/O threads. */
  public EdgeSettings withIoThreads(int other) {
    return with(draft -> draft.ioThreads = other);
  }

  /** The same with other long connections. */
  public EdgeSettings withLive(LiveSettings other) {
    return with(draft -> draft.live = other);
  }

  /** The same with another time that new shakes may wait. */
  public EdgeSettings withAdmission(AdmissionSettings other) {
    return with(draft -> draft.admission = other);
  }

  /** The same with another wallet. */
  public EdgeSettings withWallet(Optional<WalletAddress> other) {
    return with(draft -> draft.wallet = other);
  }

  /** The same with other resources. */
  public EdgeSettings withResources(ResourceSettings other) {
    return with(draft -> draft.resources = other);
  }

  /** The same with another window in which phones look at their packets. */
  public EdgeSettings withPacketsSpread(PacketsSpread other) {
    return with(draft -> draft.packetsSpread = other);
  }

  private EdgeSettings with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.edgeId = edgeId;
    draft.bindAddress = bindAddress;
    draft.port = port;
    draft.adminPort = adminPort;
    draft.kafkaBootstrapServers = kafkaBootstrapServers;
    draft.redisUri = redisUri;
    draft.ticketKeys = ticketKeys;
    draft.verifyingKey = verifyingKey;
    draft.ticketTimes = ticketTimes;
    draft.devMode = devMode;
    draft.trustedProxies = trustedProxies;
    draft.timeouts = timeouts;
    draft.corsOrigins = corsOrigins;
    draft.planDelivery = planDelivery;
    draft.security = security;
    draft.admission = admission;
    draft.wallet = wallet;
    draft.resources = resources;
    draft.packetsSpread = packetsSpread;
    draft.ioThreads = ioThreads;
    draft.live = live;
    draft.bounds = bounds;
    change.accept(draft);
    return draft.settings();
  }

  /** All settings; of a Redis address no password. */
  @Override
  public String toString() {
    return Arrays.stream(EdgeSettings.class.getRecordComponents())
        .map(component -> component.getName() + "=" + shown(component))
        .collect(Collectors.joining(", ", "EdgeSettings[", "]"));
  }

  private String shown(RecordComponent component) {
    try {
      return PASSWORD
          .matcher(String.valueOf(component.getAccessor().invoke(this)))
          .replaceAll("…@");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whoever reaches the admin port reads all metrics and hands in plan files.
   *
   * @throws IllegalArgumentException if others than this machine could, without a token
   */
  static void requireTokenBeyondLoopback(String bindAddress, SecuritySettings security) {
    if (security.adminToken().isEmpty() && !isLoopback(bindAddress)) {
      throw new IllegalArgumentException(
          "the admin port would be open at "
              + bindAddress
              + " without a token: set "
              + AdminToken.ENVIRONMENT_VARIABLE
              + ", put "
              + AdminToken.FILE
              + " into the folder HONGBAO_KEYS, or bind "
              + LOOPBACK);
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " " + port + ": expected 0 to 65535");
    }
  }

  /** Settings while they are put together; what has no value here has to be given. */
  private static final class Draft {
    private String edgeId;
    private String bindAddress = LOOPBACK;
    private int port;
    private int adminPort;
    private String kafkaBootstrapServers;
    private String redisUri;
    private TicketKeys ticketKeys;
    private VerifyingKey verifyingKey;
    private TicketTimes ticketTimes = TicketTimes.DEFAULT;
    private boolean devMode;
    private List<AddressRange> trustedProxies =
        List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));
    private HttpTimeouts timeouts = HttpTimeouts.DEFAULT;
    private CorsOrigins corsOrigins = CorsOrigins.NONE;
    private PlanDelivery planDelivery = PlanDelivery.NONE;
    private SecuritySettings security = SecuritySettings.LOCAL;
    private AdmissionSettings admission = AdmissionSettings.DEFAULT;
    private Optional<WalletAddress> wallet = Optional.empty();
    private ResourceSettings resources = ResourceSettings.NONE;
    private PacketsSpread packetsSpread = PacketsSpread.DEFAULT;
    private int ioThreads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private LiveSettings live = LiveSettings.DEFAULT;
    private EdgeBounds bounds = EdgeBounds.DEFAULT;

    private EdgeSettings settings() {
      return new EdgeSettings(
          edgeId,
          bindAddress,
          port,
          adminPort,
          kafkaBootstrapServers,
          redisUri,
          ticketKeys,
          verifyingKey,
          ticketTimes,
          devMode,
          trustedProxies,
          timeouts,
          corsOrigins,
          planDelivery,
          security,
          admission,
          wallet,
          resources,
          packetsSpread,
          ioThreads,
          live,
          bounds);
    }
  }
}
