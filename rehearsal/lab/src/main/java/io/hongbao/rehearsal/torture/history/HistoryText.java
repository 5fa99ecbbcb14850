package io.hongbao.rehearsal.torture.history;

import io.hongbao.proof.audit.OutcomeText;
import io.hongbao.proof.seen.HeardEvent;
import io.hongbao.proof.seen.HeldPackets;
import io.hongbao.proof.seen.SeenEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The history around a breach, for people. */
public final class HistoryText {

  /** A turn may be named for three turns, and a part be away for long. */
  private static final long AROUND_MILLIS = 90_000;

  private static final int MOST_LINES = 40;

  private HistoryText() {}

  /**
   * What its users heard before and after, and what happened to the system meanwhile, by time; one
   * line each, with its end.
   *
   * @param startMillis from which times are counted
   */
  public static String around(Breach breach, History history, List<Mark> marks, long startMillis) {
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
        .limit(MOST_LINES)
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

  private static String text(HeardEvent event) {
    if (event instanceof SeenEvent.Answered answered) {
      return answered.shakeId() + " answered " + OutcomeText.of(answered.answer());
    }
    if (event instanceof SeenEvent.Acknowledged acknowledged) {
      return acknowledged.shakeId() + " acknowledged";
    }
    HeldPackets list = (HeldPackets) event;
    return String.format(
        Locale.ROOT,
        "holds %s (asked %d ms before)",
        new TreeSet<>(list.packetIds()),
        list.heardAtMillis() - list.askedAtMillis());
  }
}
