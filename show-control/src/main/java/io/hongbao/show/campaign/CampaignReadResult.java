package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.yaml.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of reading a campaign file: a campaign or problems, never both.
 *
 * @param file as it was named
 * @param sha256 of the file's bytes, 64 lower-case hex digits; empty if it could not be read
 * @param newShowEachTime whether the show's name holds {@code {now}}, so that each reading is
 *     another show
 * @param soonestFromNowMillis the shortest {@code now+…} of an opening; empty if no wave opens so
 * @param campaign with every relative time resolved; empty if there is a problem
 * @param problems by their place
 */
public record CampaignReadResult(
    String file,
    String sha256,
    boolean newShowEachTime,
    OptionalLong soonestFromNowMillis,
    Optional<Campaign> campaign,
    List<Problem> problems) {

  public CampaignReadResult {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(sha256, "sha256");
    problems = List.copyOf(problems);
    if (campaign.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": expected a campaign or problems, got " + problems.size() + " problems");
    }
  }
}
