#!/usr/bin/env bash
# RocksDB for Java cannot open a database below a folder whose name has a character beyond U+FFFF.
#
# Seen in 2026-11 with com.ververica:frocksdbjni 8.10.0-ververica-1.0 (RocksDB 8.10.0, the one that
# Flink 2.2.1 brings) on Linux, JDK 17, LC_ALL=C.UTF-8. Java makes the folder with the four bytes
# that UTF-8 has for the character; the path that RocksDB is given has six (the "modified UTF-8" of
# JNI, a surrogate pair spelled as two characters), so it looks for another folder:
#
#   U+4E2D: opened
#   U+1F9E7: While mkdir if missing: .../U+1F9E7/db: No such file or directory
#
# Hongbao refuses such a data folder before it starts anything. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=com.ververica:frocksdbjni:8.10.0-ververica-1.0 -DoutputDirectory="$dir"

cat >"$dir/Open.java" <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

public class Open {
  public static void main(String[] arguments) throws Exception {
    RocksDB.loadLibrary();
    String seen = "";
    for (int character : new int[] {0x4E2D, 0x1F9E7}) {
      Path folder = Files.createDirectories(Path.of(arguments[0], Character.toString(character)));
      try (Options options = new Options().setCreateIfMissing(true);
          RocksDB opened = RocksDB.open(options, folder.resolve("db").toString())) {
        seen += "U+%X: opened%n".formatted(character);
      } catch (RocksDBException e) {
        seen += "U+%X: %s%n".formatted(character, e.getMessage().replaceAll(".*: ", ""));
      }
    }
    System.out.print(seen);
  }
}
JAVA

jar=$(echo "$dir"/frocksdbjni-*.jar)
seen=$(LC_ALL=C.UTF-8 java -cp "$jar" "$dir/Open.java" "$dir")
printf '%s\n' "$seen"
[ "$seen" = "U+4E2D: opened
U+1F9E7: No such file or directory" ] || { echo "RocksDB does something else now"; exit 1; }
