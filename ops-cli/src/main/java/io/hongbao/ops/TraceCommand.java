package io.hongbao.ops;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.ops.ExitStatus.CheckFailedException;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.proof.trace.RecordView;
import io.hongbao.proof.trace.ShakeTrace;
import io.hongbao.proof.trace.Trace;
import io.hongbao.proof.trace.TraceFormatter;
import io.hongbao.wire.records.OpRecord;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one shake's way, or one record. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows one shake's way: its records in the log and what drawing again says of them, its"
          + " packet, its dead letters; or, with --at, the one record that stands there; or, with"
          + " --operations, what operators did during the show.",
      "Exit 1 if there is none."
    })
final class TraceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SHAKEID",
      arity = "0..1",
      description = "The shake, such as first-17; with --user.")
  private String shakeId;

  @Option(names = "--user", paramLabel = "USER", description = "Whose shake it is.")
  private String user;

  @Option(names = "--show", paramLabel = "SHOW", description = "Of this show alone.")
  private String show;

  @Option(
      names = "--at",
      paramLabel = "TOPIC/PARTITION/OFFSET",
      description = "One record, such as shakes/3/1024.")
  private String at;

  @Option(
      names = "--operations",
      description = "What operators did, in the order in which they did it.")
  private boolean operations;

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long asked = Stream.of(at != null, shakeId != null, operations).filter(it -> it).count();
    if (asked != 1) {
      throw new ParameterException(
          spec.commandLine(), "expected either SHAKEID with --user, or --at, or --operations");
    }
    try {
      print(operations ? operations() : at == null ? way() : record());
    } catch (Trace.NotFoundException e) {
      throw new CheckFailedException(e.getMessage(), e);
    }
    return ExitStatus.OK;
  }

  private String record() {
    RecordPosition position = wellUsed("--at ", () -> RecordPosition.parse(at));
    RecordView record = trace().at(position);
    return json
        ? TraceFormatter.toJson(record) + System.lineSeparator()
        : TraceFormatter.toText(record);
  }

  private String operations() {
    List<OpRecord> done = trace().operations(Optional.ofNullable(show));
    return json
        ? TraceFormatter.operationsToJson(done) + System.lineSeparator()
        : TraceFormatter.operationsToText(done);
  }

  private String way() {
    if (user == null) {
      throw new ParameterException(spec.commandLine(), "--user is missing: whose shake is it?");
    }
    ShakeId id = wellUsed("", () -> ShakeId.parse(shakeId));
    wellUsed("--", () -> Names.requireUser(user));
    List<ShakeTrace> ways = trace().way(Optional.ofNullable(show), user, id);
    if (ways.isEmpty()) {
      throw new CheckFailedException(
          "no record of shake " + id + " of " + user + " in shakes, packets or dead-letters");
    }
    return json
        ? TraceFormatter.toJson(ways) + System.lineSeparator()
        : TraceFormatter.toText(ways);
  }

  private Trace trace() {
    String kafka = system.kafka();
    LocalKeys keys = LocalKeys.read(system.data());
    return new Trace(kafka, keys.verifyingKey(), keys.sealingKey());
  }

  private <T> T wellUsed(String option, Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + e.getMessage(), e);
    }
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
