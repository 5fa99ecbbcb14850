package io.hongbao.show.seeds;

import io.hongbao.domain.Sha256;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.SealedSecret;
import java.nio.charset.StandardCharsets;

/**
 * The 32 bytes that seed planning starts from. They travel sealed in the plan, for whoever knows
 * them knows where the large packets lie.
 *
 * <p>The seal names the planner's version: a load that another version staged does not open, and is
 * refused instead of being finished with other seeds. The slash keeps it apart from any wave's
 * seal.
 */
public final class PlanningSeed {

  private static final String CONTEXT = "planning-seed/" + SeedPlanner.VERSION;

  private PlanningSeed() {}

  public static SealedSecret seal(SealingKey sealingKey, String show, WaveSecret planningSeed) {
    return SealedSecret.seal(sealingKey, show, CONTEXT, planningSeed);
  }

  /**
   * Opens the planning seed of a plan.
   *
   * @throws MalformedRecordException if the key is another, or another version planned the seeds
   */
  public static WaveSecret open(SealingKey sealingKey, String show, SealedSecret sealed) {
    return sealed.open(sealingKey, show, CONTEXT);
  }

  /**
   * A planning seed for a look at a campaign that is not loaded: the same for the same file, and no
   * secret. A load never uses it.
   */
  public static WaveSecret forPreview(String campaignSha256) {
    byte[] text = ("hongbao-preview " + campaignSha256).getBytes(StandardCharsets.US_ASCII);
    return new WaveSecret(Sha256.digest().digest(text));
  }
}
