package io.hongbao.resources;

import io.hongbao.domain.Sha256;
import io.hongbao.resources.ResourceFolder.ResourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes packages: each content under its SHA-256, beside it its compressed forms where they are
 * smaller by a twentieth, and last the manifest with its signature. The same resources give the
 * same files, byte for byte.
 */
public final class ResourcePacker {

  private ResourcePacker() {}

  /**
   * Packs.
   *
   * @param folder without problems
   * @param out a folder that is there; files of the same names are replaced
   * @param signer makes a signature of a message
   * @throws IOException if a file cannot be read or written, or has changed since it was looked at
   */
  public static Manifest pack(ResourceFolder folder, Path out, UnaryOperator<byte[]> signer)
      throws IOException {
    if (!folder.problems().isEmpty()) {
      throw new IllegalArgumentException("a folder with problems: " + folder.problems());
    }
    List<ResourcePackage> packages = new ArrayList<>();
    for (ResourceFile file : folder.files()) {
      packages.add(pack(file, out));
    }
    Manifest manifest = new Manifest(packages, folder.defaults());
    byte[] json = manifest.toJson();
    byte[] signature = signer.apply(Manifest.signedMessage(json));
    write(
        out.resolve(Manifest.SIGNATURE_FILE),
        (Base64.getEncoder().encodeToString(signature) + "\n").getBytes(StandardCharsets.US_ASCII));
    write(out.resolve(Manifest.FILE), json);
    return manifest;
  }

  private static ResourcePackage pack(ResourceFile file, Path out) throws IOException {
    byte[] content = ResourceFolder.content(file.path(), file.bytes());
    if (!Sha256.hex(content).equals(file.sha256())) {
      throw new IOException(file.path() + ": it changes while it is read");
    }
    write(out.resolve(file.sha256()), content);
    List<Coding> codings = new ArrayList<>();
    if (file.mediaType().isText()) {
      for (Coding coding : Coding.values()) {
        Optional<byte[]> coded = coding.encode(content);
        if (coded.isPresent()) {
          write(out.resolve(file.sha256() + coding.suffix()), coded.get());
          codings.add(coding);
        }
      }
    }
    return new ResourcePackage(
        file.id(), file.sha256(), file.bytes(), file.mediaType(), file.waves(), codings);
  }

  /** An edge that serves the folder meanwhile finds the old file or the new one. */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path growing = file.resolveSibling(file.getFileName() + ".part");
    Files.write(growing, bytes);
    Files.move(growing, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
