package io.hongbao.show.load;

import io.hongbao.domain.Sha256;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.files.FolderLock;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.seeds.PoolTotals;
import io.hongbao.show.seeds.SeedFiles;
import io.hongbao.show.seeds.SeedManifest;
import io.hongbao.show.seeds.SeedManifest.FileTotal;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanReader;
import io.hongbao.wire.records.SealedSecret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of seed files that is to be loaded: what {@link SeedFiles} wrote, or what somebody made
 * of it who kept file, manifest and budgets in agreement.
 *
 * <p>All of it is checked before anything of it is handed out, and what is handed out is what was
 * checked: files that are changed meanwhile change nothing. Memory is bounded by the campaign,
 * eight bytes a packet, whatever the files hold.
 */
public final class SeedFolder {

  /** Several times what a thousand buckets of a hundred pools take. */
  private static final int MAX_MANIFEST_BYTES = 64 << 20;

  private static final Set<String> BESIDE_SEEDS = Set.of(SeedFiles.MANIFEST, FolderLock.FILE);

  private final Path folder;
  private final SeedManifest manifest;
  private final String manifestSha256;

  private SeedFolder(Path folder, SeedManifest manifest, String manifestSha256) {
    this.folder = folder;
    this.manifest = manifest;
    this.manifestSha256 = manifestSha256;
  }

  /**
   * Reads the manifest of a folder.
   *
   * @throws UncheckedIOException if it cannot be read, or is none
   */
  public static SeedFolder open(Path folder) {
    Path file = folder.resolve(SeedFiles.MANIFEST);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(MAX_MANIFEST_BYTES + 1);
      if (json.length > MAX_MANIFEST_BYTES) {
        throw new IOException(file + " is larger than " + MAX_MANIFEST_BYTES + " bytes");
      }
      return new SeedFolder(folder, SeedManifest.parse(file, json), Sha256.hex(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the manifest's bytes; it names the whole folder, for the manifest has that of each file. */
  String manifestSha256() {
    return manifestSha256;
  }

  /** What the seeds were planned from, before anybody altered them. */
  SealedSecret sealedPlanningSeed() {
    return new SealedSecret(manifest.planningSeedSha256(), manifest.sealedPlanningSeed());
  }

  /**
   * Checks the folder and returns its seeds.
   *
   * @throws ShowRefusedException naming the file that is missing, surplus or not as the manifest
   *     says, or saying where the seeds are no plan of the campaign
   * @throws UncheckedIOException if a file cannot be read
   */
  SeedPlan read(Campaign campaign, String campaignSha256) {
    try {
      SeedManifestCheck.require(manifest, campaign, campaignSha256);
    } catch (IllegalArgumentException e) {
      throw refused(SeedFiles.MANIFEST, ": " + e.getMessage());
    }
    SeedPlanReader reader = new SeedPlanReader(campaign);
    try {
      requireNoOtherFile();
      for (FileTotal file : manifest.files()) {
        read(file, reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.plan();
  }

  private void requireNoOtherFile() throws IOException {
    Set<String> missing = new HashSet<>();
    manifest.files().forEach(file -> missing.add(file.file()));
    try (Stream<Path> files = Files.list(folder)) {
      Optional<String> surplus =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !missing.remove(name) && !BESIDE_SEEDS.contains(name))
              .min(String::compareTo);
      if (surplus.isPresent()) {
        throw refused(surplus.get(), " is not in the manifest: remove it from the folder");
      }
    }
    Optional<String> first = missing.stream().min(String::compareTo);
    if (first.isPresent()) {
      throw refused(first.get(), " is missing: put it back, the manifest has it");
    }
  }

  /** Reads a file once: what was read is held against the manifest. */
  private void read(FileTotal file, SeedPlanReader reader) throws IOException {
    reader.startBucket();
    MessageDigest sha256 = Sha256.digest();
    String problem = "";
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(folder.resolve(file.file())), sha256)) {
      problem = problemOfLines(in, reader);
      in.transferTo(OutputStream.nullOutputStream());
    }
    String found = Sha256.hex(sha256);
    if (!found.equals(file.sha256())) {
      throw refused(
          file.file(),
          String.format(
              Locale.ROOT,
              " has SHA-256 %s: expected %s, as the manifest says; put back the file that belongs to it",
              found,
              file.sha256()));
    }
    if (!problem.isEmpty()) {
      throw refused(file.file(), problem);
    }
    requireTotals(file, reader);
  }

  /** Where the lines are no seeds of the bucket and why; empty if they are. */
  private static String problemOfLines(InputStream in, SeedPlanReader reader) throws IOException {
    LineReader lines = new LineReader(in);
    try {
      String header = lines.next().orElse("");
      if (!header.equals(SeedFiles.HEADER)) {
        throw new IllegalArgumentException("'" + header + "': expected " + SeedFiles.HEADER);
      }
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        reader.add(line.get());
      }
      return "";
    } catch (IllegalArgumentException e) {
      return ":" + lines.number + ": " + e.getMessage();
    }
  }

  private void requireTotals(FileTotal file, SeedPlanReader reader) {
    PoolTotals found = reader.bucketTotals();
    PoolTotals expected = new PoolTotals();
    file.pools().forEach(expected::add);
    String differences = found.differences(expected);
    if (!differences.isEmpty()) {
      throw refused(file.file(), " is not as the manifest says: " + differences);
    }
    if (file.packets() != found.packets() || file.amountFen() != found.amountFen()) {
      throw refused(
          file.file(),
          String.format(
              Locale.ROOT,
              " has %d packets of %d fen: expected %d of %d fen, as the manifest says",
              found.packets(),
              found.amountFen(),
              file.packets(),
              file.amountFen()));
    }
  }

  /** A line may hold anything; a terminal is spared that. */
  private ShowRefusedException refused(String file, String sentence) {
    String message = folder.resolve(file) + sentence;
    return new ShowRefusedException(message.replaceAll("\\p{Cntrl}", "?"));
  }

  /**
   * Lines of bounded length. Ends of lines are those of Unix or, as spreadsheets like it, of DOS.
   */
  private static final class LineReader {

    /** Far above what three names, an id and two numbers take. */
    private static final int MAX_LINE_BYTES = 256;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int position;
    private int end;
    private int number;

    LineReader(InputStream in) {
      this.in = in;
    }

    /**
     * The next line without its end; empty behind the last.
     *
     * @throws IllegalArgumentException if it is longer than a seed's
     */
    Optional<String> next() throws IOException {
      number++;
      int length = 0;
      while (hasByte()) {
        byte next = buffer[position++];
        if (next == '\n') {
          return Optional.of(text(length));
        }
        if (length == MAX_LINE_BYTES) {
          throw new IllegalArgumentException("expected a line of up to " + length + " bytes");
        }
        line[length++] = next;
      }
      return length == 0 ? Optional.empty() : Optional.of(text(length));
    }

    private String text(int length) {
      boolean isOfDos = length > 0 && line[length - 1] == '\r';
      return new String(line, 0, isOfDos ? length - 1 : length, StandardCharsets.UTF_8);
    }

    private boolean hasByte() throws IOException {
      if (position == end) {
        position = 0;
        end = Math.max(0, in.read(buffer));
      }
      return end > 0;
    }
  }
}
