package io.hongbao.cache;

import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.RedisProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;

/**
 * Makes one reply of those to a {@link CommandBatch}: the first error, or else OK when the last of
 * them has come. It stands between the client's commands and the connection, and lets everything
 * else pass.
 *
 * <p>While a batch is under way nothing else may be, as is so in {@link RedisSession#pipeline}.
 * Runs in the connection's thread.
 */
final class GatheredReplies extends ChannelDuplexHandler {

  private static final String OK = "+OK";

  /** Longest line of a reply; an error of Redis has some hundred bytes. */
  private static final int MAX_LINE = 65_536;

  private final StringBuilder line = new StringBuilder();
  private int awaited;
  private int payloadLeft;
  private String gathered = OK;

  /** Adds one to a connection of the client that is being made. */
  static void addTo(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addBefore(
        pipeline.context(CommandHandler.class).name(), "gathered-replies", new GatheredReplies());
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof RedisCommand<?, ?, ?> command) {
      CommandBatch batch = CommandWrapper.unwrap(command, CommandBatch.class);
      if (batch != null) {
        awaited = batch.count();
        gathered = OK;
      }
    }
    var unused = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (awaited == 0 || !(message instanceof ByteBuf received)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      read(received);
    } catch (RedisProtocolException e) {
      var unused = context.close();
      throw e;
    } finally {
      received.release();
    }
    if (awaited == 0) {
      context.fireChannelRead(
          Unpooled.copiedBuffer(gathered + "\r\n", StandardCharsets.ISO_8859_1));
    }
  }

  private void read(ByteBuf received) {
    while (received.isReadable()) {
      if (awaited == 0) {
        throw new RedisProtocolException("more replies than commands");
      }
      if (payloadLeft > 0) {
        int skipped = Math.min(payloadLeft, received.readableBytes());
        received.skipBytes(skipped);
        payloadLeft -= skipped;
        if (payloadLeft == 0) {
          awaited--;
        }
      } else {
        readOfLine(received.readByte());
      }
    }
  }

  private void readOfLine(byte next) {
    if (next == '\n') {
      endLine();
      line.setLength(0);
    } else if (next != '\r') {
      if (line.length() == MAX_LINE) {
        throw new RedisProtocolException("a reply of more than " + MAX_LINE + " bytes in a line");
      }
      line.append((char) (next & 0xff));
    }
  }

  /** A status, a number, nothing, an error, or the length of a text that follows. */
  private void endLine() {
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+', ':', '_' -> awaited--;
      case '-' -> {
        awaited--;
        if (gathered.equals(OK)) {
          gathered = line.toString();
        }
      }
      case '$' -> {
        int length = Integer.parseInt(line, 1, line.length(), 10);
        if (length < 0) {
          awaited--;
        } else {
          payloadLeft = length + 2;
        }
      }
      default -> throw new RedisProtocolException("a reply that no such command has: " + line);
    }
  }
}
