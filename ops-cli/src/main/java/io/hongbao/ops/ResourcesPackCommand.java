package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.files.FileErrorFormatter;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.Manifest;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePackage;
import io.hongbao.resources.ResourcePacker;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.wire.keys.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes packages of a folder of pictures and sounds. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes packages of the files in a folder: cola-logo.svg is the resource cola-logo.",
      "Writes each under its SHA-256, compressed forms beside it, and a signed manifest. A file whose"
          + " name begins with default- is what phones show in the place that follows, logo or"
          + " background, when they lack the right one.",
      "Exit 1 if a file cannot be packed, or one that the campaign needs is missing."
    })
final class ResourcesPackCommand implements Callable<Integer> {

  private static final long MAX_BYTES = 64L << 20;

  @Parameters(paramLabel = "DIR", description = "The folder with a file for each resource.")
  private Path folder;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to.")
  private Path out;

  @Option(
      names = "--campaign",
      paramLabel = "FILE",
      description =
          "The campaign that they are for: each package then says which waves need it, and one that"
              + " is missing is told.")
  private Path campaignFile;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "The largest file that phones are asked to fetch (${DEFAULT-VALUE}).")
  private long maxBytes;

  @Mixin private SystemOptions system;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (maxBytes < 1 || maxBytes > MAX_BYTES) {
      throw new ParameterException(
          spec.commandLine(), "--max-bytes " + maxBytes + ": expected 1 to " + MAX_BYTES);
    }
    PrintWriter err = spec.commandLine().getErr();
    ResourceNeeds needs = ResourceNeeds.none();
    if (campaignFile != null) {
      CampaignReadResult reading = CampaignFile.read(campaignFile, Instant.now());
      Optional<Campaign> campaign = CampaignArgument.orProblems(reading, err);
      if (campaign.isEmpty()) {
        return ExitStatus.of(reading.problems());
      }
      needs = ResourceNeeds.of(campaign.get());
    }
    try {
      return pack(ResourceFolder.read(folder, needs, maxBytes));
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static OperationFailedException failed(Path what, IOException e) {
    return new OperationFailedException(what + ": " + FileErrorFormatter.of(e), e);
  }

  private int pack(ResourceFolder read) {
    PrintWriter err = spec.commandLine().getErr();
    read.warnings().forEach(warning -> err.println("warning: " + warning));
    read.problems().forEach(err::println);
    err.flush();
    if (!read.problems().isEmpty()) {
      return ExitStatus.CHECK_FAILED;
    }
    SigningKey signingKey = LocalKeys.read(system.data()).signingKey();
    Manifest manifest;
    try (FolderLock lock = FolderLock.take(out, "--out")) {
      manifest = ResourcePacker.pack(read, lock.folder(), signingKey::sign);
    } catch (IOException e) {
      throw failed(out, e);
    }
    PrintWriter told = spec.commandLine().getOut();
    for (ResourcePackage one : manifest.packages()) {
      told.printf(
          Locale.ROOT,
          "%-40s %,10d bytes  %s  %s%n",
          one.id(),
          one.bytes(),
          one.sha256().substring(0, 12),
          waves(one.waves()));
    }
    told.printf(
        Locale.ROOT,
        "%d packages, %,d bytes, in %s%n",
        manifest.packages().size(),
        manifest.bytes(),
        out);
    told.flush();
    return ExitStatus.OK;
  }

  private static String waves(List<String> waves) {
    return waves.isEmpty() ? "any wave" : String.join(", ", waves);
  }
}
