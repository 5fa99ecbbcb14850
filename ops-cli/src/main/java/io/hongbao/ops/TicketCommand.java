package io.hongbao.ops;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.tickets.Ticket;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Mints tickets. */
@Command(
    name = "ticket",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints a ticket that lives 24 hours, or one a line for many users.")
final class TicketCommand implements Callable<Integer> {

  private static final int MAX_TICKETS = 10_000_000;

  @Option(names = "--user", paramLabel = "USER", required = true, description = "Whose it is.")
  private String user;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "",
      description = "On which device.")
  private String device;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "",
      description = "For the shadow show of this test group, and not for the live show.")
  private String group;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Tickets of the users USER-1 to USER-N, one a line.")
  private Integer count;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data folder whose keys to use (${DEFAULT-VALUE}).")
  private Path data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (count != null && (count < 1 || count > MAX_TICKETS)) {
      throw new ParameterException(
          spec.commandLine(), "--count " + count + ": expected 1 to " + MAX_TICKETS);
    }
    requireTicket();
    TicketMint mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(folder())));
    long nowMillis = System.currentTimeMillis();
    PrintWriter out = spec.commandLine().getOut();
    if (count == null) {
      out.println(mint.mint(user, device, group, TicketMint.LIFETIME, nowMillis).text());
    } else {
      for (int i = 1; i <= count; i++) {
        out.println(
            mint.mint(user + "-" + i, device, group, TicketMint.LIFETIME, nowMillis).text());
      }
    }
    out.flush();
    return ExitStatus.OK;
  }

  private DataDirectory folder() {
    try {
      return new DataDirectory(data);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requireTicket() {
    try {
      Ticket.of(count == null ? user : user + "-" + count, device, group, 0);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
