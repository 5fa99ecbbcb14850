package io.hongbao.rehearsal.system;

import io.hongbao.rehearsal.parts.FolderLock;
import java.nio.file.Path;

/** Where the local system keeps everything: {@code --data DIR}. */
public record DataDirectory(Path root) {

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path redis() {
    return root.resolve("redis");
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

  /** See {@link DataVersion}. */
  public Path version() {
    return root.resolve("version");
  }

  /**
   * Takes it for one command alone.
   *
   * @throws IllegalStateException if another has it
   */
  public FolderLock lock() {
    return FolderLock.take(root, "--data");
  }
}
