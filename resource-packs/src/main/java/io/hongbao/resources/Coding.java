package io.hongbao.resources;

/** How a package may lie compressed beside itself, the better one first. */
public enum Coding {
  ZSTD("zstd", ".zst"),
  GZIP("gzip", ".gz");

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  /** As in {@code Accept-Encoding} and {@code Content-Encoding} (RFC 9110, RFC 8878). */
  public String token() {
    return token;
  }

  /** Behind the SHA-256 in the name of its file. */
  public String suffix() {
    return suffix;
  }

  /**
   * The coding of a token.
   *
   * @throws IllegalArgumentException if it is not one of these
   */
  static Coding of(String token) {
    for (Coding coding : values()) {
      if (coding.token.equals(token)) {
        return coding;
      }
    }
    throw new IllegalArgumentException("coding '" + token + "': expected zstd or gzip");
  }
}
