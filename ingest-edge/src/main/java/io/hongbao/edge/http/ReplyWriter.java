package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.PacketJson;
import io.hongbao.edge.call.EdgeReply;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes replies. Only in the exchange's I/O thread; never blocks. */
final class ReplyWriter {

  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  /** Answers are a user's own and change with the clock. */
  private static final String NO_STORE = "no-store";

  private ReplyWriter() {}

  static void write(HttpServerExchange exchange, EdgeReply reply) {
    if (reply instanceof EdgeReply.Answer answer) {
      json(exchange, 200, answer.json());
    } else if (reply instanceof EdgeReply.Accepted accepted) {
      HeaderMap headers = exchange.getResponseHeaders();
      headers.put(Headers.LOCATION, accepted.turn().location());
      if (accepted.retryAfterSeconds() > 0) {
        headers.put(Headers.RETRY_AFTER, accepted.retryAfterSeconds());
      }
      json(exchange, 202, accepted.turn().pendingJson());
    } else if (reply instanceof EdgeReply.Packets packets) {
      json(exchange, 200, packets.json());
    } else if (reply instanceof EdgeReply.Packet packet) {
      json(exchange, 200, packet.json());
    } else if (reply instanceof EdgeReply.ClaimAccepted accepted) {
      String location = ClaimHandler.PACKETS + accepted.packetId();
      exchange.getResponseHeaders().put(Headers.LOCATION, location);
      json(exchange, 202, PacketJson.pending(accepted.packetId()));
    } else if (reply instanceof EdgeReply.Wallet wallet) {
      json(exchange, 200, wallet.json());
    } else if (reply instanceof EdgeReply.Show show) {
      json(exchange, 200, show.json());
    } else if (reply instanceof EdgeReply.Problem problem) {
      problem(exchange, problem.problem());
    }
  }

  static void json(HttpServerExchange exchange, int status, String json) {
    json(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  static void json(HttpServerExchange exchange, int status, byte[] json) {
    send(exchange, status, JSON, json);
  }

  /** Whoever asks has it, whatever the headers say beyond that. */
  static void notModified(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, NO_STORE);
    exchange.setStatusCode(304);
    LingeringClose.prepare(exchange);
    exchange.endExchange();
  }

  static void problem(HttpServerExchange exchange, HttpProblem problem) {
    prepare(exchange, problem);
    send(exchange, problem.status(), PROBLEM_JSON, problem.json());
  }

  /** Writes the last reply of a connection whose request goes on; then does what is given. */
  static void lastProblem(HttpServerExchange exchange, HttpProblem problem, IoCallback then) {
    prepare(exchange, problem);
    HeaderMap headers = exchange.getResponseHeaders();
    if (!Protocols.HTTP_2_0.equals(exchange.getProtocol())) {
      headers.put(Headers.CONNECTION, Headers.CLOSE.toString());
    }
    headers.put(Headers.CONTENT_TYPE, PROBLEM_JSON);
    headers.put(Headers.CACHE_CONTROL, NO_STORE);
    exchange.setStatusCode(problem.status());
    exchange.setResponseContentLength(problem.json().length);
    exchange.getResponseSender().send(ByteBuffer.wrap(problem.json()), then);
  }

  private static void prepare(HttpServerExchange exchange, HttpProblem problem) {
    HeaderMap headers = exchange.getResponseHeaders();
    if (problem.retryAfterSeconds() > 0) {
      headers.put(Headers.RETRY_AFTER, problem.retryAfterSeconds());
    }
    if (!problem.challenge().isEmpty()) {
      headers.put(Headers.WWW_AUTHENTICATE, problem.challenge());
    }
  }

  private static void send(
      HttpServerExchange exchange, int status, String contentType, byte[] body) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.CONTENT_TYPE, contentType);
    headers.put(Headers.CACHE_CONTROL, NO_STORE);
    exchange.setStatusCode(status);
    LingeringClose.prepare(exchange);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
