package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.live.KafkaShowTopic;
import io.hongbao.show.live.SecretSource;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedFiles;
import io.hongbao.show.seeds.SeedManifest;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
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
      "They are drawn anew and are what `campaign load --seeds` appends: whoever reads them knows "
          + "which packets are large."
    })
final class CampaignSeedsCommand implements Callable<Integer> {

  @Mixin private CampaignArgument argument;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to.")
  private Path out;

  @Option(
      names = "--preview",
      description = "Seeds that are the same each time, to look at: no load takes them.")
  private boolean preview;

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
    if (preview && loaded) {
      throw new ParameterException(
          spec.commandLine(), "--preview and --loaded: expected one of them at most");
    }
    CampaignReadResult reading = argument.read();
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
              ? writeLoaded(lock.folder(), reading)
              : write(lock.folder(), reading, campaign.get());
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d packets, %s yuan, in %d files of %s%s%n",
            manifest.show(),
            manifest.packets(),
            Yuan.format(manifest.amountFen()),
            manifest.buckets(),
            out,
            manifest.preview() ? ", a preview that no load takes" : "");
    return ExitStatus.OK;
  }

  private SeedManifest write(Path folder, CampaignReadResult reading, Campaign campaign)
      throws IOException {
    if (preview) {
      return SeedFiles.writePreview(folder, campaign, reading.sha256());
    }
    if (reading.newShowEachTime()) {
      throw new OperationFailedException(
          reading.file()
              + ": the show's name has {now}, so that a load would make another show: name it"
              + " without {now}, or look at the seeds with --preview");
    }
    SealingKey sealingKey = LocalKeys.sealingKey(system.data());
    SealedSecret planningSeed =
        PlanningSeed.seal(sealingKey, campaign.show(), SecretSource.secure().next());
    return SeedFiles.write(
        folder, campaign, reading.sha256(), CampaignLoader.FIRST_PLAN, planningSeed, sealingKey);
  }

  private SeedManifest writeLoaded(Path folder, CampaignReadResult reading) throws IOException {
    LocalKeys keys = LocalKeys.read(system.data());
    try (ShowTopic shows =
        KafkaShowTopic.open(system.kafka(), keys.signingKey(), keys.verifyingKey())) {
      PlanRecord plan =
          shows.read().shows().stream()
              .flatMap(show -> show.plan(CampaignLoader.FIRST_PLAN).stream())
              .filter(candidate -> candidate.campaignSha256().equals(reading.sha256()))
              .reduce((before, next) -> next)
              .orElseThrow(
                  () ->
                      new OperationFailedException(
                          "no show was loaded from this version of " + reading.file()));
      if (plan.seedManifestSha256().isPresent()) {
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "show %s was loaded with --seeds: its seeds are those of the folder whose manifest"
                    + " has SHA-256 %s",
                plan.show(),
                plan.seedManifestSha256().get()));
      }
      return SeedFiles.write(
          folder,
          plan.campaign(),
          plan.campaignSha256(),
          plan.number(),
          plan.sealedPlanningSeed(),
          keys.sealingKey());
    }
  }
}
