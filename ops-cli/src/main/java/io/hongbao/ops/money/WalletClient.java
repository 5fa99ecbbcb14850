package io.hongbao.ops.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.proof.money.WalletTransfer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what the payment system has decided, over HTTP. For one thread. */
final class WalletClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** Of a transfer whose key is refused for ever; its body says so. */
  private static final int REFUSED = 402;

  private static final int PAGE = 1_000;
  private static final int MAX_TRIES = 5;
  private static final long RETRY_MILLIS = 500;

  private final URI address;
  private final Optional<String> token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * A client.
   *
   * @param address such as http://127.0.0.1:8100
   * @param token what the wallet asks for; empty for nothing
   */
  WalletClient(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  /**
   * Everything it has decided, by key.
   *
   * @throws OperationFailedException if it does not answer, or says something else
   */
  Map<String, WalletTransfer> transfers() {
    Map<String, WalletTransfer> transfers = new HashMap<>();
    String after = "";
    do {
      JsonNode page =
          get("/transfers?limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + encoded(after)))
              .orElseThrow(() -> failed("it has no list of transfers", null));
      for (JsonNode each : page.path("transfers")) {
        WalletTransfer transfer = transfer(each);
        transfers.put(transfer.key(), transfer);
      }
      String next = page.path("next").asText();
      if (!next.isEmpty() && next.equals(after)) {
        throw failed("its list of transfers does not go on behind " + after, null);
      }
      after = next;
    } while (!after.isEmpty());
    return transfers;
  }

  /** What it has decided for a key; empty if it does not know the key. */
  Optional<WalletTransfer> transfer(String key) {
    return get("/transfers/" + encoded(key)).map(WalletClient::transfer);
  }

  /** The balances of accounts, by name; 0 of an account that it does not know. */
  Map<String, Long> balancesFen(Collection<String> accounts) {
    Map<String, Long> balancesFen = new HashMap<>();
    for (String account : accounts) {
      balancesFen.put(account, balanceFen(account).orElse(0));
    }
    return balancesFen;
  }

  /** The balance of an account; empty if it does not know the account. */
  OptionalLong balanceFen(String account) {
    return get("/accounts/" + encoded(account) + "/statement?limit=1")
        .map(it -> OptionalLong.of(it.path("balanceFen").asLong()))
        .orElseGet(OptionalLong::empty);
  }

  private static WalletTransfer transfer(JsonNode json) {
    return new WalletTransfer(
        json.path("key").asText(),
        json.path("payer").asText(),
        json.path("payee").asText(),
        json.path("amountFen").asLong(),
        json.path("state").asText().equals("PAID"));
  }

  /** Empty for 404. What fails is asked again some times: reading changes nothing. */
  private Optional<JsonNode> get(String path) {
    for (int tries = 1; ; tries++) {
      try {
        return once(path);
      } catch (IOException e) {
        if (tries == MAX_TRIES) {
          throw failed(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
      }
      try {
        Thread.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("interrupted", e);
      }
    }
  }

  private Optional<JsonNode> once(String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_TIMEOUT);
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    if (answer.statusCode() == 401) {
      throw failed("it wants a token: set HONGBAO_WALLET_TOKEN", null);
    }
    if (answer.statusCode() != 200 && answer.statusCode() != REFUSED) {
      throw new IOException("it answers " + answer.statusCode());
    }
    return Optional.of(JSON.readTree(answer.body()));
  }

  private OperationFailedException failed(String why, Exception cause) {
    return new OperationFailedException(
        "the wallet at " + address + " cannot be read: " + why, cause);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
