package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.FakeWallet;
import io.hongbao.edge.wallet.WalletAddress;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalletCallTest {

  private static final String EMPTY = "{\"balanceFen\":0,\"entries\":[]}";

  private FakeWallet wallet;
  private TestEdge edge;

  @BeforeEach
  void start() {
    wallet = FakeWallet.start();
    edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withWallet(
                    Optional.of(
                        WalletAddress.of(wallet.address(), Optional.of("a-secret-of-16-chars")))));
  }

  @AfterEach
  void stop() {
    edge.close();
    wallet.close();
  }

  @Test
  void shouldTellWhatTheWalletSaysAndAskOnceForAMoment() {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> reply = ask("张伟/1 a+b");
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body())
          .isEqualTo(
              """
              {"balanceFen":188,"entries":[{"key":"test.0.1.0/0/1","amountFen":188,\
              "bookedAtMs":1802003400000}]}""");
    }
    assertThat(wallet.asked())
        .first()
        .isEqualTo(
            "/accounts/%E5%BC%A0%E4%BC%9F%2F1%20a%2Bb/statement?limit=20"
                + " Bearer a-secret-of-16-chars");
  }

  @Test
  void shouldTellOfWhomNothingWasPaidTo() {
    wallet.say(404, "{}");

    assertThat(ask("u1").body()).isEqualTo(EMPTY);
  }

  @ParameterizedTest
  @CsvSource({"500,{}", "200,garbage", "200,{}", "200,'{\"balanceFen\":\"1\",\"entries\":[]}'"})
  void shouldSayThatTheWalletDoesNotAnswer(int status, String body) {
    wallet.say(status, body);

    assertThat(ask("u1").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldNotReadAStatementBeyondAllBounds() {
    wallet.say(200, "{\"balanceFen\":1,\"entries\":[],\"x\":\"" + "x".repeat(100_000) + "\"}");

    assertThat(ask("u1").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldNotAskAWalletThatHasFailedForSomeTime() {
    wallet.say(500, "{}");
    for (int i = 0; i < 20; i++) {
      assertThat(ask("u" + i).statusCode()).isEqualTo(503);
    }

    assertThat(wallet.asked()).hasSize(5);
  }

  @Test
  void shouldAnswerShakesWhileTheWalletSaysNothing() {
    wallet.hold();
    var waiting = edge.sendAsync(edge.requestOf("u1", "/v1/wallet"));
    edge.answers.putForAll(Outcome.MISS);

    assertThat(edge.send(edge.shakeOf("u2")).statusCode()).isEqualTo(200);
    assertThat(waiting.join().statusCode()).isEqualTo(503);
  }

  @Test
  void shouldKnowNoWalletUnlessItIsToldOfOne() {
    try (TestEdge other = new TestEdge()) {
      assertThat(other.send(other.requestOf("u1", "/v1/wallet")).statusCode()).isEqualTo(404);
      assertThat(other.send(other.request("/v1/wallet")).statusCode()).isEqualTo(401);
    }
  }

  private HttpResponse<String> ask(String user) {
    return edge.send(edge.requestOf(user, "/v1/wallet"));
  }
}
