package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.fixtures.InMemoryPlanLog;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.PlanFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has not the admin token learns at the admin port whether the edge is ready, and no more. */
class AdminPortTest {

  private static final AdminToken TOKEN = AdminToken.generate();

  private final TestEdge edge = new TestEdge(guarded("edge-1"));

  private static EdgeSettings guarded(String edgeId) {
    return TestEdge.settings(edgeId)
        .withSecurity(SecuritySettings.LOCAL.withAdminToken(Optional.of(TOKEN)));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private static HttpRequest.Builder request(TestEdge to, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.edge.adminPort() + path));
  }

  private HttpResponse<String> get(String path, String authorization) {
    return edge.send(request(edge, path).header("Authorization", authorization));
  }

  private static HttpRequest.Builder planFile(TestEdge to) {
    PlanFile file = PlanFileCallTest.file(5, PlanFileCallTest.mode(5, Mode.CALM));
    return request(to, "/plan").POST(BodyPublishers.ofByteArray(file.toBytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/nowhere"})
  void shouldRefuseWhoHasNoToken(String path) {
    HttpResponse<String> none = edge.admin(path);
    HttpResponse<String> wrong = get(path, AdminToken.generate().toAuthorization());

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(none.body()).contains("expected the header Authorization: Bearer TOKEN");
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldServeWhoHasTheToken() {
    assertThat(get("/metrics", TOKEN.toAuthorization()).body()).contains("hongbao_edge_ready ");
  }

  @Test
  void shouldTakeNoPlanFileWithoutTheToken() {
    HttpResponse<String> refused = edge.send(planFile(edge));
    HttpResponse<String> taken =
        edge.send(planFile(edge).header("Authorization", TOKEN.toAuthorization()));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(taken.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellProbesNoMoreThanTheyNeed() {
    assertThat(edge.admin("/livez").body()).isEqualTo("alive\n");
    await().untilAsserted(() -> assertThat(edge.admin("/readyz").body()).isEqualTo("ready\n"));
    edge.notCaughtUp = List.of("verdicts");

    HttpResponse<String> probed = edge.admin("/readyz");
    HttpResponse<String> asked = get("/readyz", TOKEN.toAuthorization());

    assertThat(probed.statusCode()).isEqualTo(503);
    assertThat(probed.body()).contains("the admin token tells why").doesNotContain("verdicts");
    assertThat(asked.statusCode()).isEqualTo(503);
    assertThat(asked.body()).contains("topic verdicts is not read to its end");
  }

  @Test
  void shouldPassPlanFilesOnToPeersWithTheToken() {
    InMemoryPlanLog log = new InMemoryPlanLog();
    try (TestEdge peer = new TestEdge(guarded("edge-2"), log);
        TestEdge first =
            new TestEdge(
                guarded("edge-3")
                    .withPlanDelivery(
                        new PlanDelivery(
                            Optional.empty(),
                            List.of(URI.create("http://127.0.0.1:" + peer.edge.adminPort())))),
                log)) {
      first.send(planFile(first).header("Authorization", TOKEN.toAuthorization()));

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          peer.send(
                                  request(peer, "/metrics")
                                      .header("Authorization", TOKEN.toAuthorization()))
                              .body())
                      .contains("hongbao_edge_plan_file 5.0"));
    }
  }

  @Test
  void shouldNotBeOpenToOthersWithoutAToken() {
    assertThatThrownBy(
            () -> EdgeSettings.requireTokenBeyondLoopback("0.0.0.0", SecuritySettings.LOCAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the admin port would be open at 0.0.0.0 without a token: set HONGBAO_ADMIN_TOKEN, put"
                + " admin.token into the folder HONGBAO_KEYS, or bind 127.0.0.1");
    EdgeSettings.requireTokenBeyondLoopback("127.0.0.1", SecuritySettings.LOCAL);
    EdgeSettings.requireTokenBeyondLoopback("::1", SecuritySettings.LOCAL);
    EdgeSettings.requireTokenBeyondLoopback(
        "0.0.0.0", SecuritySettings.LOCAL.withAdminToken(Optional.of(TOKEN)));
  }
}
