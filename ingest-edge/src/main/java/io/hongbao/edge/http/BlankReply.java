package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An error that Undertow writes by itself, outside of all handlers: a head without a body. The edge
 * says such an error with a problem, and closes the connection.
 */
final class BlankReply {

  private static final String PROTOCOL = "HTTP/1.1 ";
  private static final String WITHOUT_BODY = "\r\nContent-Length: 0\r\n";
  private static final int STATUS_DIGITS = 3;

  private BlankReply() {}

  /**
   * Whether these bytes are the head of a reply without a body, in whatever version of HTTP/1 the
   * request spoke. Leaves the buffer as it is.
   */
  static boolean isBlank(ByteBuffer reply) {
    String head = textOf(reply);
    return head.startsWith("HTTP/") && head.endsWith("\r\n\r\n") && head.contains(WITHOUT_BODY);
  }

  /** The same error with a problem. */
  static HttpProblem problemOf(ByteBuffer reply) {
    String head = textOf(reply);
    String line = head.substring(PROTOCOL.length(), head.indexOf("\r\n"));
    int status = Integer.parseInt(line.substring(0, STATUS_DIGITS));
    String phrase = line.substring(STATUS_DIGITS).strip();
    return status == 400
        ? HttpProblem.badRequest(
            "the header Host is missing or wrong ("
                + phrase
                + "): expected one, such as Host: example.org, that is also in an absolute address")
        : HttpProblem.ofServer(status, phrase);
  }

  private static String textOf(ByteBuffer reply) {
    byte[] bytes = new byte[reply.remaining()];
    reply.get(reply.position(), bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A whole reply that tells a problem and ends the connection. */
  static byte[] closing(HttpProblem problem) {
    byte[] body = problem.json();
    byte[] head =
        (PROTOCOL
                + problem.status()
                + ' '
                + problem.title()
                + "\r\nConnection: close\r\nCache-Control: no-store"
                + (problem.retryAfterSeconds() > 0
                    ? "\r\nRetry-After: " + problem.retryAfterSeconds()
                    : "")
                + "\r\nContent-Type: application/problem+json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
