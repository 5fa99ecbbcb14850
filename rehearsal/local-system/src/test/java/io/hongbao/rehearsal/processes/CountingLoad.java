package io.hongbao.rehearsal.processes;

import io.hongbao.domain.fixtures.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends numbers, keys in turns, for as long as it is open. */
final class CountingLoad implements AutoCloseable {

  static final int KEYS = 4;

  private static final long EVERY_MILLIS = 4;

  private final KafkaProducer<String, String> producer;
  private final ExecutorService sending = Executors.newSingleThreadExecutor();
  private final CountDownLatch finish = new CountDownLatch(1);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private CountingLoad(KafkaProducer<String, String> producer) {
    this.producer = producer;
  }

  static CountingLoad start(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .createTopics(
              List.of(new NewTopic(CountingJob.TOPIC, Optional.of(KEYS), Optional.empty())))
          .all()
          .get(Patience.SECONDS, TimeUnit.SECONDS);
    }
    // What was once taken is sent however long a broker is away: given up, it would be miscounted.
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka,
            "acks",
            "all",
            "enable.idempotence",
            "true",
            "delivery.timeout.ms",
            Integer.MAX_VALUE);
    var load =
        new CountingLoad(
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
    load.sending.execute(load::sendAgainAndAgain);
    return load;
  }

  long sentOfEachKey() {
    return sent.get() / KEYS;
  }

  /** Stops sending. Returns how many numbers each key has, all of them acknowledged. */
  long finish() throws Exception {
    finish.countDown();
    sending.shutdown();
    sending.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS);
    producer.flush();
    if (failure.get() != null) {
      throw failure.get();
    }
    return sent.get() / KEYS;
  }

  @Override
  public void close() {
    finish.countDown();
    sending.shutdown();
    producer.close();
  }

  private void sendAgainAndAgain() {
    try {
      while (!finish.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        sendOneOfEachKey();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendOneOfEachKey() {
    for (int key = 0; key < KEYS; key++) {
      long number = sent.getAndIncrement() / KEYS + 1;
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(CountingJob.TOPIC, key, null, key + " " + number),
              (place, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    }
  }
}
