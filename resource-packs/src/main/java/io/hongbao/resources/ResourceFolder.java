package io.hongbao.resources;

import io.hongbao.domain.Names;
import io.hongbao.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of resources, a file each: {@code cola-logo.svg} is the resource {@code cola-logo}. One
 * whose name begins with {@code default-} is what phones show in the place that follows.
 *
 * @param files by id
 * @param problems each with the file, what is wrong and what was expected; nothing can be packed
 *     unless there are none
 * @param warnings what was not read, and what no wave needs
 */
public record ResourceFolder(
    List<ResourceFile> files, List<String> problems, List<String> warnings) {

  private static final String DEFAULT = "default-";

  /** A file that can be packed. */
  record ResourceFile(
      Path path, String id, MediaType mediaType, String sha256, long bytes, List<String> waves) {}

  public ResourceFolder {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a folder; folders within it are not read.
   *
   * @param maxBytes of one file, 1 or more
   * @throws IOException if the folder itself cannot be read
   */
  public static ResourceFolder read(Path folder, ResourceNeeds needs, long maxBytes)
      throws IOException {
    return new Reader(needs, maxBytes).read(folder);
  }

  /** For each place in an answer, what phones show there when they lack the right resource. */
  Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    for (ResourceFile file : files) {
      if (file.id().startsWith(DEFAULT)) {
        defaults.put(file.id().substring(DEFAULT.length()), file.id());
      }
    }
    return defaults;
  }

  private static final class Reader {

    private final ResourceNeeds needs;
    private final long maxBytes;
    private final Map<String, ResourceFile> byId = new TreeMap<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Reader(ResourceNeeds needs, long maxBytes) {
      this.needs = needs;
      this.maxBytes = maxBytes;
    }

    private ResourceFolder read(Path folder) throws IOException {
      try (Stream<Path> entries = Files.list(folder)) {
        entries.sorted(Comparator.comparing(Path::toString)).forEach(this::add);
      }
      if (byId.size() > Manifest.MAX_PACKAGES) {
        problems.add(
            folder + ": " + byId.size() + " files: expected at most " + Manifest.MAX_PACKAGES);
      }
      if (byId.isEmpty() && problems.isEmpty()) {
        problems.add(folder + ": no resources: expected files " + MediaType.extensions());
      }
      complainOfMissing(folder);
      warnOfUnneeded();
      return new ResourceFolder(List.copyOf(byId.values()), problems, warnings);
    }

    private void add(Path path) {
      String name = String.valueOf(path.getFileName());
      if (!Files.isRegularFile(path) || name.startsWith(".")) {
        warnings.add(path + ": not read: expected files that are not hidden, in one folder");
        return;
      }
      Optional<MediaType> type = MediaType.ofFile(name);
      if (type.isEmpty()) {
        problems.add(path + ": unknown kind of resource: expected " + MediaType.extensions());
        return;
      }
      String id = name.substring(0, name.lastIndexOf('.'));
      if (!Names.isId(id)) {
        problems.add(
            path
                + ": the name before the dot: expected 1 to 40 of a-z, 0-9 and '-', as in cola-logo");
        return;
      }
      String earlier = taken.putIfAbsent(id, name);
      if (earlier != null) {
        problems.add(
            path + ": is resource " + id + ", as " + earlier + " is: expected one of them");
        return;
      }
      try {
        measure(path).ifPresent(file -> byId.put(id, file.as(id, type.get(), needs.wavesOf(id))));
      } catch (IOException e) {
        problems.add(path + ": cannot be read: " + e.getMessage());
      }
    }

    private record Measured(Path path, String sha256, long bytes) {
      ResourceFile as(String id, MediaType type, List<String> waves) {
        return new ResourceFile(path, id, type, sha256, bytes, waves);
      }
    }

    private Optional<Measured> measure(Path path) throws IOException {
      long bytes = Files.size(path);
      if (bytes == 0 || bytes > maxBytes) {
        problems.add(path + ": " + bytes + " bytes: expected 1 to " + maxBytes);
        return Optional.empty();
      }
      return Optional.of(new Measured(path, Sha256.hex(content(path, bytes)), bytes));
    }

    private void complainOfMissing(Path folder) {
      Set<String> told = new LinkedHashSet<>();
      for (ResourceNeeds.Need need : needs.all()) {
        if (!taken.containsKey(need.id()) && told.add(need.id())) {
          problems.add(
              folder
                  + ": wave "
                  + need.wave()
                  + " needs '"
                  + need.id()
                  + "', the "
                  + need.whose()
                  + ": expected a file "
                  + need.id()
                  + " with one of "
                  + MediaType.extensions());
        }
      }
    }

    private void warnOfUnneeded() {
      if (needs.all().isEmpty()) {
        return;
      }
      for (ResourceFile file : byId.values()) {
        if (file.waves().isEmpty() && !file.id().startsWith(DEFAULT)) {
          warnings.add(file.path() + ": no wave needs it");
        }
      }
    }
  }

  /** The bytes of a file that has been measured before. */
  static byte[] content(Path path, long bytes) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes((int) Math.min(bytes + 1, Integer.MAX_VALUE - 8));
      if (content.length != bytes) {
        throw new IOException("it changes while it is read");
      }
      return content;
    }
  }
}
