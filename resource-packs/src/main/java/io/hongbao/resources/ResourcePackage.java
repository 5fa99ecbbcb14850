package io.hongbao.resources;

import io.hongbao.domain.Names;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A resource as phones fetch it. Its content never changes: another content is another package.
 *
 * @param id name of the resource, as campaigns and answers have it
 * @param sha256 of the content, 64 lower-case hex digits; also the name of its file and address
 * @param bytes of the content, 1 or more
 * @param waves that need it, in the order of their opening; empty if nobody said which
 * @param codings that lie beside it, each smaller than the content
 */
public record ResourcePackage(
    String id,
    String sha256,
    long bytes,
    MediaType mediaType,
    List<String> waves,
    List<Coding> codings) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ResourcePackage {
    Names.requireId("package", id);
    Objects.requireNonNull(mediaType, "mediaType");
    waves = List.copyOf(waves);
    codings = List.copyOf(codings);
    if (!isSha256(sha256)) {
      throw new IllegalArgumentException(
          "package " + id + ": sha256 '" + sha256 + "': expected 64 lower-case hex digits");
    }
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "package " + id + ": " + bytes + " bytes: expected 1 or more");
    }
    waves.forEach(wave -> Names.requireId("wave", wave));
  }

  /** Whether a text may be the name of a content. */
  public static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }
}
