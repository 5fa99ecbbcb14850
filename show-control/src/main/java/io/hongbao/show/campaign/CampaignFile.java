package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads campaign files. Their format is told in {@code campaigns/first-win.yaml}. */
public final class CampaignFile {

  private CampaignFile() {}

  /**
   * Reads a file and checks all of it.
   *
   * @param now what {@code now+10s} counts from and what {@code {now}} becomes
   * @return the campaign, or every problem of the file; a file that cannot be read is a problem too
   */
  public static CampaignReading read(Path path, Instant now) {
    return read(path, now, CampaignBounds.DEFAULT);
  }

  static CampaignReading read(Path path, Instant now, CampaignBounds bounds) {
    Problems problems = new Problems(path.toString(), bounds.mostProblems());
    byte[] bytes;
    try {
      bytes = readBounded(path, bounds.mostFileBytes());
    } catch (NoSuchFileException e) {
      problems.add(1, 1, "no such file, expected a campaign");
      return unread(path, problems);
    } catch (IOException e) {
      problems.add(1, 1, "cannot be read: " + e.getMessage());
      return unread(path, problems);
    }
    if (bytes.length > bounds.mostFileBytes()) {
      problems.add(1, 1, "larger than " + bounds.mostFileBytes() + " bytes, expected a campaign");
      return unread(path, problems);
    }
    return parse(path, bytes, new CampaignParser(bounds, now, problems), bounds, problems);
  }

  private static CampaignReading parse(
      Path path, byte[] bytes, CampaignParser parser, CampaignBounds bounds, Problems problems) {
    Optional<Campaign> campaign = Optional.empty();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Optional<Node> root = YamlDocument.compose(text, bounds.mostNesting(), problems);
      campaign = root.flatMap(parser::parse);
    } catch (CharacterCodingException e) {
      problems.add(1, 1, "not a text in UTF-8, expected one");
    }
    return new CampaignReading(
        path.toString(),
        Sha256.hex(bytes),
        parser.isNewShowEachTime(),
        campaign,
        problems.byPlace());
  }

  private static CampaignReading unread(Path path, Problems problems) {
    return new CampaignReading(path.toString(), "", false, Optional.empty(), problems.byPlace());
  }

  private static byte[] readBounded(Path path, int mostBytes) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(mostBytes + 1);
    }
  }
}
