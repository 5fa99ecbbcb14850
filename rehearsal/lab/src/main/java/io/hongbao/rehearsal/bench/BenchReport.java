package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.process.Machine;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.FigureJson;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a benchmark found, and what makes it doubtful.
 *
 * @param text of the figures, for people
 */
public record BenchReport(
    Machine machine, List<Figure> figures, String text, List<String> warnings) {

  public BenchReport {
    figures = List.copyOf(figures);
    warnings = List.copyOf(warnings);
  }

  /** Which benchmark it was. */
  public String bench() {
    return figures.isEmpty() ? "none" : figures.get(0).bench();
  }

  /** For people. */
  public String toText() {
    return text
        + warnings.stream().map(it -> "warning: " + it + "\n").collect(Collectors.joining())
        + "on "
        + machine
        + "\n";
  }

  /** One object a line, without the last line's end: figures, then the machine. */
  public String toJson() {
    return figures.stream().map(it -> FigureJson.line(it) + "\n").collect(Collectors.joining())
        + MachineJson.line(bench(), machine, warnings);
  }
}
