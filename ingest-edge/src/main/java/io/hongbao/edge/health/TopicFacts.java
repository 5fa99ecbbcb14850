package io.hongbao.edge.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a topic is: the same as long as nobody changes it by hand.
 *
 * @param id of its making; one that is deleted and made again has another
 * @param replicas the copies of its first partition
 * @param settings those that the law rests on; empty if Kafka does not tell them
 */
public record TopicFacts(
    String name, String id, int partitions, int replicas, Map<String, String> settings) {

  public TopicFacts {
    settings = Map.copyOf(settings);
  }

  boolean isSameLogAs(TopicFacts first) {
    return id.equals(first.id) && partitions == first.partitions;
  }

  /** How it differs from what it was when the edge started, a sentence each. */
  List<String> changesSince(TopicFacts first) {
    List<String> changes = new ArrayList<>();
    if (!id.equals(first.id)) {
      changes.add(
          String.format(
              Locale.ROOT,
              "topic %s was deleted and made again since this edge started: what it held is gone, and what was read of it is not what others read now; bring the former one back, or begin with a fresh cluster or data folder",
              name));
    }
    if (partitions != first.partitions) {
      changes.add(
          String.format(
              Locale.ROOT,
              "topic %s has %d partitions, and had %d when this edge started, which goes by those; the number is fixed: make the topic as it was",
              name,
              partitions,
              first.partitions));
    }
    if (replicas != first.replicas) {
      changes.add(
          String.format(
              Locale.ROOT,
              "topic %s has %d replicas, and had %d when this edge started; mend with kafka-reassign-partitions",
              name,
              replicas,
              first.replicas));
    }
    new TreeMap<>(settings)
        .forEach(
            (setting, value) -> {
              String before = first.settings.get(setting);
              if (before != null && !Objects.equals(before, value)) {
                changes.add(
                    String.format(
                        Locale.ROOT,
                        "topic %s: %s is %s, and was %s when this edge started; mend with kafka-configs --alter --topic %s --add-config %s=%s",
                        name,
                        setting,
                        value,
                        before,
                        name,
                        setting,
                        before));
              }
            });
    return changes;
  }
}
