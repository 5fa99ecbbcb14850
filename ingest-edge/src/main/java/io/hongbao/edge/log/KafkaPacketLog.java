package io.hongbao.edge.log;

import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.log.ShakeLog.Receipt;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code packets}, written by a producer of its own, so that no crowd of shakes stands
 * before a claim. Like the draw it names no partition: the packet's key does.
 */
public final class KafkaPacketLog implements PacketLog {

  /** Claims come together: one alone costs as much as ten, and a phone can wait so long. */
  private static final int LINGER_MILLIS = 20;

  /** Some tens of thousands of claims. */
  private static final long BUFFER_BYTES = 8L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPacketLog.class);

  private final KafkaProducer<byte[], byte[]> producer;

  /** A log on its way; {@link #keepReady()} until it is there. */
  public KafkaPacketLog(String bootstrapServers, String edgeId) {
    this.producer =
        Producers.open(
            bootstrapServers,
            KafkaShakeLog.unblocked(edgeId + "-packets", LINGER_MILLIS, BUFFER_BYTES));
  }

  @Override
  public void append(byte[] key, byte[] value, Receipt receipt) throws NothingSentException {
    new Append(receipt).send(producer, new ProducerRecord<>(Topics.PACKETS, key, value));
  }

  @Override
  public void keepReady() {
    try {
      producer.partitionsFor(Topics.PACKETS);
    } catch (TimeoutException e) {
      LOG.debug("topic packets is not known yet", e);
    }
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }
}
