package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.proc.CpuUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** What a benchmark tells people besides figures. For one thread. */
final class Notes {

  /** Of a core: a compiler that takes more has not got far, and what it makes is yet to come. */
  static final double MOST_COMPILING = 0.05;

  /** Of a core. The kernel's own threads, which are nobody's, take some of it. */
  private static final double MOST_OTHERS = 0.1;

  private final Consumer<String> progress;
  private final Set<String> warnings = new LinkedHashSet<>();
  private double mostOthers;
  private double mostCompiling;

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

  /** Warns if what was measured holds a cost that goes with time. */
  void lookForCompilers(CpuUse use) {
    if (use.compilerShare() > MOST_COMPILING) {
      mostCompiling = Math.max(mostCompiling, use.compilerShare());
    }
  }

  /** Warns if somebody else used the processors while something was measured. */
  void lookForOthers(CpuUse use) {
    if (use.othersShare() > MOST_OTHERS) {
      mostOthers = Math.max(mostOthers, use.othersShare());
    }
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (mostCompiling > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "the servers' compilers still took up to %.2f of a core",
              mostCompiling));
    }
    if (mostOthers > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "something else used up to %.2f of a core while this was measured",
              mostOthers));
    }
    return List.copyOf(all);
  }
}
