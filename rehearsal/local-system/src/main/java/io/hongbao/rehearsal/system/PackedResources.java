package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FileErrorFormatter;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.Manifest;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The pictures beside the campaign, packed for the edges of this system. */
final class PackedResources {

  private static final String VARIABLE = "HONGBAO_RESOURCES";

  /** A picture for phones is much smaller. */
  private static final long MAX_BYTES = 1_000_000;

  private PackedResources() {}

  /**
   * The same settings, with edges that serve what lies in the folder {@code resources} beside the
   * campaign; unless somebody told them of another folder, or there is none.
   *
   * @throws OperationFailedException if they cannot be packed, saying why
   */
  static LocalSettings servedBy(LocalSettings settings) {
    Path beside = settings.campaign().orElse(settings.sampleCampaign()).resolveSibling("resources");
    if (settings.edgeVariables().containsKey(VARIABLE) || !Files.isDirectory(beside)) {
      return settings;
    }
    Path packed = settings.data().root().resolve("resources");
    LocalKeys.makeMissing(settings.data());
    pack(beside, packed, LocalKeys.read(settings.data()));
    Map<String, String> variables = new HashMap<>(settings.edgeVariables());
    variables.put(VARIABLE, packed.toAbsolutePath().toString());
    return settings.tellingEdges(variables);
  }

  private static void pack(Path beside, Path packed, LocalKeys keys) {
    try {
      ResourceFolder read = ResourceFolder.read(beside, ResourceNeeds.none(), MAX_BYTES);
      if (!read.problems().isEmpty()) {
        throw new OperationFailedException(read.problems().get(0));
      }
      Files.createDirectories(packed);
      Manifest unused = ResourcePacker.pack(read, packed, keys.signingKey()::sign);
    } catch (IOException e) {
      throw new OperationFailedException(
          "cannot pack " + beside + " into " + packed + ": " + FileErrorFormatter.of(e), e);
    }
  }
}
