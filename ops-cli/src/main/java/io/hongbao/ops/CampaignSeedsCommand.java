package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.show.campaign.CampaignReading;
import io.hongbao.show.load.KafkaShowTopic;
import io.hongbao.show.load.ShowTopic;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedFiles;
import io.hongbao.show.seeds.SeedManifest;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the seeds of a campaign to files that people can look at. */
@Command(
    name = "seeds",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a file of seeds a bucket, and a manifest of counts, sums and SHA-256.",
      "Without --loaded they are a preview: the load draws amounts and places that nobody can know."
    })
final class CampaignSeedsCommand implements Callable<Integer> {

  @Mixin private CampaignArgument argument;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to.")
  private Path out;

  @Option(
      names = "--loaded",
      description = "The seeds of the show that was loaded last from this very file.")
  private boolean loaded;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (out.toString().equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "--out -: expected a folder, seeds are a file a bucket");
    }
    CampaignReading reading = argument.read();
    Optional<Campaign> campaign = CampaignArgument.orProblems(reading, spec.commandLine().getErr());
    if (campaign.isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    if (!loaded) {
      CampaignArgument.warnOfOpening(reading, campaign.get(), spec.commandLine().getErr());
    }
    SeedManifest manifest;
    try (FolderLock lock = FolderLock.take(out, "--out")) {
      manifest =
          loaded
              ? writeLoaded(reading)
              : SeedFiles.write(
                  lock.folder(),
                  campaign.get(),
                  reading.sha256(),
                  1,
                  PlanningSeed.forPreview(reading.sha256()));
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d packets, %s yuan, in %d files of %s%n",
            manifest.show(),
            manifest.packets(),
            Yuan.format(manifest.amountFen()),
            manifest.buckets(),
            out);
    return ExitStatus.OK;
  }

  private SeedManifest writeLoaded(CampaignReading reading) throws IOException {
    try (ShowTopic shows = KafkaShowTopic.open(system.kafka())) {
      PlanRecord plan =
          shows.plans().stream()
              .filter(candidate -> candidate.campaignSha256().equals(reading.sha256()))
              .reduce((before, next) -> next)
              .orElseThrow(
                  () ->
                      new OperationFailedException(
                          "no show was loaded from this version of " + reading.file()));
      return SeedFiles.write(
          out, plan.campaign(), plan.campaignSha256(), plan.number(), planningSeed(plan));
    }
  }

  private WaveSecret planningSeed(PlanRecord plan) {
    SealingKey key = LocalKeys.read(system.data()).sealingKey();
    try {
      return PlanningSeed.open(key, plan.show(), plan.sealedPlanningSeed());
    } catch (MalformedRecordException e) {
      throw new OperationFailedException(
          "show "
              + plan.show()
              + " was loaded under another sealing key, or by another version: name its data folder"
              + " with --data",
          e);
    }
  }
}
