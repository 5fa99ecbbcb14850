package io.hongbao.rehearsal.audience.ahead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.resources.Manifest;
import io.hongbao.resources.ResourcePackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code GET /v1/resources} says.
 *
 * @param fetchAfterMillis that a phone waits at least
 */
public record PackageList(List<ListedPackage> packages, long fetchAfterMillis) {

  /** As the page's, where a policy does not say. */
  private static final long DEFAULT_WINDOW_MILLIS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A package; one that names no wave is for all of them. */
  public record ListedPackage(String sha256, int bytes, List<String> waves) {

    public ListedPackage {
      waves = List.copyOf(waves);
      if (!ResourcePackage.isSha256(sha256) || bytes < 1) {
        throw new IllegalArgumentException("package " + sha256 + " of " + bytes + " bytes");
      }
    }

    boolean isForWave(String wave) {
      return waves.isEmpty() || waves.contains(wave);
    }
  }

  public PackageList {
    packages = List.copyOf(packages);
    if (packages.size() > Manifest.MAX_PACKAGES) {
      throw new IllegalArgumentException(
          packages.size() + " packages: expected at most " + Manifest.MAX_PACKAGES);
    }
  }

  /**
   * Reads a manifest as edges tell it.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PackageList parse(byte[] body) {
    try {
      JsonNode told = JSON.readTree(body);
      List<ListedPackage> packages = new ArrayList<>();
      for (JsonNode one : told.path("packages")) {
        List<String> waves = new ArrayList<>();
        one.path("waves").forEach(wave -> waves.add(wave.asText()));
        packages.add(
            new ListedPackage(one.path("sha256").asText(), one.path("bytes").asInt(), waves));
      }
      return new PackageList(packages, told.path("fetchAfterMs").asLong());
    } catch (IOException e) {
      throw new IllegalArgumentException("the manifest is no JSON", e);
    }
  }

  /**
   * Over which slots spread, as {@code GET /v1/policy} says, in milliseconds.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  static long windowMillis(byte[] policy) {
    try {
      JsonNode told = JSON.readTree(policy).path("prefetch").path("windowMs");
      return Math.max(1, told.asLong(DEFAULT_WINDOW_MILLIS));
    } catch (IOException e) {
      throw new IllegalArgumentException("the policy is no JSON", e);
    }
  }

  /** Of all packages together. */
  long bytes() {
    return packages.stream().mapToLong(ListedPackage::bytes).sum();
  }

  int longest() {
    return packages.stream().mapToInt(ListedPackage::bytes).max().orElse(0);
  }
}
