package io.hongbao.jobs.packets;

import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.PacketStanding;
import io.hongbao.cache.PacketStandingWriter;
import io.hongbao.cache.RedisPacketStandingWriter;
import io.hongbao.jobs.RecordCodec;
import io.hongbao.jobs.RecordType;
import io.hongbao.wire.records.MoneyStateCodec;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Brings standings to the cache. As with outcomes, a checkpoint waits until the cache has
 * acknowledged all that came before it, and while the cache is away the job holds back.
 */
final class StandingSink implements Sink<PacketStanding> {

  static final TypeInformation<PacketStanding> TYPE =
      RecordType.of(PacketStanding.class, new Form());

  private static final long serialVersionUID = 1L;

  private final WriterFactory factory;

  StandingSink(WriterFactory factory) {
    this.factory = factory;
  }

  /** The sink that writes to Redis. */
  static StandingSink toRedis(String uri) {
    return new StandingSink(() -> new RedisPacketStandingWriter(CacheSettings.of(uri)));
  }

  /** Opens a writer where the job runs. */
  @FunctionalInterface
  interface WriterFactory extends Serializable {
    PacketStandingWriter open();
  }

  @Override
  public SinkWriter<PacketStanding> createWriter(WriterInitContext context) {
    return new Writer(factory.open());
  }

  /** Passes on what Flink asks. */
  private record Writer(PacketStandingWriter standings) implements SinkWriter<PacketStanding> {

    @Override
    public void write(PacketStanding standing, Context context) throws InterruptedException {
      standings.write(standing);
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
      standings.flush();
    }

    @Override
    public void close() {
      standings.close();
    }
  }

  private static final class Form implements RecordCodec<PacketStanding> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(PacketStanding standing, DataOutputView target) throws IOException {
      RecordCodec.writeText(standing.packetId(), target);
      target.writeLong(standing.offset());
      RecordCodec.writeBytes(MoneyStateCodec.encode(standing.state()), target);
    }

    @Override
    public PacketStanding read(DataInputView source) throws IOException {
      String packetId = RecordCodec.readText(source);
      return new PacketStanding(
          packetId,
          source.readLong(),
          MoneyStateCodec.decodePacket(packetId, RecordCodec.readBytes(source)));
    }
  }
}
