package io.hongbao.edge.http;

import io.hongbao.domain.Sha256;
import io.hongbao.resources.Coding;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.QValueParser;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A reply that is the same for all: its bytes, their tag and their compressed form are made once.
 * Who has it is told so by 304. Immutable.
 */
final class PreparedReply {

  /** Below that a compressed form saves no packet. */
  private static final int MIN_CODED_BYTES = 1_024;

  private static final int TAG_DIGITS = 32;

  private final String contentType;
  private final byte[] content;
  private final Optional<byte[]> gzip;
  private final String tag;

  PreparedReply(String contentType, byte[] content) {
    this.contentType = contentType;
    this.content = content.clone();
    this.gzip =
        content.length < MIN_CODED_BYTES ? Optional.empty() : Coding.GZIP.encode(this.content);
    this.tag = '"' + Sha256.hex(content).substring(0, TAG_DIGITS) + '"';
  }

  /** Sends it. Only in the exchange's I/O thread; never blocks. */
  void send(HttpServerExchange exchange) {
    HeaderMap reply = exchange.getResponseHeaders();
    reply.put(Headers.ETAG, tag);
    reply.put(Headers.CACHE_CONTROL, "no-cache");
    if (gzip.isPresent()) {
      reply.add(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
    }
    LingeringClose.prepare(exchange);
    if (isKnown(exchange, tag)) {
      exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
      exchange.endExchange();
      return;
    }
    reply.put(Headers.CONTENT_TYPE, contentType);
    byte[] body = content;
    if (gzip.isPresent() && takes(exchange, Coding.GZIP)) {
      reply.put(Headers.CONTENT_ENCODING, Coding.GZIP.token());
      body = gzip.get();
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  /** Whether a client says that it has what a tag stands for, be the tag weak or not. */
  static boolean isKnown(HttpServerExchange exchange, String tag) {
    String quoted = tag.substring(tag.indexOf('"') + 1, tag.length() - 1);
    return !ETagUtils.handleIfNoneMatch(exchange, new ETag(false, quoted), true);
  }

  /** Whether a client takes a coding. */
  static boolean takes(HttpServerExchange exchange, Coding coding) {
    HeaderValues accepted = exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING);
    if (accepted == null) {
      return false;
    }
    for (List<QValueParser.QValueResult> alike : QValueParser.parse(accepted)) {
      for (QValueParser.QValueResult one : alike) {
        if (coding.token().equalsIgnoreCase(one.getValue())) {
          return !one.isQValueZero();
        }
      }
    }
    return false;
  }
}
