package io.botledger.application.contract;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI 3.1 document: its operations, and its schemas to validate with. */
public final class Document {

  private static final String IRI = "urn:openapi:document";
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Place root;
  private final SchemaRegistry schemas;
  private final List<Operation> operations;

  private Document(JsonNode document) {
    root = Place.rootOf(document);
    schemas =
        SchemaRegistry.withDefaultDialect(
            dialect(root.members()),
            builder ->
                builder
                    .schemas(iri -> iri.equals(IRI) ? document.toString() : null)
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    operations = operations(root.get("paths"));
  }

  /** Botledger's own document. */
  public static Document ofBotledger() {
    return ofResource("/openapi/botledger.yaml");
  }

  static Document ofResource(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Document.class.getResourceAsStream(resource), resource)) {
      return of(YAMLMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document of(JsonNode document) {
    return new Document(document);
  }

  Place root() {
    return root;
  }

  /** All operations, in the document's order. */
  public List<Operation> operations() {
    return operations;
  }

  /** The operation that a request means: literal segments win over parameters. */
  Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method) && operation.matches(path))
        .min((a, b) -> Long.compare(a.parametersInPath(), b.parametersInPath()));
  }

  /** What is wrong with the value by the schema at that place; empty if nothing is. */
  List<String> violations(Place schema, JsonNode value) {
    return schemas
        .getSchema(SchemaLocation.of(IRI + "#" + schema.pointer()))
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** JSON Schema's, which calls the members around the schemas unknown keywords unless told. */
  private static Dialect dialect(List<String> membersAround) {
    return Dialect.builder(Dialects.getDraft202012())
        .keywords(membersAround.stream().map(NonValidationKeyword::new).toList())
        .build();
  }

  private static List<Operation> operations(Place paths) {
    List<Operation> found = new ArrayList<>();
    for (String path : paths.members()) {
      for (String method : paths.get(path).members()) {
        if (METHODS.contains(method)) {
          found.add(new Operation(method.toUpperCase(Locale.ROOT), path, paths.get(path)));
        }
      }
    }
    return List.copyOf(found);
  }
}
