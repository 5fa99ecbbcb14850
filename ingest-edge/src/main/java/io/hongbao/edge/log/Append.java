package io.hongbao.edge.log;

import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.log.ShakeLog.Receipt;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One record on its way through a producer that never waits. */
class Append implements Callback {

  private static final Logger LOG = LoggerFactory.getLogger(Append.class);

  private final Receipt receipt;

  /**
   * The thread that is inside {@code send}; a failure told in it means that nothing was sent. No
   * other thread finds itself here, whatever it reads.
   */
  private Thread sender = Thread.currentThread();

  private Exception refusal;

  Append(Receipt receipt) {
    this.receipt = receipt;
  }

  /**
   * Hands a record to a producer.
   *
   * @throws NothingSentException if nothing was sent and the receipt will hear nothing
   */
  final void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws NothingSentException {
    try {
      // The callback hears all that the future could tell.
      var unused = producer.send(record, this);
    } catch (KafkaException | IllegalStateException e) {
      throw new NothingSentException(e.getMessage(), e);
    }
    sender = null;
    if (refusal != null) {
      throw new NothingSentException(refusal.getMessage(), refusal);
    }
  }

  /** What the acknowledgement says beside the offset. */
  void observe(RecordMetadata metadata) {}

  @Override
  public final void onCompletion(RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      observe(metadata);
      receipt.acknowledged(metadata.offset());
    } else if (Thread.currentThread() == sender) {
      refusal = failure;
    } else {
      LOG.debug("it is unknown whether the log has a record", failure);
      receipt.lost(failure);
    }
  }
}
