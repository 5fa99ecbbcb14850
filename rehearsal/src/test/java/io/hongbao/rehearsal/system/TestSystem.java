package io.hongbao.rehearsal.system;

import io.hongbao.edge.ticket.TicketKeys;
import io.hongbao.edge.ticket.TicketMint;
import io.hongbao.rehearsal.FreePorts;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.rehearsal.audience.http.Endpoint;
import io.hongbao.rehearsal.audit.Audit;
import io.hongbao.rehearsal.audit.AuditReport;
import io.hongbao.rehearsal.audit.AuditSettings;
import io.hongbao.rehearsal.trace.Trace;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A real system in the test's JVM, with a show in which half of the turns pass. */
final class TestSystem implements AutoCloseable {

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
          opens: now+4s
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
  private final LocalSettings settings;
  private LocalSystem system;
  private TicketMint mint;

  TestSystem(Path directory) throws IOException {
    Path campaign = directory.resolve("campaign.yaml");
    Files.writeString(campaign, CAMPAIGN);
    this.settings =
        new LocalSettings(
            new DataDirectory(directory.resolve("data")),
            new LocalPorts(
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next()),
            Optional.of(campaign),
            campaign,
            1,
            1,
            1,
            false);
  }

  TestSystem start() {
    system = LocalSystem.start(settings, line -> {});
    mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(settings.data())));
    return this;
  }

  Addresses addresses() {
    return system.addresses();
  }

  HttpResponse<String> post(String user, String body) {
    return sending(user, body).join();
  }

  CompletableFuture<HttpResponse<String>> sending(String user, String body) {
    HttpRequest.Builder request =
        request(user, "/v1/shakes").POST(HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String user, String path) {
    return http.sendAsync(request(user, path).GET().build(), BodyHandlers.ofString()).join();
  }

  private HttpRequest.Builder request(String user, String path) {
    String ticket = mint.mint(user, "", TicketMint.LIFETIME, System.currentTimeMillis()).text();
    return HttpRequest.newBuilder(URI.create(system.addresses().edge() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Prefer", "wait=5")
        .header("Authorization", "Bearer " + ticket);
  }

  AudienceReport audience(int phones, int ratePerSecond, Duration duration, Path seen)
      throws InterruptedException {
    AudienceSettings load =
        AudienceSettings.of(
                List.of(Endpoint.parse(system.addresses().edge())), phones, ratePerSecond, duration)
            .recordedIn(seen);
    return new Audience(
            load,
            user -> mint.mint(user, "", TicketMint.LIFETIME, System.currentTimeMillis()).text())
        .run(new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false));
  }

  AuditReport audit(Path seen) throws InterruptedException {
    LocalKeys keys = LocalKeys.read(settings.data());
    return Audit.run(
        AuditSettings.of(
            system.addresses().kafka(), keys.verifyingKey(), keys.sealingKey(), Optional.of(seen)),
        line -> {});
  }

  Trace trace() {
    LocalKeys keys = LocalKeys.read(settings.data());
    return new Trace(system.addresses().kafka(), keys.verifyingKey(), keys.sealingKey());
  }

  @Override
  public void close() {
    if (system != null) {
      system.close();
    }
  }
}
