package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Spread;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What a benchmark tells people besides its own figures. For one thread. */
final class Notes {

  /** A compiler that uses more than this share of a core is still warming up. */
  static final double MAX_COMPILING = 0.05;

  /** Of a core. The kernel's own threads, which are nobody's, take some of it. */
  private static final double MAX_OTHERS = 0.1;

  /**
   * A run is void if others took more than this share of a core in more than half of its windows.
   */
  static final double VOID_OTHERS = 0.2;

  /** The same of what the host of a virtual machine took, which holds servers up wherever it is. */
  static final double VOID_STEAL = 0.05;

  private final Consumer<String> progress;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final List<CpuUse> quoted = new ArrayList<>();
  private final List<String> pictures = new ArrayList<>();
  private double maxOthers;
  private double maxCompiling;

  /**
   * @param progress gets a line at each step, from any thread
   */
  Notes(Consumer<String> progress) {
    this.progress = progress;
  }

  void progress(String line) {
    progress.accept(line);
  }

  /** Something that makes figures doubtful; told once. */
  void warn(String warning) {
    if (warnings.add(warning)) {
      progress.accept("warning: " + warning);
    }
  }

  /** Takes a window into account of which figures are made: whether it was disturbed. */
  void quote(CpuUse use) {
    quoted.add(use);
    lookForOthers(use);
    if (use.compilerShare() > MAX_COMPILING) {
      maxCompiling = Math.max(maxCompiling, use.compilerShare());
    }
  }

  /** Warns if somebody else used the processors while something was measured. */
  void lookForOthers(CpuUse use) {
    if (use.othersShare() > MAX_OTHERS) {
      maxOthers = Math.max(maxOthers, use.othersShare());
    }
  }

  /** Lines for people that stand below the figures, each with its end. */
  void show(String picture) {
    pictures.add(picture);
  }

  String pictures() {
    return String.join("", pictures);
  }

  /**
   * What else had the processors while figures were taken, by window; none if no window was quoted.
   * That servers wait for each other is the nature of one core for all: it is shown, not judged.
   */
  List<Figure> disturbances(String bench) {
    return quoted.isEmpty()
        ? List.of()
        : List.of(
            Figure.of(bench, "steal_core_share", "ratio", each(CpuUse::stealShare)),
            Figure.of(bench, "others_core_share", "ratio", each(CpuUse::othersShare)),
            Figure.of(bench, "run_queue_threads", "threads", each(CpuUse::waitingThreads)));
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (maxCompiling > 0) {
      all.add(
          String.format(
              Locale.ROOT, "the servers' compilers still took up to %.2f of a core", maxCompiling));
    }
    if (maxOthers > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "something else used up to %.2f of a core while this was measured",
              maxOthers));
    }
    if (!quoted.isEmpty()) {
      voidBeyond(all, VOID_STEAL, "the host of this virtual machine", each(CpuUse::stealShare));
      voidBeyond(all, VOID_OTHERS, "something else", each(CpuUse::othersShare));
    }
    return List.copyOf(all);
  }

  private static void voidBeyond(List<String> to, double max, String who, List<Double> shares) {
    double median = Spread.of(shares).median();
    if (median > max) {
      to.add(
          String.format(
              Locale.ROOT,
              "void: %s took %.2f of a core in the median window, at most %.2f was expected:"
                  + " measure again when the machine is quiet",
              who,
              median,
              max));
    }
  }

  private List<Double> each(ToDoubleFunction<CpuUse> reading) {
    return quoted.stream().map(reading::applyAsDouble).toList();
  }
}
