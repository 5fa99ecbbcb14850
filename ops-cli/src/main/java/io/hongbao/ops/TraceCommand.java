package io.hongbao.ops;

import io.hongbao.domain.Names;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.ops.ExitStatus.CheckFailedException;
import io.hongbao.ops.money.WalletAccount;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.proof.trace.RecordView;
import io.hongbao.proof.trace.ShakeTrace;
import io.hongbao.proof.trace.Trace;
import io.hongbao.proof.trace.TraceFormatter;
import io.hongbao.proof.trace.UserTrace;
import io.hongbao.proof.trace.UserTraceFormatter;
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

/** Shows a user's evening, one shake's way, or one record. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows a user's evening, with --user alone: every shake with its outcome by drawing again,"
          + " every packet and share with its life and its money, what the wallet says, and what"
          + " rules said; or, with SHAKEID, one shake's way: its records in the log and what drawing"
          + " again says of them, its packet, its dead letters; or, with --at, the one record that"
          + " stands there; or, with --operations, what operators did during the show.",
      "Exit 1 if there is none."
    })
final class TraceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SHAKEID",
      arity = "0..1",
      description = "The shake, such as first-17; with --user.")
  private String shakeId;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Whose evening, or whose shake, it is.")
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

  @Option(
      names = "--json",
      description =
          "One JSON object on stdout and nothing else; of a user's evening one object a line.")
  private boolean json;

  @Mixin private WalletOptions wallet;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean isEvening = user != null && shakeId == null;
    long asked =
        Stream.of(at != null, shakeId != null, operations, isEvening).filter(it -> it).count();
    if (asked != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "expected either --user, alone or with SHAKEID, or --at, or --operations");
    }
    try {
      print(isEvening ? evening() : operations ? operations() : at == null ? way() : record());
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

  private String evening() {
    wellUsed("--", () -> Names.requireUser(user));
    UserTrace trace = trace().evening(Optional.ofNullable(show), user);
    if (trace.records().isEmpty()) {
      throw new CheckFailedException(
          "no record of user "
              + user
              + (show == null ? "" : " in show " + show)
              + ": no shake, packet, share or verdict; a user's name is that of the ticket");
    }
    Optional<UserTrace.Account> account = account(trace);
    return json
        ? UserTraceFormatter.toJson(trace, account)
        : UserTraceFormatter.toText(trace, account);
  }

  /** A wallet that is away does not keep the log from being shown. */
  private Optional<UserTrace.Account> account(UserTrace trace) {
    try {
      return Optional.of(
          WalletAccount.read(
              wallet.address(system.data()),
              WalletOptions.token(system.data()),
              trace.user(),
              trace.payouts()));
    } catch (OperationFailedException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("without the wallet: " + e.getMessage());
      err.flush();
      return Optional.empty();
    }
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
