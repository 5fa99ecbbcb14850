package io.hongbao.rehearsal.bench;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.TickRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Appends shakes to the log as an edge would, only faster. For one thread. */
final class ShakeAppender implements AutoCloseable {

  private final BulkProducer producer;
  private final PlanRecord plan;
  private final BucketKey[] keys;
  private final byte[][] keyBytes;

  ShakeAppender(String kafka, PlanRecord plan) {
    this.producer = new BulkProducer(kafka);
    this.plan = plan;
    int buckets = plan.campaign().buckets();
    this.keys = new BucketKey[buckets];
    this.keyBytes = new byte[buckets][];
    for (int bucket = 0; bucket < buckets; bucket++) {
      keys[bucket] = new BucketKey(plan.show(), bucket);
      keyBytes[bucket] = keys[bucket].encode();
    }
  }

  /** Hands a user's shake over, from this machine and no device that is known. */
  void append(int user, int turn) {
    append(user, turn, "", "127.0.0.1");
  }

  /** Hands a user's shake over. */
  void append(int user, int turn, String device, String address) {
    String name = "bench-" + (user + 1);
    int bucket = UserHash.bucket(UserHash.of(name), keys.length);
    ShakeRecord shake =
        new ShakeRecord(
            keys[bucket],
            name,
            new ShakeId(BenchCampaign.WAVE, turn),
            plan.number(),
            System.currentTimeMillis(),
            "edge-1",
            device,
            address,
            RiskLevel.NONE,
            0,
            false);
    send(bucket % plan.partitions(), keyBytes[bucket], shake.encode());
  }

  /** Gives every partition a clock, so that all before it is known to have been. */
  void tick() {
    for (int partition = 0; partition < plan.partitions(); partition++) {
      send(partition, null, new TickRecord("edge-1", System.currentTimeMillis()).encode());
    }
  }

  private void send(int partition, byte[] key, byte[] value) {
    producer.send(new ProducerRecord<>(Topics.SHAKES, partition, key, value));
  }

  /**
   * Returns when the log has all of them.
   *
   * @throws io.hongbao.domain.OperationFailedException if it lacks one
   */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
