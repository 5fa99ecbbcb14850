#!/usr/bin/env bash
# Kafka finds transaction markers when it is asked for a record by its time. Records that are written in transactions
# with times of their own, older than the clock, can then hardly be found: the first marker is younger than all of them.
#
# Seen on 2026-11-30 with org.apache.kafka:kafka_2.13 and kafka-clients 4.4.0 on JDK 17. A marker has an offset, and
# the broker's clock for its time, but no consumer ever sees it. One would guess that it is passed over. Ten records
# of 16 February, one an hour from 12:00, as one replays a log or fills a test; in one topic each in a transaction of
# its own, in the other without. Isolation is read_committed:
#
#   plain: the record of 17:00 is at offset 5, offsetsForTimes says 5
#   plain: from there the first record is of 17:00; before it lie 5 of 5
#   plain: after 23:00 there is nothing
#   plain: the youngest of offsets 0 to 9 is 9
#   transactions: the record of 17:00 is at offset 10, offsetsForTimes says 1
#   transactions: from there the first record is of 13:00; before it lie 1 of 5
#   transactions: after 23:00 there is offset 1
#   transactions: the youngest of offsets 0 to 19 is 19
#
# Whoever reads up to a time, as a bounded KafkaSource of Flink with OffsetsInitializer.timestamp, misses nearly all,
# and auto.offset.reset=by_duration asks the same question. Hongbao's exports and a show's acknowledgements are looked
# up by time, in topics that nobody writes in transactions. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
broker=
trap '[ -z "$broker" ] || kill "$broker" 2>/dev/null || true; rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.4.0</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Ports.java" <<'JAVA'
import java.net.ServerSocket;

public class Ports {
  public static void main(String[] arguments) throws Exception {
    try (ServerSocket one = new ServerSocket(0); ServerSocket two = new ServerSocket(0)) {
      System.out.println(one.getLocalPort() + " " + two.getLocalPort());
    }
  }
}
JAVA
read -r port controller <<PORTS
$(java "$dir/Ports.java")
PORTS
cat >"$dir/server.properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
controller.listener.names=CONTROLLER
log.dirs=$dir/log
log.retention.ms=-1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
PROPERTIES
java -cp "$dir/lib/*" kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qk -c "$dir/server.properties" \
  >"$dir/out" 2>&1 || { cat "$dir/out" >&2; exit 1; }
java -Xmx512m -cp "$dir/lib/*" kafka.Kafka "$dir/server.properties" >"$dir/out" 2>&1 &
broker=$!

cat >"$dir/ByTime.java" <<'JAVA'
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public class ByTime {
  private static final Instant FIRST = Instant.parse("2026-02-16T12:00:00Z");
  private static final int RECORDS = 10;

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> cluster = Map.of("bootstrap.servers", arguments[0]);
    try (Admin admin = Admin.create(cluster)) {
      for (String topic : List.of("plain", "transactions")) {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        write(cluster, topic);
        read(cluster, new TopicPartition(topic, 0), admin);
      }
    }
  }

  private static void write(Map<String, Object> cluster, String topic) throws Exception {
    boolean inTransactions = topic.equals("transactions");
    Map<String, Object> settings = new HashMap<>(cluster);
    if (inTransactions) {
      settings.put("transactional.id", "writer");
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      if (inTransactions) {
        producer.initTransactions();
      }
      for (int i = 0; i < RECORDS; i++) {
        String hour = 12 + i + ":00";
        if (inTransactions) {
          producer.beginTransaction();
        }
        producer.send(new ProducerRecord<>(topic, 0, millisOf(i), null, hour)).get();
        if (inTransactions) {
          producer.commitTransaction();
        }
      }
    }
  }

  private static void read(Map<String, Object> cluster, TopicPartition partition, Admin admin)
      throws Exception {
    Map<String, Object> settings = new HashMap<>(cluster);
    settings.put("isolation.level", "read_committed");
    String topic = partition.topic() + ": ";
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<ConsumerRecord<String, String>> all = new ArrayList<>();
      long endNanos = System.nanoTime() + 60_000_000_000L;
      while (all.size() < RECORDS && System.nanoTime() < endNanos) {
        consumer.poll(Duration.ofMillis(500)).forEach(all::add);
      }
      long wanted = all.stream().filter(r -> r.value().equals("17:00")).findFirst().get().offset();
      long found = at(consumer, partition, 5).offset();
      System.out.println(
          topic + "the record of 17:00 is at offset " + wanted + ", offsetsForTimes says " + found);
      String first = all.stream().filter(r -> r.offset() >= found).findFirst().get().value();
      long before = all.stream().filter(r -> r.offset() < found).count();
      System.out.println(
          topic + "from there the first record is of " + first + "; before it lie " + before + " of 5");
      OffsetAndTimestamp later = at(consumer, partition, RECORDS + 1);
      System.out.println(
          topic + "after 23:00 there is " + (later == null ? "nothing" : "offset " + later.offset()));
      long last = consumer.endOffsets(List.of(partition)).get(partition) - 1;
      long youngest =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.maxTimestamp()))
              .partitionResult(partition)
              .get()
              .offset();
      System.out.println(topic + "the youngest of offsets 0 to " + last + " is " + youngest);
    }
  }

  private static OffsetAndTimestamp at(
      KafkaConsumer<String, String> consumer, TopicPartition partition, int hours) {
    return consumer.offsetsForTimes(Map.of(partition, millisOf(hours))).get(partition);
  }

  private static long millisOf(int hours) {
    return FIRST.plus(Duration.ofHours(hours)).toEpochMilli();
  }
}
JAVA
seen=$(timeout 180 java -cp "$dir/lib/*" "$dir/ByTime.java" "127.0.0.1:$port" 2>"$dir/err") \
  || tail -20 "$dir/out" "$dir/err" >&2
printf '%s\n' "$seen"
[ "$seen" = "plain: the record of 17:00 is at offset 5, offsetsForTimes says 5
plain: from there the first record is of 17:00; before it lie 5 of 5
plain: after 23:00 there is nothing
plain: the youngest of offsets 0 to 9 is 9
transactions: the record of 17:00 is at offset 10, offsetsForTimes says 1
transactions: from there the first record is of 13:00; before it lie 1 of 5
transactions: after 23:00 there is offset 1
transactions: the youngest of offsets 0 to 19 is 19" ] || { echo "Kafka does something else now"; exit 1; }
