package io.hongbao.rehearsal.docker;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The brokers are one cluster of three, and keep what they acknowledge. */
final class BrokerCheck implements Check {

  private static final String MOUNTED = "/mnt/shared/config/server.properties";

  /** What the law rests on, whoever overrides what. */
  private static final Map<String, String> LAW =
      Map.of(
          "default.replication.factor", "3",
          "min.insync.replicas", "2",
          "offsets.topic.replication.factor", "3",
          "unclean.leader.election.enable", "false",
          "auto.create.topics.enable", "false");

  @Override
  public List<String> problems(Compose compose) {
    List<String> problems = new ArrayList<>();
    Map<String, Properties> brokers = brokers(compose);
    if (brokers.size() != 3) {
      problems.add("brokers are " + brokers.keySet() + ", expected three");
    }
    List<String> voters = new ArrayList<>();
    brokers.forEach(
        (service, settings) ->
            voters.add(settings.getProperty("node.id") + "@" + service + ":9093"));
    brokers.forEach(
        (service, settings) -> {
          LAW.forEach((name, value) -> expect(service, settings, name, value, problems));
          expect(service, settings, "controller.quorum.voters", String.join(",", voters), problems);
          expect(
              service,
              settings,
              "advertised.listeners",
              settings.getProperty("inter.broker.listener.name") + "://" + service + ":9092",
              problems);
          if (!settings
              .getProperty("listeners", "")
              .contains(settings.getProperty("controller.listener.names") + "://:9093")) {
            problems.add(service + ": does not listen where the voters are");
          }
        });
    if (brokers.values().stream().map(it -> it.getProperty("node.id")).distinct().count()
        != brokers.size()) {
      problems.add("two brokers have one node.id");
    }
    return problems;
  }

  /** Each broker's settings as it has them: the file, and its own variables over it. */
  private static Map<String, Properties> brokers(Compose compose) {
    Map<String, Properties> brokers = new TreeMap<>();
    for (String service : compose.services().keySet()) {
      Map<String, String> environment = compose.environmentText(service);
      if (environment.containsKey("KAFKA_NODE_ID")) {
        Properties settings = mounted(compose, service);
        environment.forEach(
            (name, value) -> {
              if (name.startsWith("KAFKA_")) {
                settings.setProperty(propertyOf(name), value);
              }
            });
        brokers.put(service, settings);
      }
    }
    return brokers;
  }

  /** As the image of Apache Kafka translates them. */
  private static String propertyOf(String variable) {
    return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static Properties mounted(Compose compose, String service) {
    var settings = new Properties();
    for (String volume : Compose.texts(compose.service(service).get("volumes"))) {
      String[] parts = volume.split(":");
      if (parts[1].equals(MOUNTED)) {
        try (Reader reader = Files.newBufferedReader(compose.folder().resolve(parts[0]))) {
          settings.load(reader);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return settings;
  }

  private static void expect(
      String service, Properties settings, String name, String value, List<String> problems) {
    if (!value.equals(settings.getProperty(name))) {
      problems.add(
          service + ": " + name + " is " + settings.getProperty(name) + ", expected " + value);
    }
  }
}
