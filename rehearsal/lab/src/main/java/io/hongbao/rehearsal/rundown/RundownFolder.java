package io.hongbao.rehearsal.rundown;

import io.hongbao.files.AtomicFiles;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a rundown keeps, beside what its system does. */
record RundownFolder(DataDirectory data) {

  /** Where what phones heard is kept. */
  Path seenFile() {
    return data.root().resolve("seen.jsonl");
  }

  /** A copy of a campaign file whose times are scaled, for the system to read. */
  Path scaledCopy(Path campaign, double scale) {
    Path copy = data.root().resolve("rundown-" + campaign.getFileName());
    try {
      Files.createDirectories(data.root());
      AtomicFiles.replace(copy, ScaledCampaign.text(Files.readString(campaign), scale));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + campaign + " to " + copy, e);
    }
  }
}
