package io.hongbao.rehearsal.cli;

import io.hongbao.files.ShellWord;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What people want to know once all is up: where to look, how to prove the show, how to stop. */
final class UpGuide {

  /** Where commands look if no folder is named. */
  private static final DataDirectory DEFAULT = new DataDirectory(Path.of("data"));

  private UpGuide() {}

  /**
   * The lines.
   *
   * @param data as commands find it: named only where it is not the default
   */
  static List<String> lines(Addresses addresses, DataDirectory data) {
    String named = data.equals(DEFAULT) ? "" : " --data " + ShellWord.of(data.root());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(UpLines.columns("shake", first(addresses.edge()) + "/"));
    lines.add(UpLines.columns("dashboard", addresses.flink() + "/"));
    lines.add(UpLines.columns("metrics", first(addresses.admin()) + "/metrics"));
    lines.add(UpLines.columns("logs", data.logs().toString()));
    lines.add(UpLines.columns("prove it", "./hongbao audit" + named + ", in another terminal"));
    if (addresses.money().isPresent()) {
      lines.add(UpLines.columns("count it", "./hongbao reconcile" + named + ", likewise"));
    }
    lines.add(
        UpLines.columns("stop", "Ctrl-C; the next ./hongbao up" + named + " resumes this show"));
    lines.add("");
    return lines;
  }

  private static String first(String urls) {
    return urls.split(",", 2)[0];
  }
}
