package io.hongbao.ops;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.ShareState;
import io.hongbao.files.AlignedTable;
import io.hongbao.ops.ExitStatus.CheckFailedException;
import io.hongbao.ops.money.PacketHistory;
import io.hongbao.ops.money.PacketHistory.Decided;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A packet's life. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows a packet's records, what the log decides of each, and where its shares stand.",
      "Exit 1 if there is none."
    })
final class PacketsShowCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      description = "A packet, such as gala-2027.3.2.117, or a batch, such as gala-2027.3.2.")
  private String id;

  @Mixin private SystemOptions system;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (PacketHistory history = PacketHistory.read(system.kafka(), id)) {
      if (history.records().isEmpty()) {
        throw new CheckFailedException("no record of " + id + " is in packets");
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(records(history));
      PacketState packet = history.replay().packet(id);
      if (packet.won().isPresent()) {
        out.print(shares(packet.won().get(), packet));
      } else if (!history.replay().batch(id).equals(BatchState.UNKNOWN)) {
        history.replay().entriesOf(id).forEach(it -> out.println("  entry " + it.id()));
      }
      out.flush();
    }
    return ExitStatus.OK;
  }

  private static AlignedTable records(PacketHistory history) {
    AlignedTable table = new AlignedTable(5);
    table.add("appended", "at", "record", "effect", "");
    for (Decided each : history.records()) {
      table.add(
          Instant.ofEpochMilli(each.appendedAtMillis()).toString(),
          "packets/" + each.partition() + "/" + each.offset(),
          each.record().map(it -> it.getClass().getSimpleName()).orElse("unreadable"),
          each.decision().map(it -> it.effect().name()).orElse(""),
          each.record().map(PacketsShowCommand::fields).orElse("")
              + each.decision().map(PacketsShowCommand::refusals).orElse(""));
    }
    return table;
  }

  /** The fields of a record, as it prints them itself. */
  private static String fields(MoneyRecord record) {
    String text = record.toString();
    return text.substring(text.indexOf('[') + 1, text.length() - 1);
  }

  private static String refusals(PacketDecision decision) {
    return decision.refusals().isEmpty() ? "" : "; " + String.join("; ", decision.refusals());
  }

  private static AlignedTable shares(Won won, PacketState packet) {
    AlignedTable table = new AlignedTable(3);
    table.add("share", "state", "of", "step", "yuan");
    for (int i = 0; i < packet.shares().size(); i++) {
      ShareState share = packet.shares().get(i);
      table.add(
          String.valueOf(i),
          share.phase().name(),
          packet.holder(i),
          String.valueOf(share.step()),
          Yuan.format(won.sharesFen().get(i)));
    }
    return table;
  }
}
