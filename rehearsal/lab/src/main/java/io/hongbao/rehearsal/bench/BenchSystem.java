package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.live.LiveSettings;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.audience.http.SingleCall;
import io.hongbao.rehearsal.bench.load.CrowdRequests;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.system.LocalPorts;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rehearsal.system.LocalSystem;
import io.hongbao.rehearsal.system.MoneySettings;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A system as {@code ./hongbao up --processes} starts it, on free ports, with a show that is open
 * and a ticket for each user. It has no risk job, unless a checkout's own command started it.
 */
final class BenchSystem implements AutoCloseable {

  /** Users are bench-1 and so on. */
  static final String USER_PREFIX = "bench";

  /** Longer than any benchmark takes. */
  static final Duration OPEN = Duration.ofMinutes(90);

  private static final Duration OPENING_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  /** An edge that is told so admits whatever comes: a full system is measured, and no calm one. */
  private static final Map<String, String> ADMITTING_ALL =
      Map.of("HONGBAO_TARGET_DELAY_MS", "600000", "HONGBAO_RAMP_PER_SECOND", "1000000");

  private final DataDirectory data;
  private final Endpoint edge;
  private final Endpoint admin;
  private final Runnable end;
  private final Optional<String> walletDatabaseUrl;
  private final String[] tickets;

  private BenchSystem(
      DataDirectory data,
      Endpoint edge,
      Endpoint admin,
      Runnable end,
      Optional<String> walletDatabaseUrl,
      String[] tickets) {
    this.data = data;
    this.edge = edge;
    this.admin = admin;
    this.end = end;
    this.walletDatabaseUrl = walletDatabaseUrl;
    this.tickets = tickets;
  }

  /** Starts everything and returns when the wave is open. Edges admit whatever comes. */
  static BenchSystem start(DataDirectory data, BenchCampaign show, Scale scale, Notes notes)
      throws InterruptedException {
    return start(
        data, show, scale.users(), DrawJob::define, ADMITTING_ALL, Optional.empty(), notes);
  }

  /** The same with edges that are told more by their environment. */
  static BenchSystem startTelling(
      Map<String, String> edgeVariables,
      DataDirectory data,
      BenchCampaign show,
      Scale scale,
      Notes notes)
      throws InterruptedException {
    return start(
        data,
        show,
        scale.users(),
        DrawJob::define,
        admittingAllAnd(edgeVariables),
        Optional.empty(),
        notes);
  }

