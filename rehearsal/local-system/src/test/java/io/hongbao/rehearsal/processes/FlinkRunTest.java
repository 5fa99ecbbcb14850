package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.Edge;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.kafka.TopicSetup;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowLoader;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.ChildProcess;
import io.hongbao.rehearsal.parts.LoneBroker;
import io.hongbao.rehearsal.parts.RedisServer;
import io.hongbao.rehearsal.parts.RedisSettings;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The draw job handed to a Flink that knows nothing of us, by Flink's own command. */
class FlinkRunTest {

  private static final int PARTITIONS = 2;

  private static final String CAMPAIGN =
      """
      show: flink-run
      time_zone: Asia/Shanghai
      buckets: 2
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 500ms
      enterprises:
        - {id: cola, name: "Cola"}
      greetings: []
      waves:
        - id: first
          opens: now+12s
          closes: +20m
          odds: 1
          greeting_odds: 0
          curve: steps
          steps: [{at: 0s, share: 1}]
          pools:
            - {enterprise: cola, packets: 10, budget: 20.00, min: 1.00, max: 8.00}
      """;

  @TempDir private Path directory;

  @Test
  void shouldAnswerAShakeWhenRunByFlinksOwnCommand() throws Exception {
    // Given
    var data = new DataDirectory(directory.resolve("data"));
    LocalKeys.makeMissing(data);
    LocalKeys keys = LocalKeys.read(data);
    Path jar = jobJar();
    assertThat(PlainFlink.jars())
        .isNotEmpty()
        .noneMatch(it -> it.toString().matches(".*(hongbao|kafka|lettuce|/classes).*"));

    try (Broker broker = Broker.start(LoneBroker.settings(data.kafka()));
        RedisServer redis = RedisServer.start(redisSettings(data));
        PlainFlink flink = new PlainFlink(directory.resolve("flink")).start();
        RestJobManagerClient rest = flink.rest()) {
      load(broker.address(), keys);
      await().until(() -> !rest.taskManagers().isEmpty());

      // When
      ChildProcess command =
          flink.command(
              "run",
              "-d",
              "-c",
              DrawJob.class.getName(),
              jar.toString(),
              "--kafka",
              broker.address(),
              "--redis",
              redis.address(),
              "--keys",
              data.keys().toString(),
              "--partitions",
              String.valueOf(PARTITIONS));
      int status = command.awaitEnd();

      // Then
      String said = Files.readString(flink.log("command"));
      assertThat(status).as(said).isZero();
      assertThat(said).contains("Job has been submitted with");
      await()
          .untilAsserted(
              () ->
                  assertThat(rest.jobs())
                      .extracting(JobStatusMessage::getJobName, JobStatusMessage::getJobState)
                      .containsExactly(tuple(DrawJob.NAME, JobStatus.RUNNING)));
      assertThat(answer(broker.address(), redis.address(), keys))
          .contains("\"result\":\"PACKET\"", "\"enterprise\":\"cola\"");
    }
  }

  @Test
  void shouldCarryWhatFlinkLacksAndNothingThatItBrings() throws Exception {
    // Given
    Set<String> brought = new HashSet<>();
    for (Path jar : PlainFlink.jars()) {
      brought.addAll(entries(jar));
    }

    // When
    Set<String> carried = entries(jobJar());

    // Then
    assertThat(carried)
        .contains(
            "io/hongbao/jobs/draw/DrawJob.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "io/lettuce/core/RedisClient.class",
            "META-INF/LICENSE",
            "META-INF/NOTICE")
        .noneMatch(it -> it.matches("META-INF/.*[.](SF|DSA|RSA)"));
    carried.retainAll(brought);
    assertThat(carried)
        .noneMatch(it -> it.matches("org/(apache/flink|apache/logging|rocksdb|slf4j)/.*[.]class"));
  }

  private static Set<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).collect(Collectors.toSet());
    }
  }

  private static Path jobJar() {
    Path jar = Path.of(System.getProperty("hongbao.job.jar")).normalize();
    assertThat(jar).as("made by `mvn package` in flink-jobs").isRegularFile();
    return jar;
  }

  private void load(String kafka, LocalKeys keys) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      TopicSetup.createAndVerify(admin, Topics.forBrokers(1, PARTITIONS));
    }
    Path campaign = Files.writeString(directory.resolve("campaign.yaml"), CAMPAIGN);
    new ShowLoader(kafka, keys, "test").loadAndActivate(campaign);
  }

  /**
   * Of a user's shake at an edge of its own, once the wave is open. While it is decided the same
   * shake is asked for: the next turn would find that the user holds a packet.
   */
  private static String answer(String kafka, String redis, LocalKeys keys) {
    TicketKeys ticketKeys = TicketKeys.parse(keys.ticketKeys());
    String ticket =
        new TicketMint(ticketKeys)
            .mint("u1", "", TicketMint.LIFETIME, System.currentTimeMillis())
            .text();
    AtomicReference<HttpResponse<String>> reply = new AtomicReference<>();
    try (Edge edge =
        Edge.start(
            EdgeSettings.local(
                "edge-1", 0, 0, kafka, "redis://" + redis, ticketKeys, keys.verifyingKey()))) {
      HttpClient http = HttpClient.newHttpClient();
      URI shakes = URI.create("http://127.0.0.1:" + edge.port() + "/v1/shakes");
      HttpRequest post = request(shakes, ticket).POST(BodyPublishers.noBody()).build();
      AtomicReference<HttpRequest> next = new AtomicReference<>(post);
      await()
          .until(
              () -> {
                reply.set(http.send(next.get(), BodyHandlers.ofString()));
                next.set(
                    reply
                        .get()
                        .headers()
                        .firstValue("Location")
                        .map(location -> request(shakes.resolve(location), ticket).GET().build())
                        .orElse(reply.get().statusCode() == 202 ? next.get() : post));
                return reply.get().statusCode() == 200
                    && !reply.get().body().contains("\"CLOSED\"");
              });
    }
    return reply.get().body();
  }

  private static HttpRequest.Builder request(URI uri, String ticket) {
    return HttpRequest.newBuilder(uri)
        .timeout(Patience.LIMIT)
        .header("Prefer", "wait=5")
        .header("Authorization", "Bearer " + ticket);
  }

  private static RedisSettings redisSettings(DataDirectory data) {
    return new RedisSettings(
        "redis-1",
        FreePorts.next(),
        data.redis(),
        data.pidFile("redis-1"),
        data.logs().resolve("redis-1.log"),
        64);
  }
}
