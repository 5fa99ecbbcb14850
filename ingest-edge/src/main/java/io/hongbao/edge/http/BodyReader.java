package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.undertow.io.IoCallback;
import io.undertow.io.Receiver;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/** Reads bodies, without ever blocking and never more than is allowed. */
final class BodyReader {

  static final byte[] NO_BODY = new byte[0];

  private static final String JSON = "application/json";

  private final int maxBytes;
  private final ErrorHandler errorHandler;
  private final HttpProblem tooLarge;
  private final boolean takesJsonAlone;

  /** A reader of JSON. */
  BodyReader(int maxBytes, ErrorHandler errorHandler) {
    this(maxBytes, errorHandler, true);
  }

  private BodyReader(int maxBytes, ErrorHandler errorHandler, boolean takesJsonAlone) {
    this.maxBytes = maxBytes;
    this.errorHandler = errorHandler;
    this.takesJsonAlone = takesJsonAlone;
    this.tooLarge = HttpProblem.bodyTooLarge(maxBytes);
  }

  /** A reader of bodies that may say to be anything. */
  static BodyReader ofAnyType(int maxBytes, ErrorHandler errorHandler) {
    return new BodyReader(maxBytes, errorHandler, false);
  }

  /**
   * Reads the body, if there is one, and hands it over in the I/O thread, now or later. Whether
   * there is one is known when it has been read: proxies announce an empty one in chunks. Only of a
   * body that is one does it matter what it says to be.
   *
   * @param onBody gets {@link #NO_BODY} if there is none, or nothing but white space
   */
  void read(HttpServerExchange exchange, Consumer<byte[]> onBody, Consumer<HttpProblem> onProblem) {
    if (exchange.isRequestComplete()) {
      onBody.accept(NO_BODY);
    } else if (exchange.getRequestContentLength() > maxBytes) {
      onProblem.accept(tooLarge);
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      exchange.dispatch(
          SameThreadExecutor.INSTANCE,
          () ->
              HttpContinue.sendContinueResponse(
                  exchange, then(() -> receive(exchange, onBody, onProblem))));
    } else {
      receive(exchange, onBody, onProblem);
    }
  }

  private void receive(
      HttpServerExchange exchange, Consumer<byte[]> onBody, Consumer<HttpProblem> onProblem) {
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(maxBytes);
    receiver.receiveFullBytes(
        (received, body) ->
            errorHandler.guard(
                exchange,
                () -> {
                  if (exchange.isResponseStarted()) {
                    return; // It came too late.
                  }
                  if (isBlank(body)) {
                    onBody.accept(NO_BODY);
                  } else if (!takesJsonAlone
                      || saysJson(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE))) {
                    onBody.accept(body);
                  } else {
                    onProblem.accept(HttpProblem.NOT_JSON);
                  }
                }),
        (received, failure) -> {
          if (failure instanceof Receiver.RequestToLargeException) {
            onProblem.accept(tooLarge);
          } else {
            IoUtils.safeClose(exchange.getConnection());
          }
        });
  }

  private static boolean isBlank(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private static IoCallback then(Runnable next) {
    return new IoCallback() {
      @Override
      public void onComplete(HttpServerExchange exchange, Sender sender) {
        next.run();
      }

      @Override
      public void onException(HttpServerExchange exchange, Sender sender, IOException failure) {
        IoUtils.safeClose(exchange.getConnection());
      }
    };
  }

  private static boolean saysJson(String contentType) {
    if (contentType == null || !contentType.regionMatches(true, 0, JSON, 0, JSON.length())) {
      return false;
    }
    String rest = contentType.substring(JSON.length()).stripLeading();
    return rest.isEmpty() || rest.startsWith(";");
  }
}
