package io.hongbao.resources;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a package may lie compressed beside itself, the better one first. */
public enum Coding {
  ZSTD("zstd", ".zst"),
  GZIP("gzip", ".gz");

  /** What is sent a billion times is compressed once, and as well as can be. */
  private static final int ZSTD_LEVEL = 19;

  private static final double WORTHWHILE = 0.95;

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

  /** The content in this coding; empty unless it is smaller by a twentieth. */
  public Optional<byte[]> encode(byte[] content) {
    byte[] coded =
        switch (this) {
          case ZSTD -> Zstd.compress(content, ZSTD_LEVEL);
          case GZIP -> gzip(content);
        };
    return coded.length <= content.length * WORTHWHILE ? Optional.of(coded) : Optional.empty();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestGzip(coded)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes what is written", e);
    }
    return coded.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    private BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
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
