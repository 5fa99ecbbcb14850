package io.hongbao.payment.payout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.wire.http.BoundedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The wallet's HTTP calls: from the account of the enterprise, which has its id, to the account of
 * the user, which has the user's name. An answer counts only if its body names the key, and a
 * payment only if it names payer, payee and amount too; whatever else comes back, whatever its
 * status, is unknown.
 */
public final class HttpPaymentSystem implements PaymentSystem {

  private static final int MAX_ANSWER_BYTES = 8_192;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final ExecutorService threads;
  private final HttpClient client;

  /**
   * Where to pay.
   *
   * @param address such as http://127.0.0.1:8100
   * @param token what the wallet asks for; empty for nothing
   * @param timeout of a whole call, 10 ms to 10 minutes
   */
  public record Settings(URI address, Optional<String> token, Duration timeout) {
    public Settings {
      if (timeout.toMillis() < 10 || timeout.toMinutes() > 10) {
        throw new IllegalArgumentException(
            "timeout is " + timeout + ", expected 10 ms to 10 minutes");
      }
    }

    @Override
    public String toString() {
      return address + " within " + timeout;
    }
  }

  public HttpPaymentSystem(Settings settings) {
    this.settings = settings;
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "hongbao-payout-http");
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  @Override
  public CompletableFuture<PayoutResult> pay(PayoutInstruction instruction) {
    CompletableFuture<HttpResponse<byte[]>> call;
    try {
      call = client.sendAsync(request(instruction), ignored -> new BoundedBody(MAX_ANSWER_BYTES));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          new PayoutResult.Unpayable("it cannot be sent: " + e.getMessage()));
    }
    // The request's own timeout ends with the answer's head.
    return call.copy()
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                call.cancel(true);
                return new PayoutResult.Unknown(failure.toString());
              }
              return read(instruction, answer.statusCode(), answer.body());
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private HttpRequest request(PayoutInstruction instruction) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.address().resolve("/transfers"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", instruction.key())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(instruction)));
    settings.token().ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request.build();
  }

  private byte[] body(PayoutInstruction instruction) {
    try {
      return JSON.writeValueAsBytes(
          Map.of(
              "payer", instruction.enterpriseId(),
              "payee", instruction.user(),
              "amountFen", instruction.amountFen()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What an answer means. */
  static PayoutResult read(PayoutInstruction instruction, int status, byte[] body) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (IOException e) {
      return new PayoutResult.Unknown(status + " with a body that is no JSON");
    }
    if (answer == null || !instruction.key().equals(answer.path("key").textValue())) {
      return new PayoutResult.Unknown(status + " without this key");
    }
    String state = answer.path("state").asText();
    if (status == 200 && state.equals("PAID") && isOf(instruction, answer)) {
      return new PayoutResult.Paid(answer.path("paidAtMs").asLong());
    }
    if (status == 402 && state.equals("REFUSED")) {
      return new PayoutResult.Refused(
          answer.path("reason").asText(), answer.path("refusedAtMs").asLong());
    }
    if (status == 409 && state.equals("CONFLICT")) {
      return new PayoutResult.Unpayable("its key was used for another transfer");
    }
    if (status == 400 && state.equals("INVALID")) {
      return new PayoutResult.Unpayable(answer.path("detail").asText());
    }
    return new PayoutResult.Unknown(status + " " + state);
  }

  private static boolean isOf(PayoutInstruction instruction, JsonNode answer) {
    return instruction.enterpriseId().equals(answer.path("payer").textValue())
        && instruction.user().equals(answer.path("payee").textValue())
        && answer.path("amountFen").isIntegralNumber()
        && answer.path("amountFen").asLong() == instruction.amountFen();
  }
}
