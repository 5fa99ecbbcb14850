package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code ./hongbao rules} on a real Kafka of its own. */
final class RulesOnKafka implements AutoCloseable {

  private static final Set<String> CHANGING = Set.of("publish", "approve", "rollback", "lift");

  private final Broker broker;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private RulesOnKafka(Broker broker) {
    this.broker = broker;
  }

  static RulesOnKafka start(Path folder) throws Exception {
    return new RulesOnKafka(LoneBroker.start(folder, 2));
  }

  String kafka() {
    return broker.address();
  }

  /** The exit status of a command; what it printed before is forgotten. */
  int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("rules"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--kafka", broker.address()));
    if (CHANGING.contains(arguments[0]) && !all.contains("--wait")) {
      // There is no job here that could have it in force.
      all.addAll(List.of("--wait", "0s"));
    }
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  @Override
  public void close() {
    broker.close();
  }
}
