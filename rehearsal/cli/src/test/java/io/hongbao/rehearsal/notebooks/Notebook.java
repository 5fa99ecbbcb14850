package io.hongbao.rehearsal.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A notebook file, executed or not. */
final class Notebook {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> cells = new ArrayList<>();

  private Notebook(JsonNode root) {
    root.path("cells").forEach(cells::add);
  }

  static Notebook read(Path file) throws IOException {
    return new Notebook(JSON.readTree(Files.readString(file)));
  }

  /** What a run left behind: each cell with an output or a count, as {@code cell N: what}. */
  List<String> traces() {
    List<String> traces = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      JsonNode cell = cells.get(i);
      if (!cell.path("outputs").isEmpty()) {
        traces.add("cell " + (i + 1) + ": outputs");
      }
      if (!cell.path("execution_count").isMissingNode() && !cell.path("execution_count").isNull()) {
        traces.add("cell " + (i + 1) + ": execution count");
      }
    }
    return traces;
  }

  /** The code of all cells. */
  String code() {
    return cells.stream()
        .filter(cell -> cell.path("cell_type").asText().equals("code"))
        .map(cell -> lines(cell.path("source")))
        .collect(Collectors.joining("\n"));
  }

  /** What cells failed with. */
  List<String> errors() {
    return outputs()
        .filter(output -> output.path("output_type").asText().equals("error"))
        .map(output -> output.path("ename").asText() + ": " + output.path("evalue").asText())
        .toList();
  }

  /** The plots, as PNG. */
  List<byte[]> plots() {
    return outputs()
        .map(output -> output.path("data").path("image/png"))
        .filter(JsonNode::isTextual)
        .map(png -> Base64.getMimeDecoder().decode(png.asText()))
        .toList();
  }

  /** What cells printed on standard output. */
  String printed() {
    return text("stdout");
  }

  /** What cells wrote on standard error: warnings of libraries, mostly. */
  String complained() {
    return text("stderr");
  }

  private String text(String stream) {
    return outputs()
        .filter(output -> output.path("name").asText().equals(stream))
        .map(output -> lines(output.path("text")))
        .collect(Collectors.joining());
  }

  private Stream<JsonNode> outputs() {
    return cells.stream().flatMap(cell -> all(cell.path("outputs")));
  }

  private static String lines(JsonNode lines) {
    return all(lines).map(JsonNode::asText).collect(Collectors.joining());
  }

  private static Stream<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
