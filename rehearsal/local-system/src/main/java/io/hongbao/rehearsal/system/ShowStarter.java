package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.ShowLoader;
import io.hongbao.ops.system.ShowLoader.OnAir;
import java.nio.file.Path;
import java.util.Optional;

/** Decides which show {@code up} puts on the air. */
final class ShowStarter {

  private final ShowLoader loader;

  ShowStarter(ShowLoader loader) {
    this.loader = loader;
  }

  /**
   * The campaign that was named; else the show that is on; else the sample.
   *
   * @throws OperationFailedException listing every problem of the file, if it has any
   */
  OnAir start(Optional<Path> campaign, Path sample) {
    if (campaign.isPresent()) {
      return loader.resumeOrLoad(campaign.get());
    }
    return loader.resume().orElseGet(() -> loader.resumeOrLoad(sample));
  }
}
