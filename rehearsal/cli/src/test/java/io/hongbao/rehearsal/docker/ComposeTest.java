package io.hongbao.rehearsal.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The compose file and all that it names, without Docker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeTest {

  private List<Check> checks;

  @BeforeAll
  void prepare(@TempDir Path scratch) {
    checks =
        List.of(
            new SchemaCheck(),
            new BuildCheck(),
            new FileCheck(),
            new VariableCheck(),
            new ServiceCheck(),
            new PortCheck(),
            new BrokerCheck(),
            new SettingsCheck(scratch));
  }

  @TestFactory
  Stream<DynamicTest> shouldHaveNothingToComplainOf() {
    return checks.stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.getClass().getSimpleName(),
                    () -> assertThat(check.problems(Compose.read())).isEmpty()));
  }

  @Test
  void shouldHaveTheTopologyOfUp() {
    assertThat(Compose.read().services().keySet())
        .contains("kafka-1", "kafka-2", "kafka-3", "redis-1", "jobmanager-1")
        .contains("taskmanager-1", "taskmanager-2", "edge-1", "edge-2", "load-balancer")
        .contains("jobmanager-2", "taskmanager-3")
        .contains("jobmanager-3", "taskmanager-4", "postgres-1", "wallet-1", "payout-1");
  }

  /** One without a share of its own has 1024. */
  @Test
  void shouldLetTheRiskJobAndCommandsYieldToTheDraw() {
    Map<String, Object> shares = new TreeMap<>();
    Compose.read()
        .services()
        .forEach(
            (name, service) -> {
              if (service.containsKey("cpu_shares")) {
                shares.put(name, service.get("cpu_shares"));
              }
            });

    assertThat(shares)
        .isEqualTo(
            Map.of("hongbao", 256, "jobmanager-2", 256, "taskmanager-3", 256, "topics", 256));
  }

  @TestFactory
  Stream<DynamicTest> shouldComplainOfDamage() {
    return Stream.of(
        damage("a setting that compose has not", "memory", set("redis-1", "memory", "1g")),
        damage("no Dockerfile", "no Dockerfile at", build("edge-1", "dockerfile", "Dockerfile")),
        damage("no stage", "has no stage edges", build("edge-1", "target", "edges")),
        damage(
            "no file to mount",
            "nothing to mount at",
            list("redis-1", "volumes", "./config/redis.config:/etc/redis/redis.conf:ro")),
        damage(
            "a volume nobody declared",
            "no volume redis-2 is declared",
            list("redis-1", "volumes", "redis-2:/data")),
        damage(
            "a secret nobody declared",
            "no secret other.key is declared",
            list("edge-1", "secrets", "other.key")),
        damage(
            "a variable without an example",
            "OTHER is not in .env.example",
            compose -> compose.variables().put("OTHER", "")),
        damage(
            "a default that differs from its example",
            "HONGBAO_PORT is 80, in .env.example 8080",
            compose -> compose.variables().put("HONGBAO_PORT", "80")),
        damage("latest", "not pinned", set("redis-1", "image", "redis:latest")),
        damage("no tag", "not pinned", set("redis-1", "image", "redis")),
        damage("half a version", "not pinned", set("redis-1", "image", "redis:6.2-alpine")),
        damage("root", "runs as root", set("redis-1", "user", "0:0")),
        damage("no limit of memory", "no limit of memory", unset("edge-1", "mem_limit")),
        damage("no health check", "has no health check", unset("edge-1", "healthcheck")),
        damage("privileges", "may gain privileges", unset("kafka-1", "security_opt")),
        damage(
            "nobody to wait for",
            "waits for redis, which is no service",
            set("edge-1", "depends_on", Map.of("redis", Map.of("condition", "service_started")))),
        damage(
            "a health that nobody checks",
            "waits for the health of topics",
            set("edge-1", "depends_on", Map.of("topics", Map.of("condition", "service_healthy")))),
        damage(
            "a port for all the world",
            "not bound to 127.0.0.1",
            list("edge-1", "ports", "8090:8090")),
        damage(
            "a port twice",
            "port 8090 is that of edge-1",
            list("edge-2", "ports", "127.0.0.1:8090:8090")),
        damage(
            "a port where nobody listens",
            "names edge-1:8099, where nobody listens",
            list("edge-1", "ports", "127.0.0.1:8099:8099")),
        damage(
            "another port than the load balancer's",
            "not HONGBAO_EDGE_PORT",
            environment("edge-1", "HONGBAO_EDGE_PORT", "8079")),
        damage(
            "a broker at another port",
            "names kafka-1:9094, where nobody listens",
            environment("edge-1", "HONGBAO_KAFKA", "kafka-1:9094")),
        damage(
            "a broker that is none",
            "which is no service",
            environment("edge-1", "HONGBAO_KAFKA", "kafka:9092")),
        damage(
            "an edge that believes everyone",
            "not the load balancer alone",
            environment("edge-1", "HONGBAO_TRUSTED_PROXIES", "0.0.0.0/0")),
        damage(
            "a setting that no edge reads",
            "HONGBAO_ADMINPORT is read by nobody",
            environment("edge-1", "HONGBAO_ADMINPORT", "8090")),
        damage(
            "an edge without a setting",
            "HONGBAO_REDIS: expected a value",
            environment("edge-1", "HONGBAO_REDIS", "")),
        damage("an edge without keys", "ticket.keys", unset("edge-1", "secrets")),
        damage(
            "an edge that cannot check plans",
            "verifying.key",
            list("edge-1", "secrets", "ticket.keys")),
        damage(
            "an admin port that is open to all",
            "the admin port would be open at 0.0.0.0 without a token",
            set("edge-1", "secrets", List.of("ticket.keys", "verifying.key"))),
        damage(
            "a wallet that is open to all",
            "HONGBAO_WALLET_BIND is 0.0.0.0, which is not loopback",
            set("wallet-1", "secrets", List.of("wallet.token"))),
        damage(
            "a wallet without a database",
            "HONGBAO_WALLET_DATABASE: expected jdbc:postgresql:",
            environment("wallet-1", "HONGBAO_WALLET_DATABASE", "")),
        damage(
            "a payout adapter that pays nobody",
            "names wallet-1:8101, where nobody listens",
            environment("payout-1", "HONGBAO_WALLET", "http://wallet-1:8101")),
        damage(
            "a setting that no payout adapter reads",
            "HONGBAO_PAYOUT_RATE is read by nobody",
            environment("payout-1", "HONGBAO_PAYOUT_RATE", "1")),
        damage(
            "a job without a setting",
            "expected --partitions or HONGBAO_PARTITIONS",
            environment("jobmanager-1", "HONGBAO_PARTITIONS", "")),
        damage(
            "a job that forgets",
            "goes on from no checkpoint",
            environment("jobmanager-2", "HONGBAO_CHECKPOINTS", "")),
        damage(
            "checkpoints in a container",
            "has no volume of jobmanager-1 at /checkpoints",
            list("jobmanager-1", "volumes", "jobmanager-1:/work")),
        damage(
            "checkpoints of another job",
            "taskmanager-3: has no volume of jobmanager-2 at /checkpoints",
            list("taskmanager-3", "volumes", "checkpoints:/checkpoints")),
        damage(
            "a task manager without keys",
            "has no /run/secrets/sealing.key",
            set("taskmanager-2", "secrets", List.of("verifying.key"))),
        damage("a command without keys", "no key", set("hongbao", "secrets", List.of())),
        damage(
            "topics without partitions",
            "HONGBAO_PARTITIONS: expected a value",
            environment("topics", "HONGBAO_PARTITIONS", "")),
        damage(
            "a voter that is no broker",
            "controller.quorum.voters is",
            environment("kafka-2", "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@kafka-1:9093")),
        damage(
            "one node id twice",
            "two brokers have one node.id",
            environment("kafka-2", "KAFKA_NODE_ID", 1)),
        damage(
            "a variable against the law",
            "unclean.leader.election.enable is true, expected false",
            environment("kafka-2", "KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE", "true")),
        damage(
            "no file of the law",
            "min.insync.replicas is null, expected 2",
            set("kafka-3", "volumes", List.of())));
  }

  private DynamicTest damage(String name, String complaint, Consumer<Compose> change) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Compose compose = Compose.read();
          change.accept(compose);
          assertThat(checks.stream().flatMap(check -> check.problems(compose).stream()))
              .anyMatch(it -> it.contains(complaint));
        });
  }

  private static Consumer<Compose> set(String service, String name, Object value) {
    return compose -> compose.service(service).put(name, value);
  }

  private static Consumer<Compose> unset(String service, String name) {
    return compose -> compose.service(service).remove(name);
  }

  private static Consumer<Compose> list(String service, String name, String onlyValue) {
    return set(service, name, List.of(onlyValue));
  }

  private static Consumer<Compose> build(String service, String name, String value) {
    return compose -> Compose.map(compose.service(service).get("build")).put(name, value);
  }

  private static Consumer<Compose> environment(String service, String name, Object value) {
    return compose -> compose.environment(service).put(name, value);
  }
}