  /**
   * The same, returning before the wave opens.
   *
   * @param users with a ticket
   */
  static BenchSystem startUnopened(
      Map<String, String> edgeVariables,
      DataDirectory data,
      BenchCampaign show,
      int users,
      Notes notes)
      throws InterruptedException {
    LocalSystem system =
        startLocal(
            data, show, DrawJob::define, admittingAllAnd(edgeVariables), Optional.empty(), notes);
    try {
      return new BenchSystem(
          data,
          Endpoint.parse(system.addresses().edge()),
          Endpoint.parse(system.addresses().admin()),
          system::close,
          Optional.empty(),
          mint(data, users));
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private static Map<String, String> admittingAllAnd(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(ADMITTING_ALL);
    variables.putAll(more);
    return variables;
  }

  /** The same with all that pays. */
  static BenchSystem startPaying(DataDirectory data, BenchCampaign show, Scale scale, Notes notes)
      throws InterruptedException {
    return start(
        data,
        show,
        scale.users(),
        DrawJob::define,
        ADMITTING_ALL,
        Optional.of(MoneySettings.LOCAL),
        notes);
  }

  /**
   * The same by a checkout's own {@code up --processes}, risk job included.
   *
   * @param help of its {@code up}
   * @throws OperationFailedException if it does not come up
   */
  static BenchSystem startOf(
      Checkout checkout,
      String help,
      DataDirectory data,
      BenchCampaign show,
      Scale scale,
      Notes notes)
      throws InterruptedException {
    Path campaign = show.writeInto(data.root());
    UpProcess up = UpProcess.start(checkout, help, data, campaign, ADMITTING_ALL);
    return opened(data, up.edge(), up.admin(), up::close, Optional.empty(), scale.users(), notes);
  }

  /**
   * The same with edges as production has them, and a draw job that is not quite so.
   *
   * @param users with a ticket
   * @param drawJob adds it to an environment
   */
  static BenchSystem startAdmitting(
      DataDirectory data,
      BenchCampaign show,
      int users,
      BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob,
      Notes notes)
      throws InterruptedException {
    return start(data, show, users, drawJob, Map.of(), Optional.empty(), notes);
  }

  private static BenchSystem start(
      DataDirectory data,
      BenchCampaign show,
      int users,
      BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob,
      Map<String, String> edgeVariables,
      Optional<MoneySettings> money,
      Notes notes)
      throws InterruptedException {
    LocalSystem system = startLocal(data, show, drawJob, edgeVariables, money, notes);
    Endpoint edge = Endpoint.parse(system.addresses().edge());
    Endpoint admin = Endpoint.parse(system.addresses().admin());
    return opened(data, edge, admin, system::close, system.walletDatabaseUrl(), users, notes);
  }

  private static LocalSystem startLocal(
      DataDirectory data,
      BenchCampaign show,
      BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob,
      Map<String, String> edgeVariables,
      Optional<MoneySettings> money,
      Notes notes)
      throws InterruptedException {
    Path campaign = show.writeInto(data.root());
    LocalSettings settings =
        new LocalSettings(
                data, LocalPorts.anyFree(), Optional.of(campaign), campaign, 1, 1, 1, 1, true)
            .tellingEdges(edgeVariables)
            .paying(money);
    return LocalSystem.startWithoutRisk(settings, drawJob, notes::progress);
  }

  private static BenchSystem opened(
      DataDirectory data,
      Endpoint edge,
      Endpoint admin,
      Runnable end,
      Optional<String> walletDatabaseUrl,
      int users,
      Notes notes)
      throws InterruptedException {
    try {
      notes.progress(String.format(Locale.ROOT, "mints %,d tickets", users));
      BenchSystem started =
          new BenchSystem(data, edge, admin, end, walletDatabaseUrl, mint(data, users));
      started.awaitOpen();
      return started;
    } catch (RuntimeException | InterruptedException e) {
      end.run();
      throw e;
    }
  }

  DataDirectory data() {
    return data;
  }

  /** All servers that run now, an echo too, and the command that started them if it is another. */
  ServerPids pids() {
    return ServerPids.read(data.pids()).and(ServerPids.read(data.root()));
  }

  Endpoint edge() {
    return edge;
  }

  /** Bootstrap servers of its log. */
  String kafka() {
    return Addresses.read(data).kafka();
  }

  /**
   * The payment system.
   *
   * @throws java.util.NoSuchElementException unless it pays
   */
  Endpoint wallet() {
    return Endpoint.parse(Addresses.read(data).money().map(Addresses.Money::wallet).orElseThrow());
  }

  /**
   * Where the payment system keeps its accounts, of JDBC.
   *
   * @throws java.util.NoSuchElementException unless it pays
   */
  String walletDatabaseUrl() {
    return walletDatabaseUrl.orElseThrow();
  }

  /** Makes the tokens by which its packets are claimed, as its edge does. */
  ClaimTokens claimTokens() {
    return new ClaimTokens(TicketKeys.parse(LocalKeys.ticketKeys(data)));
  }

  /** Of the edge, as it is now. */
  EdgeCounters gauges() {
    return EdgeCounters.read(admin);
  }

  /** Contents of packages that the edge has sent, in bytes. */
  long sentResourceBytes() {
    return EdgeCounters.resourceBytes(admin);
  }

  /**
   * A shake of each user.
   *
   * @param prefer the value of a Prefer header; empty for none
   */
  Requests shakes(String prefer) {
    return Requests.shakes(tickets.length, "127.0.0.1", prefer, user -> tickets[user]);
  }

  /**
   * A shake of each of some users.
   *
   * @param first of them, from 0
   */
  Requests shakes(String prefer, int first, int count) {
    return Requests.shakes(count, "127.0.0.1", prefer, user -> tickets[first + user]);
  }

  /** WebSockets that the edge holds at a time, as it is set here. */
  int maxLiveConnections() {
    return LiveSettings.DEFAULT.maxConnections();
  }

  /** How many have a ticket. */
  int users() {
    return tickets.length;
  }

  /** Of a user, counted from 0. */
  String ticket(int user) {
    return tickets[user];
  }

  /** What a crowd of all users asks. */
  CrowdRequests crowd() {
    return new CrowdRequests(
        tickets.length, "127.0.0.1", BenchCampaign.WAVE, user -> tickets[user]);
  }

  static InetSocketAddress address(Endpoint endpoint) {
    return new InetSocketAddress(endpoint.host(), endpoint.port());
  }

  @Override
  public void close() {
    end.run();
  }

  private void awaitOpen() throws InterruptedException {
    long deadlineNanos = System.nanoTime() + OPENING_TIMEOUT.toNanos();
    String running = "\"running\":\"" + BenchCampaign.WAVE + "\"";
    while (!SingleCall.get(edge(), "/v1/show", CALL_TIMEOUT)
        .reply()
        .map(reply -> reply.bodyText().contains(running))
        .orElse(false)) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new OperationFailedException("the wave does not open within " + OPENING_TIMEOUT);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static String[] mint(DataDirectory data, int users) {
    TicketMint mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(data)));
    long nowMillis = System.currentTimeMillis();
    String[] tickets = new String[users];
    for (int user = 0; user < users; user++) {
      tickets[user] =
          mint.mint(USER_PREFIX + "-" + (user + 1), "", TicketMint.LIFETIME, nowMillis).text();
    }
    return tickets;
  }
}
