package io.hongbao.ops.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the local system keeps everything: {@code --data DIR}. Its path is that of the folder
 * itself, whichever links led there: Flink's checkpoints name their files by it.
 *
 * <p>The folder is handed to Kafka, Redis, Flink, RocksDB and Log4j, each of which has its own
 * rules of how a path is written down. What one of them cannot be told at all is refused here,
 * before anything is made.
 */
public record DataDirectory(Path root) {

  /**
   * Of the path in UTF-8. The kernel takes 4,095, and RocksDB's files have the longest names below
   * the folder: some 400.
   */
  static final int MAX_PATH_BYTES = 3_000;

  /**
   * @throws IllegalArgumentException in one sentence if the parts cannot work in such a folder
   */
  public DataDirectory {
    if (root.toString().isEmpty()) {
      throw new IllegalArgumentException("--data is empty: expected a folder");
    }
    root = withoutLinks(root.toAbsolutePath());
    requireWritten(root.toString());
  }

  /** What a path must not have, and whom it would mislead. */
  private static void requireWritten(String path) {
    refuse(path.contains(","), path, "a comma, at which Kafka and Flink cut a list of folders");
    refuse(path.contains(":"), path, "a colon, at which Flink cuts a list of folders");
    refuse(path.contains("\\"), path, "a backslash, which Flink takes for a slash");
    refuse(path.contains("${"), path, "${, at which Log4j begins a variable");
    refuse(
        path.chars().anyMatch(Character::isISOControl),
        path,
        "a control character, which a file of settings cannot hold");
    refuse(
        path.indexOf('\uFFFD') >= 0,
        path,
        "bytes that are not UTF-8, which a file of settings cannot hold");
    refuse(
        path.codePoints().anyMatch(Character::isSupplementaryCodePoint),
        path,
        "a character beyond U+FFFF, such as an emoji, which RocksDB spells in another way");
    refuse(
        path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES,
        path,
        "more than " + MAX_PATH_BYTES + " bytes, which leaves no room for the files in it");
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!charset.equals("UTF-8") && !StandardCharsets.US_ASCII.newEncoder().canEncode(path)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--data '%s': the path has a character beyond ASCII, and the locale's character set"
                  + " is %s: set LC_ALL to a locale of UTF-8, such as C.UTF-8, or name another"
                  + " folder",
              path,
              charset));
    }
  }

  private static void refuse(boolean found, String path, String what) {
    if (found) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "--data '%s': the path has %s: name another folder", shown(path), what));
    }
  }

  private static String shown(String path) {
    String printable = path.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > 200 ? printable.substring(0, 200) + "…" : printable;
  }

  /** Follows the links of that part of the path which is there. */
  private static Path withoutLinks(Path path) {
    try {
      Path there = path;
      while (there.getParent() != null && !Files.exists(there)) {
        there = there.getParent();
      }
      return there.toRealPath().resolve(there.relativize(path)).normalize();
    } catch (IOException unreadable) {
      // Whoever uses the folder says why it cannot be used.
      return path.normalize();
    }
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path redis() {
    return root.resolve("redis");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path flink() {
    return root.resolve("flink");
  }

  /** See {@link LocalKeys}. */
  public Path keys() {
    return root.resolve("keys");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path pids() {
    return root.resolve("pids");
  }

  public Path pidFile(String part) {
    return pids().resolve(part + ".pid");
  }

  /** See {@link Addresses}. */
  public Path addresses() {
    return root.resolve("addresses.properties");
  }

  /** How the folder is laid out, as a number. */
  public Path version() {
    return root.resolve("version");
  }

  /**
   * Takes it for one command alone.
   *
   * @throws OperationFailedException if another has it
   */
  public FolderLock lock() {
    return FolderLock.take(root, "--data");
  }
}
