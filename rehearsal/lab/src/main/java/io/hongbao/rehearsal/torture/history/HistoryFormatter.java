package io.hongbao.rehearsal.torture.history;

import io.hongbao.proof.audit.PhoneAnswerFormatter;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The history around a breach, for people. */
public final class HistoryFormatter {

  /**
   * Something that happened to the system.
   *
   * @param atMillis when, by the clock of the history
   */
  public record Mark(long atMillis, String what) {}

  /** A turn may be named for three turns, and a part be away for long. */
  private static final long AROUND_MILLIS = 90_000;

  private static final int MAX_LINES = 40;

  private HistoryFormatter() {}

  /**
   * What its users heard before and after, and what happened to the system meanwhile, by time; one
   * line each, with its end.
   *
   * @param startMillis from which times are counted
   */
  public static String around(
      HistoryBreach breach, History history, List<Mark> marks, long startMillis) {
    List<Line> lines = new ArrayList<>();
    history
        .heardBy(breach.users()::contains)
        .forEach(event -> lines.add(new Line(event.heardAtMillis(), event.user(), text(event))));
    marks.forEach(mark -> lines.add(new Line(mark.atMillis(), "", mark.what())));
    int width = breach.users().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    lines.stream()
        .filter(line -> Math.abs(line.atMillis() - breach.atMillis()) <= AROUND_MILLIS)
        .sorted(Comparator.comparingLong(line -> Math.abs(line.atMillis() - breach.atMillis())))
        .limit(MAX_LINES)
        .sorted(Comparator.comparingLong(Line::atMillis))
        .forEach(
            line ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%s %9.3f s  %-" + Math.max(1, width) + "s  %s\n",
                        line.atMillis() == breach.atMillis() && !line.user().isEmpty() ? ">" : " ",
                        (line.atMillis() - startMillis) / 1e3,
                        line.user(),
                        line.what())));
    return text.toString();
  }

  private record Line(long atMillis, String user, String what) {}

  private static String text(PhoneEvent event) {
    if (event instanceof ShakeEvent.Answered answered) {
      return answered.shakeId() + " answered " + PhoneAnswerFormatter.of(answered.answer());
    }
    if (event instanceof ShakeEvent.Acknowledged acknowledged) {
      return acknowledged.shakeId() + " acknowledged";
    }
    PacketListEvent list = (PacketListEvent) event;
    return String.format(
        Locale.ROOT,
        "holds %s (asked %d ms before)",
        new TreeSet<>(list.packetIds()),
        list.heardAtMillis() - list.askedAtMillis());
  }
}
