package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;

/** What Undertow really goes by: a new version with another default fails here. */
class HttpServerSettingsTest {

  @Test
  void shouldRelyOnNoDefaultThatMayChange() throws Exception {
    OptionMap options = options();
    try (DefaultByteBufferPool pool = new DefaultByteBufferPool(false, 1_024)) {
      HttpOpenListener undertow = new HttpOpenListener(pool, options);
      Object parser = valueOf(undertow, "parser");

      assertThat(valueOf(parser, "maxHeaders")).isEqualTo(HttpSettings.MAX_HEADERS);
      assertThat(valueOf(parser, "maxParameters")).isEqualTo(HttpSettings.MAX_HEADER_BYTES);
      // Paths are told apart when they are decoded, and %2F never begins another part of one.
      assertThat(valueOf(parser, "decode")).isEqualTo(true);
      assertThat(valueOf(parser, "slashDecodingFlag")).isEqualTo(false);
      assertThat(valueOf(parser, "charset")).isEqualTo("UTF-8");
      OptionMap effective = undertow.getUndertowOptions();
      assertThat(effective.get(UndertowOptions.MAX_HEADER_SIZE))
          .isEqualTo(HttpSettings.MAX_HEADER_BYTES);
      assertThat(effective.get(UndertowOptions.MAX_ENTITY_SIZE))
          .isEqualTo(HttpSettings.MAX_DRAINED_BYTES);
      assertThat(effective.get(UndertowOptions.REQUEST_PARSE_TIMEOUT)).isEqualTo(10_000);
      assertThat(effective.get(UndertowOptions.NO_REQUEST_TIMEOUT)).isEqualTo(60_000);
      assertThat(effective.get(UndertowOptions.ENABLE_HTTP2)).isFalse();
      assertThat(effective.get(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS)).isFalse();
    }
  }

  private static OptionMap options() throws ReflectiveOperationException {
    Method options = HttpServer.class.getDeclaredMethod("undertowOptions", HttpTimeouts.class);
    options.setAccessible(true);
    return (OptionMap) options.invoke(null, HttpTimeouts.DEFAULT);
  }

  private static Object valueOf(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
