package io.hongbao.rehearsal.system;

import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReading;
import io.hongbao.show.load.LoadListener;
import io.hongbao.show.load.LoadReport;
import io.hongbao.yaml.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides which show {@code up} puts on the air. */
final class OnAir {

  private final ShowLoading loading;

  OnAir(ShowLoading loading) {
    this.loading = loading;
  }

  /**
   * The campaign that was named; else the show that is on; else the sample.
   *
   * @throws IllegalStateException listing every problem of the file, if it has any
   */
  LoadReport start(Optional<Path> campaign, Path sample) {
    if (campaign.isPresent()) {
      return loading.resumeOrLoad(read(campaign.get()), LoadListener.NONE);
    }
    return loading
        .resume(LoadListener.NONE)
        .orElseGet(() -> loading.load(read(sample), LoadListener.NONE));
  }

  private static CampaignReading read(Path file) {
    CampaignReading reading = CampaignFile.read(file, Instant.now());
    if (reading.campaign().isEmpty()) {
      throw new IllegalStateException(
          reading.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    return reading;
  }
}
