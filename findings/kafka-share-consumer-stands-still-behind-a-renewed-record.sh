#!/usr/bin/env bash
# A consumer of a Kafka share group that renews one record is given no others until it has finished with that
# one, however many are there.
#
# Seen on 2026-11-30 with org.apache.kafka:kafka_2.13 and kafka-clients 4.4.0 (KIP-932, KIP-1222) on JDK 17. The
# lock of a record exists for work that takes long, so one would guess that a consumer goes on with other records
# meanwhile. Ten records of one partition, a consumer that is given three at a time and takes explicit
# acknowledgements: it accepts what it gets at once, but renews the first record at each poll, twenty times, and then
# accepts it. What each poll brought:
#
#   polls until the first record was done: 21
#   records that these polls brought besides it: 2
#   after that: 3 4 5 6 7 8 9
#
# Hongbao takes payouts by a consumer group, where an offset waits and the others go on (ADR 14). Exits 1 if
# this is so no longer.
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
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.share.min.record.lock.duration.ms=15000
PROPERTIES
java -cp "$dir/lib/*" kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qk -c "$dir/server.properties" \
  >"$dir/out" 2>&1 || { cat "$dir/out" >&2; exit 1; }
java -Xmx512m -cp "$dir/lib/*" kafka.Kafka "$dir/server.properties" >"$dir/out" 2>&1 &
broker=$!

cat >"$dir/Renewing.java" <<'JAVA'
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public class Renewing {
  private static final int RECORDS = 10;
  private static final int RENEWALS = 20;

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> cluster = Map.of("bootstrap.servers", arguments[0]);
    try (Admin admin = Admin.create(cluster)) {
      admin.createTopics(List.of(new NewTopic("work", 1, (short) 1))).all().get();
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "workers");
      ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
      admin
          .incrementalAlterConfigs(
              Map.of(group, List.of(new AlterConfigOp(earliest, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(cluster, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        // One batch each, so that batches are not what is in the way.
        producer.send(new ProducerRecord<>("work", String.valueOf(i))).get();
      }
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", arguments[0],
            "group.id", "workers",
            "share.acknowledgement.mode", "explicit",
            "share.acquire.mode", "record_limit",
            "max.poll.records", 3);
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("work"));
      int polls = 0;
      int others = 0;
      boolean done = false;
      StringJoiner after = new StringJoiner(" ");
      int last = 0;
      long endNanos = System.nanoTime() + 60_000_000_000L;
      while (last < RECORDS - 1 && System.nanoTime() < endNanos) {
        boolean wasDone = done;
        boolean gotFirst = false;
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
          boolean first = record.offset() == 0;
          gotFirst |= first;
          AcknowledgeType type =
              first && polls < RENEWALS ? AcknowledgeType.RENEW : AcknowledgeType.ACCEPT;
          consumer.acknowledge(record, type);
          done |= first && type == AcknowledgeType.ACCEPT;
          if (!first && wasDone) {
            after.add(record.value());
          } else if (!first) {
            others++;
          }
          last = Math.max(last, (int) record.offset());
        }
        polls += gotFirst ? 1 : 0;
        consumer.commitSync();
      }
      System.out.println("polls until the first record was done: " + polls);
      System.out.println("records that these polls brought besides it: " + others);
      System.out.println("after that: " + after);
    }
  }
}
JAVA
seen=$(timeout 180 java -cp "$dir/lib/*" "$dir/Renewing.java" "127.0.0.1:$port" 2>"$dir/err") \
  || tail -20 "$dir/out" "$dir/err" >&2
printf '%s\n' "$seen"
[ "$seen" = "polls until the first record was done: 21
records that these polls brought besides it: 2
after that: 3 4 5 6 7 8 9" ] || { echo "Kafka does something else now"; exit 1; }
