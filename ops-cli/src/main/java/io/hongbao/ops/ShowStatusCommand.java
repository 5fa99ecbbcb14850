package io.hongbao.ops;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.ShowStatus.Issued;
import io.hongbao.ops.ShowStatus.PoolName;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.live.ShowOperator;
import io.hongbao.show.live.ShowState;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the show is, on one screen. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows plans, waves, money and nodes of a show.")
final class ShowStatusCommand implements Callable<Integer> {

  private static final long REFRESH_MILLIS = 1_000;

  /** Clears a terminal and puts the cursor to its beginning. */
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Option(names = "--watch", description = "Shows it anew every second, until it is ended.")
  private boolean watch;

  @Mixin private ShowOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ShowSystem system = options.open();
        KafkaConsumer<byte[], byte[]> packets = TopicReader.open(options.kafka(), Topics.PACKETS)) {
      ShowOperator operator = system.operator();
      String show = options.show(system).show();
      Map<PoolName, Issued> issued = new HashMap<>();
      do {
        ShowState state = operator.shows().show(show);
        TopicReader.readOn(packets, record -> count(record, show, issued));
        ShowStatus status =
            new ShowStatus(state, operator.nodes(state), issued, system.clock().millis());
        out.print(watch && !json ? CLEAR : "");
        out.print(json ? status.toJson() + System.lineSeparator() : status.toText());
        out.flush();
        if (watch) {
          system.clock().sleep(REFRESH_MILLIS);
        }
      } while (watch);
    }
    return ExitStatus.OK;
  }

  private static void count(
      ConsumerRecord<byte[], byte[]> record, String show, Map<PoolName, Issued> issued) {
    try {
      MoneyCodec.findWon(record.value())
          .filter(won -> won.show().equals(show))
          .ifPresent(
              won ->
                  issued.merge(
                      new PoolName(won.shakeId().waveId(), won.enterpriseId()),
                      new Issued(1, won.amountFen()),
                      Issued::plus));
    } catch (MalformedRecordException e) {
      // The audit tells of it; what is won is counted by what can be read.
    }
  }
}
