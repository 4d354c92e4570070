package org.zmqwebbridge.spring;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an editor knows of the properties: the schema of {@code zwb.yaml}, as Spring Boot's
 * configuration metadata.
 *
 * <p>Owner thread: the build's. Lifetime: one file.
 */
final class PropertyMetadata {
  private static final String TEXT = "java.lang.String";
  private static final String ENDPOINTS = BridgeProperties.PREFIX + ".endpoints";
  private static final String SECTIONS = "java.util.Map<java.lang.String,java.lang.Object>";

  private final JsonArray properties = new JsonArray();
  private final JsonArray hints = new JsonArray();

  private PropertyMetadata() {}

  /** Writes the file that its one argument names. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.getParent());
    Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(all()) + "\n");
  }

  static JsonObject all() {
    PropertyMetadata metadata = new PropertyMetadata();
    metadata.addOwn();
    metadata.addAll(BridgeProperties.PREFIX, SchemaNode.ofBridge());
    JsonObject all = new JsonObject();
    all.add("properties", metadata.properties);
    all.add("hints", metadata.hints);
    return all;
  }

  /** The starter's own, which the schema knows nothing of. */
  private void addOwn() {
    JsonArray modes = new JsonArray();
    for (Mode each : Mode.values()) {
      modes.add(each.name().toLowerCase(Locale.ROOT));
    }
    JsonObject mode =
        own("string", "where pages come in: at a port of the bridge's, or at the application's");
    mode.addProperty("default", "listener");
    mode.add("enum", modes);
    JsonObject enabled = own("boolean", "whether the application has a bridge");
    enabled.addProperty("default", true);
    JsonObject paths =
        own("array", "in mode server, paths that lead to the bridge besides its own: the relay's");
    addOwn(BridgeProperties.ENABLED, enabled);
    addOwn(BridgeProperties.MODE, mode);
    addOwn(BridgeProperties.SERVER_PATHS, paths);
  }

  private static JsonObject own(String type, String description) {
    JsonObject own = new JsonObject();
    own.addProperty("description", description);
    own.addProperty("type", type);
    return own;
  }

  private void addOwn(String name, JsonObject own) {
    add(BridgeProperties.PREFIX + "." + name, new SchemaNode(own));
  }

  private void addAll(String prefix, SchemaNode section) {
    for (Map.Entry<String, SchemaNode> member : section.members().entrySet()) {
      String name = prefix + "." + kebab(member.getKey());
      SchemaNode node = member.getValue();
      if (!node.isSection() || node.others().isPresent() || node.json().has("anyOf")) {
        add(name, node);
      }
      addAll(name, node);
    }
  }

  private void add(String name, SchemaNode node) {
    JsonObject property = new JsonObject();
    property.addProperty("name", name);
    property.addProperty("type", name.equals(ENDPOINTS) ? typed() : type(node));
    String description = description(node);
    if (!description.isEmpty()) {
      property.addProperty("description", description);
    }
    if (node.json().has("default")) {
      property.add("defaultValue", node.json().get("default"));
    }
    properties.add(property);
    if (!node.words().isEmpty()) {
      hints.add(hint(name, node.words()));
    }
  }

  private static String description(SchemaNode node) {
    String own = node.json().has("description") ? node.json().get("description").getAsString() : "";
    return own.isEmpty() && node.others().isPresent()
        ? "by any names, each with: " + String.join(", ", node.others().get().members().keySet())
        : own;
  }

  private static JsonObject hint(String name, List<String> words) {
    JsonArray values = new JsonArray();
    for (String word : words) {
      JsonObject value = new JsonObject();
      value.addProperty("value", word);
      values.add(value);
    }
    JsonObject hint = new JsonObject();
    hint.addProperty("name", name);
    hint.add("values", values);
    return hint;
  }

  private static String type(SchemaNode node) {
    return switch (node.type()) {
      case "boolean" -> "java.lang.Boolean";
      case "integer" -> "java.lang.Long";
      case "array" -> "java.util.List<" + element(node) + ">";
      default -> node.others().isPresent() ? SECTIONS : TEXT;
    };
  }

  /** What editors complete inside an endpoint. */
  private static String typed() {
    return "java.util.Map<java.lang.String," + EndpointSettings.class.getName() + ">";
  }

  private static String element(SchemaNode list) {
    return list.elements().filter(SchemaNode::isSection).isPresent() ? SECTIONS : TEXT;
  }

  /** {@code publicOrigin} is {@code public-origin}. */
  static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
