package io.hongbao.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the project, without what builds and runs leave behind. */
final class SourceTree {

  private static final Set<String> NOT_SOURCES =
      Set.of("target", "data", "data-torture", "data-rundown", "reports", "node_modules");

  private static final String MAIN = "src/main/java/";

  private final Path root;
  private final List<String> files = new ArrayList<>();

  private SourceTree(Path root) {
    this.root = root;
  }

  /** This project's. */
  static SourceTree ofProject() {
    try {
      return read(Path.of(System.getProperty("hongbao.root")).toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the project", e);
    }
  }

  private static SourceTree read(Path root) throws IOException {
    SourceTree tree = new SourceTree(root);
    Files.walkFileTree(
        tree.root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skipped =
                !folder.equals(tree.root) && (NOT_SOURCES.contains(name) || name.startsWith("."));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            tree.files.add(tree.name(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return tree;
  }

  Path root() {
    return root;
  }

  /** A file by its path from the root, with slashes. */
  String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** Every page for readers: at the root, below docs, and that of each module. */
  List<Path> pages() {
    return files.stream()
        .filter(file -> file.matches("[^/]+\\.md|docs/.+\\.md|(rehearsal/)?[^/]+/README\\.md"))
        .sorted()
        .map(root::resolve)
        .toList();
  }

  /** Whether a file's path ends so: the whole of it, or all behind some slash. */
  boolean hasFile(String path) {
    return files.stream().anyMatch(file -> file.equals(path) || file.endsWith("/" + path));
  }

  /**
   * Whether there is a class.
   *
   * @param path its name, or the end of its packages and its name, with slashes
   */
  boolean hasClass(String path) {
    return hasFile(path + ".java");
  }

  /** Whether a class of this name has a method, a field or a record's component. */
  boolean hasMember(String className, String member) {
    return sources(className)
        .anyMatch(
            file -> file.contains(MAIN) ? declares(loaded(file), member) : mentions(file, member));
  }

  private Stream<String> sources(String className) {
    return files.stream().filter(file -> file.endsWith("/" + className + ".java"));
  }

  private static Class<?> loaded(String file) {
    String path = file.substring(file.indexOf(MAIN) + MAIN.length());
    String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
    try {
      return Class.forName(name, false, SourceTree.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(file + " is not on the class path of this test", e);
    }
  }

  private static boolean declares(Class<?> type, String member) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      boolean found =
          Arrays.stream(each.getDeclaredMethods()).anyMatch(it -> it.getName().equals(member))
              || Arrays.stream(each.getDeclaredFields())
                  .anyMatch(it -> it.getName().equals(member));
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** Tests of other modules are not on the class path. */
  private boolean mentions(String file, String member) {
    try {
      String source = Files.readString(root.resolve(file));
      return Pattern.compile("\\b" + Pattern.quote(member) + "\\s*[(=;]").matcher(source).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
