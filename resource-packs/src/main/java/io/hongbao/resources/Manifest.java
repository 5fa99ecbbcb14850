package io.hongbao.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which packages there are. It travels as JSON, signed over {@link #signedMessage}.
 *
 * @param packages by id
 * @param defaults by the place of a resource in an answer ({@code logo}, {@code background}), the
 *     package that a phone shows there when it lacks the right one
 */
public record Manifest(List<ResourcePackage> packages, Map<String, String> defaults) {

  /** Name of its file beside the packages. */
  public static final String FILE = "manifest.json";

  /** Name of the file with its signature, in base64. */
  public static final String SIGNATURE_FILE = "manifest.sig";

  /** A phone reads it whole. */
  public static final int MAX_PACKAGES = 1_000;

  /** Of its JSON. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String SIGNED_AS = "hongbao resources\n";

  private static final ObjectMapper JSON = new ObjectMapper();

  public Manifest {
    packages = List.copyOf(packages);
    defaults = Collections.unmodifiableMap(new TreeMap<>(defaults));
    if (packages.size() > MAX_PACKAGES) {
      throw new IllegalArgumentException(
          packages.size() + " packages: expected at most " + MAX_PACKAGES);
    }
    Names.requireDistinct("package", packages.stream().map(ResourcePackage::id).toList());
    for (Map.Entry<String, String> entry : defaults.entrySet()) {
      String id = entry.getValue();
      if (packages.stream().noneMatch(one -> one.id().equals(id))) {
        throw new IllegalArgumentException(
            "default " + entry.getKey() + ": there is no package " + id);
      }
    }
  }

  /** The package with this content. */
  public Optional<ResourcePackage> withContent(String sha256) {
    return packages.stream().filter(one -> one.sha256().equals(sha256)).findFirst();
  }

  public long bytes() {
    return packages.stream().mapToLong(ResourcePackage::bytes).sum();
  }

  /** The same manifest gives the same bytes. */
  public byte[] toJson() {
    ObjectNode root = JSON.createObjectNode();
    for (ResourcePackage one : packages) {
      ObjectNode node = root.withArray("packages").addObject();
      node.put("id", one.id());
      node.put("sha256", one.sha256());
      node.put("bytes", one.bytes());
      node.put("mediaType", one.mediaType().mediaTypeName());
      one.waves().forEach(node.putArray("waves")::add);
      one.codings().forEach(coding -> node.withArray("codings").add(coding.token()));
    }
    if (packages.isEmpty()) {
      root.putArray("packages");
    }
    ObjectNode all = root.putObject("defaults");
    defaults.forEach(all::put);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always written", e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static Manifest parse(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      List<ResourcePackage> packages = new ArrayList<>();
      for (JsonNode node : required(root, "packages")) {
        packages.add(
            new ResourcePackage(
                required(node, "id").asText(),
                required(node, "sha256").asText(),
                required(node, "bytes").asLong(),
                MediaType.named(required(node, "mediaType").asText()),
                texts(required(node, "waves")),
                texts(node.path("codings")).stream().map(Coding::of).toList()));
      }
      Map<String, String> defaults = new LinkedHashMap<>();
      required(root, "defaults")
          .properties()
          .forEach(entry -> defaults.put(entry.getKey(), entry.getValue().asText()));
      return new Manifest(packages, defaults);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  /** What is signed, so that the signature is of nothing else than a manifest. */
  public static byte[] signedMessage(byte[] json) {
    byte[] label = SIGNED_AS.getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[label.length + json.length];
    System.arraycopy(label, 0, message, 0, label.length);
    System.arraycopy(json, 0, message, label.length, json.length);
    return message;
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode child = node.get(name);
    if (child == null) {
      throw new IllegalArgumentException("expected '" + name + "'");
    }
    return child;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
