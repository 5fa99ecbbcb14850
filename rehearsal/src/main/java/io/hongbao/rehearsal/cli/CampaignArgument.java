package io.hongbao.rehearsal.cli;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The campaign file that a command is about. */
final class CampaignArgument {

  @Parameters(paramLabel = "FILE", description = "The campaign file.")
  private Path file;

  /** Reads the file as of now. */
  CampaignReading read() {
    return CampaignFile.read(file, Instant.now());
  }

  /** The campaign of a reading, or every problem of it on the error stream. */
  static Optional<Campaign> orProblems(CampaignReading reading, PrintWriter err) {
    reading.problems().forEach(err::println);
    if (!reading.problems().isEmpty()) {
      int count = reading.problems().size();
      err.println(reading.file() + ": " + count + (count == 1 ? " problem" : " problems"));
    }
    err.flush();
    return reading.campaign();
  }
}
