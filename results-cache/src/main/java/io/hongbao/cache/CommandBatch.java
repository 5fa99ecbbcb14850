package io.hongbao.cache;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Redis commands that are written as bytes, one behind the other, and acknowledged together: to the
 * client they are one command with one reply, which {@link GatheredReplies} makes of theirs. A
 * command of the client's own costs it some microseconds, whatever it says.
 *
 * <p>The bytes are those of the Redis protocol: each command an array of its arguments.
 *
 * <p>Filled by one thread, before it is sent; sent once.
 */
final class CommandBatch extends Command<byte[], byte[], String> {

  private static final byte[] LINE_END = {'\r', '\n'};

  private byte[] bytes;
  private int size;
  private int count;

  /** A batch without commands, with room for about so many bytes; it grows when needed. */
  CommandBatch(int capacity) {
    // A type that the client watches for nothing.
    super(CommandType.ECHO, new StatusOutput<>(ByteArrayCodec.INSTANCE));
    this.bytes = new byte[Math.max(capacity, 64)];
  }

  /** Adds a command. */
  CommandBatch add(byte[]... nameAndArguments) {
    count++;
    header('*', nameAndArguments.length);
    for (byte[] argument : nameAndArguments) {
      header('$', argument.length);
      append(argument);
      append(LINE_END);
    }
    return this;
  }

  /** A number as an argument. */
  static byte[] number(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  /** How many commands there are, and so how many replies. */
  int count() {
    return count;
  }

  @Override
  public void encode(ByteBuf target) {
    target.writeBytes(bytes, 0, size);
  }

  private void header(char kind, int length) {
    reserve(16);
    bytes[size++] = (byte) kind;
    int divisor = 1;
    while (length / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      bytes[size++] = (byte) ('0' + length / divisor % 10);
    }
    append(LINE_END);
  }

  private void append(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
