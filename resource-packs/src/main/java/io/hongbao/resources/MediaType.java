package io.hongbao.resources;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a resource may be: what phones show or play, and nothing that a browser would run. */
public enum MediaType {
  AVIF("avif", "image/avif", false),
  GIF("gif", "image/gif", false),
  JPEG("jpg", "image/jpeg", false),
  JSON("json", "application/json", true),
  MP3("mp3", "audio/mpeg", false),
  PNG("png", "image/png", false),
  SVG("svg", "image/svg+xml", true),
  WEBP("webp", "image/webp", false),
  WOFF2("woff2", "font/woff2", false);

  private final String extension;
  private final String name;
  private final boolean isText;

  MediaType(String extension, String name, boolean isText) {
    this.extension = extension;
    this.name = name;
    this.isText = isText;
  }

  /** Of a file's name without its folder; empty if it ends in nothing known. */
  static Optional<MediaType> ofFile(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    String asKept = lower.endsWith(".jpeg") ? lower.replace(".jpeg", ".jpg") : lower;
    return Arrays.stream(values()).filter(type -> asKept.endsWith("." + type.extension)).findAny();
  }

  /**
   * The type of a name such as {@code image/png}.
   *
   * @throws IllegalArgumentException if it is not one of these
   */
  public static MediaType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name.equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("media type '" + name + "': unknown"));
  }

  /** Such as {@code image/png}. */
  public String mediaTypeName() {
    return name;
  }

  String extension() {
    return extension;
  }

  /** Whether compressing it again is worth a try. */
  boolean isText() {
    return isText;
  }

  static String extensions() {
    return String.join(", ", Arrays.stream(values()).map(type -> "." + type.extension).toList());
  }
}
