package io.hongbao.show.campaign;

import io.hongbao.domain.Sha256;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.yaml.BoundedFile;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.YamlDocument;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads campaign files. Their format is told in {@code campaigns/first-win.yaml}. */
public final class CampaignFile {

  private static final String A_CAMPAIGN = "a campaign";

  private CampaignFile() {}

  /**
   * Reads a file and checks all of it.
   *
   * @param now what {@code now+10s} counts from and what {@code {now}} becomes
   * @return the campaign, or every problem of the file; a file that cannot be read is a problem too
   */
  public static CampaignReadResult read(Path path, Instant now) {
    return read(path, now, Optional.empty());
  }

  /**
   * Reads a file that is to be the next plan of a show that is loaded.
   *
   * <p>Its show's name must be that of the loaded show; {@code {now}} stands for what it was then.
   * If a wave is loaded and its {@code opens} counts from now, it keeps the stored opening, and a
   * {@code closes} that counts from the opening keeps the stored close: it must then say the stored
   * length. Other times are taken as they are, and waves that are not loaded open as in any file.
   *
   * @param now what {@code now+10s} of a wave that is not loaded counts from
   * @param loaded the show as it is in force; empty if the file is to be a show of its own
   * @return the campaign, or every problem of the file; a file that cannot be read is a problem too
   */
  public static CampaignReadResult read(Path path, Instant now, Optional<LoadedShow> loaded) {
    CampaignBounds bounds = CampaignBounds.DEFAULT;
    Problems problems = new Problems(path.toString(), bounds.maxProblems());
    Optional<byte[]> bytes = BoundedFile.read(path, A_CAMPAIGN, bounds.maxFileBytes(), problems);
    if (bytes.isEmpty()) {
      return new CampaignReadResult(
          path.toString(), "", false, OptionalLong.empty(), Optional.empty(), problems.byPlace());
    }
    CampaignParser parser = new CampaignParser(bounds, now, loaded, problems);
    Optional<Campaign> campaign =
        YamlDocument.compose(bytes.get(), A_CAMPAIGN, bounds.maxNesting(), problems)
            .flatMap(parser::parse);
    return new CampaignReadResult(
        path.toString(),
        Sha256.hex(bytes.get()),
        parser.isNewShowEachTime(),
        parser.soonestFromNowMillis(),
        campaign,
        problems.byPlace());
  }
}
