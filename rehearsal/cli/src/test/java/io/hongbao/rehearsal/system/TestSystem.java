package io.hongbao.rehearsal.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.AuditSettings;
import io.hongbao.proof.trace.Trace;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real system of two edges in the test's JVM, with a show in which half of the turns pass. */
final class TestSystem implements AutoCloseable {

  private static final int EDGES = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CAMPAIGN =
      """
      show: system-test
      time_zone: Asia/Shanghai
      buckets: 4
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 500ms
      enterprises:
        - {id: cola, name: "Cola", logo: cola-logo, background: cola-night}
        - {id: tea, name: "Tea"}
      greetings:
        - {id: stars, text: "Happy New Year"}
      waves:
        - id: first
          opens: now+%ds
          closes: +20m
          odds: 0.5
          greeting_odds: 0.5
          curve: steps
          steps: [{at: 0s, share: 1}]
          pools:
            - {enterprise: cola, packets: 2000, budget: 4000.00, min: 1.00, max: 8.00}
            - {enterprise: tea, packets: 2000, budget: 3000.00, min: 0.50, max: 8.00}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final Path campaign;
  private final LocalPorts ports =
      new LocalPorts(
          FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Duration warmUp = Duration.ZERO;
  private LocalSystem system;
  private TicketMint mint;

  TestSystem(Path directory) throws IOException {
    this(directory, 12);
  }

  /** One whose wave opens so many seconds after it is loaded. */
  TestSystem(Path directory, int opensAfterSeconds) throws IOException {
    this(directory, String.format(Locale.ROOT, CAMPAIGN, opensAfterSeconds));
  }

  /** One with a campaign of its own. */
  TestSystem(Path directory, String campaignText) throws IOException {
    this.directory = directory;
    this.campaign = directory.resolve("campaign.yaml");
    Files.writeString(campaign, campaignText);
  }

  DataDirectory data() {
    return new DataDirectory(directory.resolve("data"));
  }

  /** The same, with practice shakes for so long at most before it is ready. */
  TestSystem warmingUp(Duration atMost) {
    warmUp = atMost;
    return this;
  }

  TestSystem start() {
    return start(1);
  }

  /** Starts it with so many subtasks of the draw job. */
  TestSystem start(int parallelism) {
    return start(parallelism, false);
  }

  /** Starts it with each part an OS process. */
  TestSystem startAsProcesses() {
    return start(1, true);
  }

  private TestSystem start(int parallelism, boolean processes) {
    LocalSettings settings =
        new LocalSettings(
                data(), ports, Optional.of(campaign), campaign, EDGES, 1, 1, parallelism, processes)
            .warmingUp(warmUp);
    system = LocalSystem.start(settings, lines::add);
    mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(data())));
    return this;
  }

  /** What {@code up} has said so far. */
  List<String> lines() {
    return lines;
  }

  /** What each edge's admin port says. */
  List<HttpResponse<String>> admin(String path) {
    return Stream.of(system.addresses().admin().split(",", -1))
        .map(
            edge -> HttpRequest.newBuilder(URI.create(edge + path)).timeout(Patience.LIMIT).build())
        .map(request -> http.sendAsync(request, BodyHandlers.ofString()).join())
        .toList();
  }

  /** Gives an edge a plan file, counted from 0. */
  HttpResponse<String> postPlan(int edge, Path file) throws IOException {
    String admin = system.addresses().admin().split(",", -1)[edge];
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(admin + "/plan"))
            .timeout(Patience.LIMIT)
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString()).join();
  }

  /** Does what Flink's button does. */
  void cancelJob(String name) {
    for (JsonNode job : flink("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name) && job.path("end-time").asLong() < 0) {
        URI uri =
            URI.create(
                system.addresses().flink() + "/jobs/" + job.path("jid").asText() + "?mode=cancel");
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .method("PATCH", HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        http.sendAsync(request, BodyHandlers.discarding()).join();
      }
    }
  }

  Addresses addresses() {
    return system.addresses();
  }

  HttpResponse<String> post(String user, String body) {
    return sending(user, body).join();
  }

  /** A shake of the current turn by a phone of a test group. */
  HttpResponse<String> shakeOfGroup(String group, String user) {
    return http.sendAsync(
            request(user, "", group, "/v1/shakes")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString())
        .join();
  }

  /** What a phone of a test group is told; of no group, any other phone. */
  HttpResponse<String> getOfGroup(String group, String user, String path) {
    return http.sendAsync(request(user, "", group, path).GET().build(), BodyHandlers.ofString())
        .join();
  }

  /** A shake of the current turn from a device. */
  HttpResponse<String> shakeFrom(String user, String device) {
    return shakingFrom(user, device).join();
  }

  CompletableFuture<HttpResponse<String>> shakingFrom(String user, String device) {
    return http.sendAsync(
        request(user, device, "/v1/shakes").POST(HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sending(String user, String body) {
    HttpRequest.Builder request =
        request(user, "/v1/shakes").POST(HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** What Flink's REST interface says. */
  JsonNode flink(String path) {
    URI uri = URI.create(system.addresses().flink() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Patience.LIMIT).build();
    try {
      return JSON.readTree(http.sendAsync(request, BodyHandlers.ofString()).join().body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON at " + uri, e);
    }
  }

  HttpResponse<String> get(String user, String path) {
    return http.sendAsync(request(user, path).GET().build(), BodyHandlers.ofString()).join();
  }

  private HttpRequest.Builder request(String user, String path) {
    return request(user, "", path);
  }

  private HttpRequest.Builder request(String user, String device, String path) {
    return request(user, device, "", path);
  }

  private HttpRequest.Builder request(String user, String device, String group, String path) {
    String ticket =
        mint.mint(user, device, group, TicketMint.LIFETIME, System.currentTimeMillis()).text();
    return HttpRequest.newBuilder(URI.create(nextEdge() + path))
        .timeout(Patience.LIMIT)
        .header("Prefer", "wait=5")
        .header("Authorization", "Bearer " + ticket);
  }

  /** Each in its turn. */
  private String nextEdge() {
    List<String> edges = edges();
    return edges.get(Math.floorMod(requests.getAndIncrement(), edges.size()));
  }

  /** The same public call at each edge. */
  List<HttpResponse<String>> atEachEdge(String path) {
    return edges().stream()
        .map(
            edge -> HttpRequest.newBuilder(URI.create(edge + path)).timeout(Patience.LIMIT).build())
        .map(request -> http.sendAsync(request, BodyHandlers.ofString()).join())
        .toList();
  }

  private List<String> edges() {
    return List.of(system.addresses().edge().split(",", -1));
  }

  AudienceReport audience(int phones, int ratePerSecond, Duration duration, Path seen)
      throws InterruptedException {
    AudienceSettings load =
        new AudienceSettings(
            edges().stream().map(Endpoint::parse).toList(),
            AudienceSettings.DEFAULT_PREFIX,
            phones,
            ratePerSecond,
            duration,
            AudienceSettings.DEFAULT_WAIT_SECONDS,
            AudienceSettings.defaultConnections(ratePerSecond),
            AudienceSettings.DEFAULT_OPEN_WITHIN,
            Patience.LIMIT,
            1,
            Optional.of(seen));
    return new Audience(
            load,
            user -> mint.mint(user, "", TicketMint.LIFETIME, System.currentTimeMillis()).text())
        .run(new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false));
  }

  AuditReport audit(Path seen) throws InterruptedException {
    LocalKeys keys = LocalKeys.read(data());
    return Audit.run(
        AuditSettings.of(
            system.addresses().kafka(), keys.verifyingKey(), keys.sealingKey(), Optional.of(seen)),
        line -> {});
  }

  Trace trace() {
    LocalKeys keys = LocalKeys.read(data());
    return new Trace(system.addresses().kafka(), keys.verifyingKey(), keys.sealingKey());
  }

  @Override
  public void close() {
    if (system != null) {
      system.close();
    }
  }
}
