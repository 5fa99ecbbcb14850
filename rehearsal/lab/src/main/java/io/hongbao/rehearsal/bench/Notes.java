package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.process.CpuUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** What a benchmark tells people besides figures. For one thread. */
final class Notes {

  /** Of a core: a compiler that takes more has not got far, and what it makes is yet to come. */
  static final double MAX_COMPILING = 0.05;

  /** Of a core. The kernel's own threads, which are nobody's, take some of it. */
  private static final double MAX_OTHERS = 0.1;

  private final Consumer<String> progress;
  private final Set<String> warnings = new LinkedHashSet<>();
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

  /** Warns if what was measured holds a cost that goes with time. */
  void lookForCompilers(CpuUse use) {
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
    return List.copyOf(all);
  }
}
