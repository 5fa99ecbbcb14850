package io.hongbao.rehearsal.audience.http;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One GET that waits for its reply, for what happens before the load. */
public final class SingleCall {

  private static final byte[] END_OF_HEAD = "\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final int MAX_REPLY_BYTES = 1 << 20;

  private SingleCall() {}

  /** A reply, or why there is none. */
  public record Result(Optional<HttpReply> reply, Optional<Failure> failure) {}

  public static Result get(Endpoint endpoint, String path, Duration within) {
    return get(endpoint, path, Optional.empty(), within);
  }

  /** The same with an {@code Authorization} header. */
  public static Result get(
      Endpoint endpoint, String path, Optional<String> authorization, Duration within) {
    byte[] restOfHead =
        authorization
            .map(it -> ("Authorization: " + it + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1))
            .orElse(END_OF_HEAD);
    Caller caller = new Caller();
    try (EventLoop loop = new EventLoop()) {
      PoolSettings settings = new PoolSettings(1, 0, within, MAX_REPLY_BYTES);
      HttpRequest request = new HttpRequest(endpoint.requestStart("GET", path), restOfHead);
      new ConnectionPool(loop, endpoint, settings).send(request, caller);
      loop.run(() -> caller.result != null);
    }
    return caller.result;
  }

  private static final class Caller implements ReplyListener {

    private Result result;

    @Override
    public void replied(HttpReply reply) {
      result = new Result(Optional.of(reply), Optional.empty());
    }

    @Override
    public void failed(Failure failure) {
      result = new Result(Optional.empty(), Optional.of(failure));
    }
  }
}
