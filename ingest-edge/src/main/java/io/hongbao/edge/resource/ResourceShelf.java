package io.hongbao.edge.resource;

import io.hongbao.resources.Manifest;
import io.hongbao.wire.keys.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a folder of packages: a manifest that is written there counts within two seconds, if its
 * signature is right. One that is not is told once in the log, and what was served before stays; a
 * package that is damaged is left out alone, also if its file is written to while it is served,
 * until it is whole again. {@link #current} may be called by any thread.
 */
public final class ResourceShelf implements AutoCloseable {

  private static final long PERIOD_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(ResourceShelf.class);

  private final ResourceSettings settings;
  private final VerifyingKey verifyingKey;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger damagedCount = new AtomicInteger();
  private volatile KeptResources current;

  /** Of the manifest that is served. Packed again it counts again: a damaged file may be mended. */
  private FileTime lastWrittenAt = FileTime.fromMillis(0);

  private byte[] lastJson = new byte[0];

  private String lastComplaint = "";

  /** A shelf with what the folder has now. */
  public ResourceShelf(ResourceSettings settings, VerifyingKey verifyingKey) {
    this.settings = settings;
    this.verifyingKey = verifyingKey;
    this.current = KeptResources.none(settings.fetchAfterMillis());
    look();
  }

  /** Looks every other second from now on. */
  public ResourceShelf start(String edgeId) {
    if (settings.folder().isPresent()) {
      Thread thread = new Thread(this::run, edgeId + "-resources");
      thread.setDaemon(true);
      thread.start();
    }
    return this;
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. For one thread. */
  void look() {
    settings.folder().ifPresent(this::look);
  }

  private void look(Path folder) {
    try {
      Path file = folder.resolve(Manifest.FILE);
      FileTime writtenAt = Files.getLastModifiedTime(file);
      byte[] json = read(file);
      if (!writtenAt.equals(lastWrittenAt)
          || !Arrays.equals(json, lastJson)
          || current.isDisturbed()) {
        byte[] signature =
            Base64.getMimeDecoder().decode(read(folder.resolve(Manifest.SIGNATURE_FILE)));
        if (!verifyingKey.verify(Manifest.signedMessage(json), signature)) {
          throw new IllegalArgumentException(
              "its signature is wrong: expected one of ./hongbao resources pack with this system's"
                  + " signing key");
        }
        keep(folder, Manifest.parse(json));
        lastWrittenAt = writtenAt;
        lastJson = json;
        lastComplaint = "";
      }
    } catch (NoSuchFileException e) {
      complain(folder, "there is no " + e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      complain(folder, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > Manifest.MAX_BYTES) {
      throw new IOException(file + ": expected at most " + Manifest.MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private void keep(Path folder, Manifest manifest) {
    List<String> damaged = new ArrayList<>();
    KeptResources kept = KeptResources.open(folder, manifest, settings.fetchAfterMillis(), damaged);
    current = kept;
    damagedCount.set(damaged.size());
    LOG.info("{} resources of {} are served", kept.count(), folder);
    if (!damaged.isEmpty()) {
      LOG.warn("{} damaged resources are left out: {}", damaged.size(), damaged);
    }
  }

  private void complain(Path folder, String complaint) {
    if (!complaint.equals(lastComplaint)) {
      lastComplaint = complaint;
      LOG.warn(
          "the manifest in {} cannot be used, what was there before stays: {}", folder, complaint);
    }
  }

  /** What is served now. */
  public KeptResources current() {
    return current;
  }

  /** How many packages of the manifest are left out, as they are damaged. */
  public int damagedCount() {
    return damagedCount.get();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
