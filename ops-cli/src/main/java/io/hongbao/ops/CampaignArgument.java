package io.hongbao.ops;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.load.FirstOpening;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The campaign file that a command is about. */
public final class CampaignArgument {

  @Parameters(paramLabel = "FILE", description = "The campaign file.")
  private Path file;

  Path file() {
    return file;
  }

  /** Reads the file as of now. */
  CampaignReadResult read() {
    return CampaignFile.read(file, Instant.now());
  }

  /**
   * What a load would refuse now and another time would not, on the error stream: a problem of the
   * moment is none of the file.
   */
  static void warnOfOpening(CampaignReadResult reading, Campaign campaign, PrintWriter err) {
    String unlessUp =
        reading.soonestFromNowMillis().isPresent()
            ? "; ./hongbao up takes a wave that opens at now, which is the moment of READY there"
            : "";
    FirstOpening.problem(campaign, System.currentTimeMillis(), ShowSettings.SHORTEST_LEAD_MILLIS)
        .ifPresent(
            problem -> err.println("warning: " + reading.file() + ": " + problem + unlessUp));
    err.flush();
  }

  /** The campaign of a reading, or every problem of it on the error stream. */
  public static Optional<Campaign> orProblems(CampaignReadResult reading, PrintWriter err) {
    reading.problems().forEach(err::println);
    if (!reading.problems().isEmpty()) {
      int count = reading.problems().size();
      err.println(reading.file() + ": " + count + (count == 1 ? " problem" : " problems"));
    }
    err.flush();
    return reading.campaign();
  }
}
