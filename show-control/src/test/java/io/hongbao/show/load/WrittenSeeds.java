package io.hongbao.show.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.Sha256;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A folder of the scene's seeds, and what people may do to it. */
final class WrittenSeeds {

  static final WaveSecret PLANNING_SEED = LoadFixture.secrets(7).next();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private WrittenSeeds(Path folder) {
    this.folder = folder;
  }

  /** What {@code campaign seeds} writes. */
  static WrittenSeeds in(Path folder) throws IOException {
    SeedFiles.write(
        folder,
        LoadFixture.CAMPAIGN,
        LoadFixture.SHA,
        1,
        PlanningSeed.seal(LoadFixture.SEALING, "gala", PLANNING_SEED),
        LoadFixture.SEALING);
    return new WrittenSeeds(folder);
  }

  /** What {@code campaign seeds --preview} writes. */
  static WrittenSeeds previewIn(Path folder) throws IOException {
    SeedFiles.writePreview(folder, LoadFixture.CAMPAIGN, LoadFixture.SHA);
    return new WrittenSeeds(folder);
  }

  Path file(int bucket) {
    return folder.resolve(SeedFiles.fileName(bucket));
  }

  List<String> lines(int bucket) throws IOException {
    return new ArrayList<>(Files.readAllLines(file(bucket)));
  }

  /** Changes the lines of a file and leaves the manifest as it was. */
  void changeLines(int bucket, Consumer<List<String>> change) throws IOException {
    List<String> lines = lines(bucket);
    change.accept(lines);
    Files.writeString(file(bucket), String.join("\n", lines) + "\n");
  }

  /** Changes one field of a line; 3 is the amount, 4 the release. */
  void changeField(int bucket, int line, int field, String value) throws IOException {
    changeLines(
        bucket,
        lines -> {
          String[] fields = lines.get(line).split(",", -1);
          fields[field] = value;
          lines.set(line, String.join(",", fields));
        });
  }

  long amountFen(int bucket, int line) throws IOException {
    return Long.parseLong(lines(bucket).get(line).split(",", -1)[3]);
  }

  /** Sets an amount, and takes the difference from, or gives it to, later lines of the pool. */
  void setAmount(int bucket, int line, long amountFen) throws IOException {
    long rest = amountFen(bucket, line) - amountFen;
    changeField(bucket, line, 3, String.valueOf(amountFen));
    for (int other = line + 1; rest != 0; other++) {
      long before = amountFen(bucket, other);
      long after = Math.max(100, Math.min(2_000, before + rest));
      changeField(bucket, other, 3, String.valueOf(after));
      rest -= after - before;
    }
  }

  void changeManifest(Consumer<ObjectNode> change) throws IOException {
    Path file = folder.resolve(SeedFiles.MANIFEST);
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readString(file));
    change.accept(manifest);
    Files.writeString(file, JSON.writeValueAsString(manifest));
  }

  /** Brings the manifest into agreement with the files, as finance does who may alter amounts. */
  void agree() throws IOException {
    Map<String, long[]> all = new TreeMap<>();
    List<ObjectNode> totals = new ArrayList<>();
    for (int bucket = 0; bucket < LoadFixture.CAMPAIGN.buckets(); bucket++) {
      Map<String, long[]> pools = new TreeMap<>();
      for (String line : lines(bucket).subList(1, lines(bucket).size())) {
        String[] fields = line.split(",", -1);
        for (Map<String, long[]> each : List.of(pools, all)) {
          long[] sums = each.computeIfAbsent(fields[1] + ',' + fields[2], pool -> new long[2]);
          sums[0]++;
          sums[1] += Long.parseLong(fields[3]);
        }
      }
      ObjectNode total = JSON.createObjectNode();
      total.put("sha256", Sha256.hex(Files.readString(file(bucket)).getBytes(UTF_8)));
      totals.add(putSums(total, pools));
    }
    changeManifest(
        manifest -> {
          putSums(manifest, all);
          for (int bucket = 0; bucket < totals.size(); bucket++) {
            ((ObjectNode) manifest.get("files").get(bucket)).setAll(totals.get(bucket));
          }
        });
  }

  SeedFolder open() {
    return SeedFolder.open(folder);
  }

  private static ObjectNode putSums(ObjectNode node, Map<String, long[]> pools) {
    ArrayNode array = JSON.createArrayNode();
    pools.forEach(
        (pool, sums) -> {
          String[] names = pool.split(",", -1);
          array
              .addObject()
              .put("wave", names[0])
              .put("enterprise", names[1])
              .put("packets", sums[0])
              .put("amountFen", sums[1]);
        });
    node.put("packets", pools.values().stream().mapToLong(sums -> sums[0]).sum());
    node.put("amountFen", pools.values().stream().mapToLong(sums -> sums[1]).sum());
    node.set("pools", array);
    return node;
  }
}
