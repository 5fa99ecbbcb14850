package io.hongbao.rehearsal.rundown;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.CommandLines;
import io.hongbao.ops.ExitStatus;
import io.hongbao.ops.RootCommand;
import io.hongbao.ops.system.DataDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What operators type, done in this process: the same commands with the same words. */
final class OperatorCommand {

  /** As it stands in the operations of the show. */
  static final String AUTHOR = "rundown";

  private final DataDirectory data;
  private final String show;

  /** Commands of operators alone. */
  @Command
  private static final class Operators extends RootCommand {}

  OperatorCommand(DataDirectory data, String show) {
    this.data = data;
    this.show = show;
  }

  /**
   * Does {@code ./hongbao show} with these arguments.
   *
   * @return what it printed, in one line
   * @throws OperationFailedException with what it printed, if it did not end well
   */
  String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("show"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--show", show, "--author", AUTHOR, "--data", data.root().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = CommandLines.of(new Operators());
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = commands.execute(all.toArray(String[]::new));
    if (status != ExitStatus.OK) {
      throw new OperationFailedException(line(err + "\n" + out));
    }
    return line(out.toString());
  }

  private static String line(String printed) {
    return printed
        .lines()
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
