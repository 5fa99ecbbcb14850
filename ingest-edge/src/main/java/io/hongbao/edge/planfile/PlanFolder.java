package io.hongbao.edge.planfile;

import io.hongbao.edge.planfile.PlanFiles.PlanFileRefusedException;
import io.hongbao.edge.planfile.PlanFiles.Taken;
import io.hongbao.wire.records.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files {@code *.plan} of a folder, each once, and again when it has changed. They stay
 * where they are, so of several that are found at once the newest of each show is taken, and no
 * older one is appended before it. The folder may come later.
 */
public final class PlanFolder implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;
  private static final int MAX_FILES = 1_000;
  private static final String SUFFIX = ".plan";

  private static final Logger LOG = LoggerFactory.getLogger(PlanFolder.class);

  private final Path folder;
  private final PlanFiles files;
  private final Set<Seen> seen = new LinkedHashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A file as it was when it was looked at. */
  private record Seen(String name, long bytes, long changedAtMillis) {}

  /** What is in a file. */
  private record Found(Path path, PlanFile file) {}

  /** Starts to look. */
  public PlanFolder(String edgeId, Path folder, PlanFiles files) {
    this.folder = folder;
    this.files = files;
    Thread thread = new Thread(this::run, edgeId + "-plan-folder");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      do {
        look();
      } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Map<String, Found> newest = new LinkedHashMap<>();
    for (Path path : paths()) {
      try {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        Seen file =
            new Seen(
                path.getFileName().toString(), found.size(), found.lastModifiedTime().toMillis());
        if (found.isRegularFile() && seen.add(file)) {
          read(path, found.size())
              .ifPresent(next -> newest.merge(next.file().show(), next, PlanFolder::newer));
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("{} was not taken: {}", path, e.getMessage());
      }
    }
    while (seen.size() > MAX_FILES) {
      seen.remove(seen.iterator().next());
    }
    newest.values().forEach(this::take);
  }

  private static Found newer(Found before, Found next) {
    boolean isNewer = next.file().number() > before.file().number();
    Found older = isNewer ? before : next;
    if (!before.file().isSameAs(next.file())) {
      LOG.warn(
          "{} was not taken: {} has file {}",
          older.path(),
          (isNewer ? next : before).path(),
          (isNewer ? next : before).file().number());
    }
    return isNewer ? next : before;
  }

  private List<Path> paths() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .limit(MAX_FILES)
          .toList();
    } catch (IOException | RuntimeException e) {
      LOG.warn("folder {} cannot be read: {}", folder, e.getMessage());
      return List.of();
    }
  }

  private Optional<Found> read(Path path, long size) throws IOException {
    if (size > PlanFile.MAX_BYTES) {
      LOG.warn("{} has {} bytes: expected at most {}", path, size, PlanFile.MAX_BYTES);
      return Optional.empty();
    }
    return Optional.of(new Found(path, files.read(Files.readAllBytes(path))));
  }

  private void take(Found found) {
    try {
      Taken taken = files.take(found.file());
      LOG.info("{} is {}: {}", found.path(), taken.file(), taken.result().detail());
    } catch (PlanFileRefusedException | RuntimeException e) {
      LOG.warn("{} was not taken: {}", found.path(), e.getMessage());
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
