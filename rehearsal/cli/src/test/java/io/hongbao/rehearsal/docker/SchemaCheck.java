package io.hongbao.rehearsal.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The file is one by the schema of the Compose Specification. */
final class SchemaCheck implements Check {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Its own id is relative to where one found it; nothing is fetched from there. */
  private static final SchemaLocation BASE = SchemaLocation.of("https://compose-spec.io/");

  private static final JsonSchema SCHEMA = schema();

  @Override
  public List<String> problems(Compose compose) {
    JsonNode tree = JSON.valueToTree(compose.tree());
    return SCHEMA.validate(tree).stream().map(ValidationMessage::getMessage).toList();
  }

  private static JsonSchema schema() {
    try (InputStream in = SchemaCheck.class.getResourceAsStream("compose-spec.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(BASE, JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
