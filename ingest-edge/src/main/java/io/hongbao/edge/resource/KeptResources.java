package io.hongbao.edge.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.Sha256;
import io.hongbao.resources.Coding;
import io.hongbao.resources.Manifest;
import io.hongbao.resources.ResourcePackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packages of one manifest, mapped into memory: they are sent from the pages of their files,
 * and no copy of them lies on the heap. Immutable.
 */
public final class KeptResources {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] told;
  private final Map<String, KeptPackage> bySha256;

  /** Of each file, as it was when it was mapped. */
  private final Map<Path, FileStamp> stamps;

  private KeptResources(
      byte[] told, Map<String, KeptPackage> bySha256, Map<Path, FileStamp> stamps) {
    this.told = told;
    this.bySha256 = bySha256;
    this.stamps = stamps;
  }

  /** Tells whether a file was written to, or is another one. */
  private record FileStamp(long bytes, FileTime writtenAt) {

    private static final FileStamp MISSING = new FileStamp(-1, FileTime.fromMillis(0));

    static FileStamp of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.size(), attributes.lastModifiedTime());
      } catch (IOException e) {
        return MISSING;
      }
    }
  }

  /** A package and its compressed forms. */
  public static final class KeptPackage {

    private final ResourcePackage described;
    private final ByteBuffer content;
    private final Map<Coding, ByteBuffer> coded;

    private KeptPackage(
        ResourcePackage described, ByteBuffer content, Map<Coding, ByteBuffer> coded) {
      this.described = described;
      this.content = content;
      this.coded = coded;
    }

    public ResourcePackage described() {
      return described;
    }

    /** The content, each time in a buffer of its own. */
    public ByteBuffer content() {
      return content.duplicate();
    }

    /** The content in a coding, each time in a buffer of its own; empty if it is not kept so. */
    public Optional<ByteBuffer> in(Coding coding) {
      return Optional.ofNullable(coded.get(coding)).map(ByteBuffer::duplicate);
    }
  }

  /** No packages. */
  static KeptResources none(long fetchAfterMillis) {
    Manifest empty = new Manifest(List.of(), Map.of());
    return new KeptResources(told(empty, fetchAfterMillis), Map.of(), Map.of());
  }

  /**
   * Maps the packages of a manifest. What is damaged is left out, of what is served and of what
   * phones are told.
   *
   * @param damaged gets why, for each
   */
  static KeptResources open(
      Path folder, Manifest manifest, long fetchAfterMillis, List<String> damaged) {
    Map<String, KeptPackage> kept = new HashMap<>();
    List<ResourcePackage> whole = new ArrayList<>();
    Map<Path, FileStamp> stamps = new HashMap<>();
    for (ResourcePackage one : manifest.packages()) {
      // Before it is read: what is written meanwhile shows later.
      filesOf(folder, one).forEach(file -> stamps.put(file, FileStamp.of(file)));
      try {
        kept.putIfAbsent(one.sha256(), open(folder, one));
        whole.add(one);
      } catch (IOException e) {
        damaged.add(one.id() + " (" + e.getMessage() + ")");
      }
    }
    Map<String, String> defaults = new HashMap<>(manifest.defaults());
    defaults.values().removeIf(id -> whole.stream().noneMatch(one -> one.id().equals(id)));
    return new KeptResources(told(new Manifest(whole, defaults), fetchAfterMillis), kept, stamps);
  }

  private static List<Path> filesOf(Path folder, ResourcePackage one) {
    List<Path> files = new ArrayList<>();
    files.add(folder.resolve(one.sha256()));
    one.codings().forEach(coding -> files.add(folder.resolve(one.sha256() + coding.suffix())));
    return files;
  }

  /** Whether a file was written to since it was mapped, so that what is served may be damaged. */
  boolean isDisturbed() {
    return stamps.entrySet().stream()
        .anyMatch(mapped -> !FileStamp.of(mapped.getKey()).equals(mapped.getValue()));
  }

  private static KeptPackage open(Path folder, ResourcePackage one) throws IOException {
    ByteBuffer content = map(folder.resolve(one.sha256()));
    MessageDigest digest = Sha256.digest();
    digest.update(content.duplicate());
    String found = Sha256.hex(digest);
    if (!found.equals(one.sha256())) {
      throw new IOException(folder.resolve(one.sha256()) + ": its content has SHA-256 " + found);
    }
    Map<Coding, ByteBuffer> coded = new EnumMap<>(Coding.class);
    for (Coding coding : one.codings()) {
      coded.put(coding, map(folder.resolve(one.sha256() + coding.suffix())));
    }
    return new KeptPackage(one, content, coded);
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getClass().getSimpleName(), e);
    }
  }

  private static byte[] told(Manifest manifest, long fetchAfterMillis) {
    ObjectNode root = JSON.createObjectNode();
    var packages = root.putArray("packages");
    for (ResourcePackage one : manifest.packages()) {
      ObjectNode node = packages.addObject();
      node.put("id", one.id()).put("sha256", one.sha256()).put("bytes", one.bytes());
      one.waves().forEach(node.putArray("waves")::add);
    }
    root.put("fetchAfterMs", fetchAfterMillis);
    ObjectNode defaults = root.putObject("defaults");
    manifest.defaults().forEach(defaults::put);
    try {
      return JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always written", e);
    }
  }

  /** What phones are told, as JSON. */
  public byte[] told() {
    return told.clone();
  }

  /** A package by its content. */
  public Optional<KeptPackage> withContent(String sha256) {
    return Optional.ofNullable(bySha256.get(sha256));
  }

  int count() {
    return bySha256.size();
  }
}
