package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.CapturedLogs;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.fixtures.PolicyFixture;
import io.hongbao.resources.policy.AccessPoint;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.resources.policy.SignedPolicy;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.PolicyRecord;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What phones are advised to do, and how they hear of something newer. */
class PolicyCallTest {

  private static final String ALICE = "alice";
  private static final PhonePolicy POLICY = PolicyFixture.policy(7, "A break");

  private TestEdge edge;

  @BeforeEach
  void start() {
    edge = new TestEdge();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private String served() {
    return edge.send(edge.request("/v1/policy")).body();
  }

  @Test
  void shouldServeTheBuiltInPolicyUntilOneIsPublished() {
    assertThat(served()).isEqualTo(SignedPolicy.BUILT_IN.document());

    edge.follow(PolicyFixture.record(POLICY));

    HttpResponse<String> reply = edge.send(edge.request("/v1/policy"));
    assertThat(reply.body()).isEqualTo(PolicyFixture.document(POLICY));
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(edge.metrics()).contains("hongbao_edge_policy 7.0");
  }

  @Test
  void shouldSayWhenAPhoneHasItAlready() {
    edge.follow(PolicyFixture.record(POLICY));
    String tag = edge.send(edge.request("/v1/policy")).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = edge.send(edge.request("/v1/policy").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    edge.follow(PolicyFixture.record(PolicyFixture.policy(8, "Another")));
    assertThat(edge.send(edge.request("/v1/policy").header("If-None-Match", tag)).statusCode())
        .isEqualTo(200);
    assertThat(edge.send(edge.request("/v1/policy").method("HEAD", BodyPublishers.noBody())).body())
        .isEmpty();
  }

  @Test
  void shouldNameTheNewestPolicyInEveryAnswer() {
    edge.answers.putForAll(Outcome.MISS);
    assertThat(edge.send(edge.shakeOf(ALICE)).body()).startsWith("{\"plan\":1,\"policy\":0,");

    edge.follow(PolicyFixture.record(POLICY));

    String start = "{\"plan\":1,\"policy\":7,";
    assertThat(edge.send(edge.shakeOf("bob")).body()).startsWith(start);
    edge.log.setMode(InMemoryShakeLog.Mode.REFUSE);
    HttpResponse<String> busy = edge.send(edge.shakeOf("carol"));
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.body()).startsWith(start).contains("\"result\":\"BUSY\"");
    edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis() + 60_000);
    assertThat(edge.send(edge.shakeOf("dave")).body())
        .startsWith(start)
        .contains("\"result\":\"CLOSED\"");
  }

  @Test
  void shouldNameItOverALongConnection() throws IOException {
    edge.answers.putForAll(Outcome.MISS);
    edge.follow(PolicyFixture.record(POLICY));

    try (LiveClient phone = LiveClient.open(edge.edge.port())) {
      phone.showTicket(TestEdge.ticketOf(ALICE));
      phone.next("show");
      phone.say("{\"shake\":{}}");

      assertThat(phone.next("answer").get("policy").asInt()).isEqualTo(7);
    }
  }

  @Test
  void shouldKeepWhatIsThereWhenOneIsForged() {
    edge.follow(PolicyFixture.record(POLICY));
    try (CapturedLogs logs = new CapturedLogs()) {
      edge.follow(new PolicyRecord(8, PolicyFixture.forged(PolicyFixture.policy(8, "Mine"))));

      assertThat(logs.lines())
          .containsOnlyOnce(
              "io.hongbao.edge.policy.PolicyShelf passed over phone policy 8, and policy 7 stays:"
                  + " its signature is wrong");
    }
    assertThat(served()).isEqualTo(PolicyFixture.document(POLICY));
    assertThat(edge.metrics()).contains("hongbao_edge_policies_refused_total 1.0");
  }

  @Test
  void shouldKeepWhatIsThereWhenARecordIsForged() {
    PolicyRecord record = PolicyFixture.record(POLICY);
    edge.shows.accept(
        record.key().getBytes(StandardCharsets.UTF_8),
        record.sign(SigningKey.generate().signingKey()));

    assertThat(served()).isEqualTo(SignedPolicy.BUILT_IN.document());
    assertThat(edge.metrics()).contains("hongbao_edge_bad_records_total 1.0");
  }

  @Test
  void shouldNeverGoBackToAnOlderOne() {
    edge.follow(PolicyFixture.record(POLICY));
    edge.follow(PolicyFixture.record(POLICY));
    assertThat(edge.metrics()).contains("hongbao_edge_policies_refused_total 0.0");
    try (CapturedLogs logs = new CapturedLogs()) {
      edge.follow(PolicyFixture.record(PolicyFixture.policy(6, "Older")));
      edge.follow(PolicyFixture.record(PolicyFixture.policy(7, "Another 7")));

      assertThat(logs.lines())
          .containsOnlyOnce(
              "io.hongbao.edge.policy.PolicyShelf passed over phone policy 6, and policy 7 stays:"
                  + " version 6 is not newer than 7")
          .containsOnlyOnce(
              "io.hongbao.edge.policy.PolicyShelf passed over phone policy 7, and policy 7 stays:"
                  + " version 7 is not newer than 7");
    }
    assertThat(served()).isEqualTo(PolicyFixture.document(POLICY));
    assertThat(edge.metrics()).contains("hongbao_edge_policies_refused_total 2.0");
  }

  @Test
  void shouldServeThePageWithTheKeyAndTheRightToGoWhereThePolicySays() {
    edge.follow(
        PolicyFixture.record(
            PolicyFixture.policy(1, "A break", new AccessPoint("https://gz.example", "", "", 1))));

    HttpResponse<String> page = edge.send(edge.request("/"));

    assertThat(page.body())
        .contains(
            "<meta name=\"hongbao-key\" content=\"" + PlanFixture.VERIFYING_KEY.toBase64() + "\">");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("connect-src 'self' https://gz.example https://static.example wss://gz.example;");
  }
}
