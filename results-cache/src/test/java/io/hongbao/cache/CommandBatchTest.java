package io.hongbao.cache;

import static io.hongbao.cache.RedisKeys.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandBatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void shouldWriteCommandsAsRedisReadsThem() {
    ByteBuf written = Unpooled.buffer();

    batch("SET a 0123456789", "PEXPIRE a 100").encode(written);

    assertThat(written.toString(UTF_8).replace("\r\n", " "))
        .isEqualTo("*3 $3 SET $1 a $10 0123456789 *3 $7 PEXPIRE $1 a $3 100 ");
  }

  @Test
  void shouldMakeOneReplyOfAllHoweverTheyAreCut() {
    EmbeddedChannel channel = channel(batch("SET a 1", "GET a", "GET none", "PEXPIRE a 100"));
    byte[] replies = "+OK\r\n$3\r\n1\r\n\r\n$-1\r\n:1\r\n".getBytes(UTF_8);

    for (int i = 0; i < replies.length; i++) {
      assertThat(channel.<Object>readInbound()).as("before byte " + i).isNull();
      channel.writeInbound(Unpooled.wrappedBuffer(replies, i, 1));
    }

    assertThat(channel.<ByteBuf>readInbound().toString(UTF_8)).isEqualTo("+OK\r\n");
    channel.writeInbound(Unpooled.copiedBuffer("+PONG\r\n", UTF_8));
    assertThat(channel.<ByteBuf>readInbound().toString(UTF_8))
        .as("what nobody gathers")
        .isEqualTo("+PONG\r\n");
  }

  @Test
  void shouldReplyWithTheFirstErrorWhenAllHaveCome() {
    EmbeddedChannel channel = channel(batch("SET a 1", "SET b 1", "SET c 1"));

    channel.writeInbound(Unpooled.copiedBuffer("-OOM no room\r\n-ERR other\r\n", UTF_8));
    assertThat(channel.<Object>readInbound()).isNull();
    channel.writeInbound(Unpooled.copiedBuffer("+OK\r\n", UTF_8));

    assertThat(channel.<ByteBuf>readInbound().toString(UTF_8)).isEqualTo("-OOM no room\r\n");
  }

  @Test
  void shouldGiveUpAConnectionWithRepliesThatNobodyAskedFor() {
    EmbeddedChannel channel = channel(batch("SET a 1"));

    assertThatThrownBy(() -> channel.writeInbound(Unpooled.copiedBuffer("+OK\r\n+OK\r\n", UTF_8)))
        .isInstanceOf(RedisProtocolException.class)
        .hasMessage("more replies than commands");

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void shouldBeAcknowledgedByRedisAsAWhole() throws Exception {
    try (RealRedis redis = RealRedis.start();
        RedisLink link = new RedisLink(redis.patientSettings())) {
      RedisSession session = link.awaitSession();
      CommandBatch many = new CommandBatch(0);
      for (int i = 0; i < 20_000; i++) {
        many.add(utf8("SET"), utf8("k" + i), utf8("v" + i));
        many.add(utf8("XADD"), utf8("s"), utf8("*"), utf8("f"), utf8("v"));
      }

      session.send(PATIENCE, many);

      byte[] last = session.call(PATIENCE, commands -> commands.get(utf8("k19999")));
      assertThat(last).isEqualTo(utf8("v19999"));
      assertThat(redis.lengthOf(utf8("s"))).isEqualTo(20_000);
    }
  }

  @Test
  void shouldFailIfRedisRefusesOneOfThem() throws Exception {
    try (RealRedis redis = RealRedis.start();
        RedisLink link = new RedisLink(redis.patientSettings())) {
      RedisSession session = link.awaitSession();

      assertThatThrownBy(() -> session.send(PATIENCE, batch("SET a 1", "ZADD a 0 m", "SET b 2")))
          .isInstanceOf(CacheUnavailableException.class)
          .hasMessageContaining("WRONGTYPE");

      byte[] behind = session.call(PATIENCE, commands -> commands.get(utf8("b")));
      assertThat(behind).isEqualTo(utf8("2"));
    }
  }

  private static EmbeddedChannel channel(CommandBatch batch) {
    EmbeddedChannel channel = new EmbeddedChannel(new GatheredReplies());
    channel.writeOutbound(new AsyncCommand<>(batch));
    return channel;
  }

  private static CommandBatch batch(String... commands) {
    CommandBatch batch = new CommandBatch(0);
    for (String command : commands) {
      String[] words = command.split(" ", -1);
      byte[][] arguments = new byte[words.length][];
      for (int i = 0; i < words.length; i++) {
        arguments[i] = utf8(words[i]);
      }
      batch.add(arguments);
    }
    return batch;
  }
}
