package org.zmqwebbridge.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.Bridge;

/**
 * One setting in the schema of {@code zwb.yaml}, or a section of settings.
 *
 * <p>Immutable.
 */
record SchemaNode(JsonObject json) {
  /** What is not in the schema. */
  static final SchemaNode UNKNOWN = new SchemaNode(new JsonObject());

  /** All settings, as this version of the bridge has them. */
  static SchemaNode ofBridge() {
    try (InputStream schema = Bridge.class.getResourceAsStream("zwb.schema.json")) {
      return new SchemaNode(
          JsonParser.parseReader(new InputStreamReader(schema, UTF_8)).getAsJsonObject());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What is in this section by names of the bridge's, in their order. */
  Map<String, SchemaNode> members() {
    Map<String, SchemaNode> members = new LinkedHashMap<>();
    for (JsonObject form : forms()) {
      if (form.has("properties")) {
        form.getAsJsonObject("properties")
            .entrySet()
            .forEach(each -> members.put(each.getKey(), of(each.getValue())));
      }
    }
    return members;
  }

  /** What is in this section by any other name. */
  Optional<SchemaNode> others() {
    return part("additionalProperties");
  }

  /** What each element of this list is. */
  Optional<SchemaNode> elements() {
    return part("items");
  }

  /** Whether it can be nothing but a list. */
  boolean isList() {
    return type().equals("array");
  }

  /** Whether it is a section. */
  boolean isSection() {
    return !members().isEmpty() || others().isPresent();
  }

  /** Its words, if it is one of several. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (json.has("enum")) {
      json.getAsJsonArray("enum").forEach(word -> words.add(word.getAsString()));
    }
    return words;
  }

  /** {@code boolean}, {@code integer}, {@code array}; empty if it is text, or one of several. */
  String type() {
    JsonElement type = json.get("type");
    return type != null && type.isJsonPrimitive() ? type.getAsString() : "";
  }

  private Optional<SchemaNode> part(String key) {
    return forms().stream()
        .filter(form -> form.has(key) && form.get(key).isJsonObject())
        .map(form -> of(form.get(key)))
        .findFirst();
  }

  /** It, and what it may be instead. */
  private List<JsonObject> forms() {
    List<JsonObject> forms = new ArrayList<>(List.of(json));
    if (json.has("anyOf")) {
      json.getAsJsonArray("anyOf").forEach(form -> forms.add(form.getAsJsonObject()));
    }
    return forms;
  }

  private static SchemaNode of(JsonElement json) {
    return new SchemaNode(json.getAsJsonObject());
  }
}
