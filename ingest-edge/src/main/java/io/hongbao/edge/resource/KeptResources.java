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
import java.nio.file.Path;
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
  private final String tag;
  private final Map<String, KeptPackage> bySha256;

  private KeptResources(byte[] told, Map<String, KeptPackage> bySha256) {
    this.told = told;
    this.tag = '"' + Sha256.hex(told).substring(0, 32) + '"';
    this.bySha256 = bySha256;
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
    return new KeptResources(told(empty, fetchAfterMillis), Map.of());
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
    for (ResourcePackage one : manifest.packages()) {
      try {
        kept.putIfAbsent(one.sha256(), open(folder, one));
        whole.add(one);
      } catch (IOException e) {
        damaged.add(one.id() + " (" + e.getMessage() + ")");
      }
    }
    Map<String, String> defaults = new HashMap<>(manifest.defaults());
    defaults.values().removeIf(id -> whole.stream().noneMatch(one -> one.id().equals(id)));
    return new KeptResources(told(new Manifest(whole, defaults), fetchAfterMillis), kept);
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
  public ByteBuffer told() {
    return ByteBuffer.wrap(told).asReadOnlyBuffer();
  }

  /** Of {@link #told}, as {@code ETag} has it. */
  public String tag() {
    return tag;
  }

  /** A package by its content. */
  public Optional<KeptPackage> withContent(String sha256) {
    return Optional.ofNullable(bySha256.get(sha256));
  }

  int count() {
    return bySha256.size();
  }
}
