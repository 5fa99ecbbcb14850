package io.hongbao.rehearsal.cli;

import io.hongbao.files.ShellWord;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import java.nio.file.Path;
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
    return List.of(
        "",
        UpLines.columns("shake", first(addresses.edge()) + "/"),
        UpLines.columns("dashboard", addresses.flink() + "/"),
        UpLines.columns("metrics", first(addresses.admin()) + "/metrics"),
        UpLines.columns("logs", data.logs().toString()),
        UpLines.columns("prove it", "./hongbao audit" + named + ", in another terminal"),
        UpLines.columns("stop", "Ctrl-C; the next ./hongbao up" + named + " resumes this show"),
        "");
  }

  private static String first(String urls) {
    return urls.split(",", 2)[0];
  }
}
