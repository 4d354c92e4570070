package org.zmqwebbridge;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.config.Inquiry;
import org.zmqwebbridge.config.Inquiry.Shape;

/**
 * The JSON Schema (draft 2020-12) of the configuration: what the reader asks for, and what
 * docs/OPERATIONS.md and docs/access.md say of it.
 */
final class ConfigSchema {
  private final AskedSettings asked = AskedSettings.find();
  private final Map<String, SettingRow> rows;

  ConfigSchema(Map<String, SettingRow> rows) {
    this.rows = rows;
  }

  String json() {
    JsonObject root = new JsonObject();
    root.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.addProperty("title", "ZmqWebBridge's configuration (zwb.yaml)");
    section("").entrySet().forEach(part -> root.add(part.getKey(), part.getValue()));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  private JsonObject section(String prefix) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (String path : asked.settings().keySet()) {
      boolean isHere = path.startsWith(prefix) && path.indexOf('.', prefix.length()) < 0;
      if (isHere && isRead(path)) {
        String key = path.substring(prefix.length());
        properties.add(key, setting(path));
        if (asked.isRequired(path)) {
          required.add(key);
        }
      }
    }
    JsonObject section = new JsonObject();
    section.add("type", types("object", "null"));
    section.add("properties", properties);
    section.addProperty("additionalProperties", false);
    if (!required.isEmpty()) {
      section.add("required", required);
    }
    return section;
  }

  private JsonObject setting(String path) {
    List<JsonObject> forms =
        asked.settings().get(path).shapes.stream()
            .filter(shape -> !(shape instanceof Shape.Any))
            .filter(shape -> !(shape instanceof Shape.Mapping) || !hasNames(path))
            .map(shape -> form(path, shape))
            .distinct()
            .toList();
    JsonObject setting = new JsonObject();
    Optional.ofNullable(rows.get(path))
        .ifPresent(row -> setting.addProperty("description", row.description()));
    if (forms.size() == 1) {
      forms.get(0).entrySet().forEach(part -> setting.add(part.getKey(), part.getValue()));
      return setting;
    }
    JsonArray any = new JsonArray();
    merged(forms).forEach(any::add);
    if (any.size() == 1) {
      any.get(0).getAsJsonObject().entrySet().forEach(p -> setting.add(p.getKey(), p.getValue()));
    } else {
      setting.add("anyOf", any);
    }
    return setting;
  }

  /** Whether it is read, and not only looked for so that it can be refused. */
  private boolean isRead(String path) {
    return !asked.settings().get(path).shapes.stream().allMatch(Shape.Any.class::isInstance);
  }

  private boolean hasNames(String path) {
    return asked.settings().get(path).shapes.stream().anyMatch(Shape.Names.class::isInstance);
  }

  /** Of numbers that differ in their bounds only, one that has the widest. */
  private static List<JsonObject> merged(List<JsonObject> forms) {
    if (!forms.stream().allMatch(form -> form.has("minimum"))) {
      return forms;
    }
    JsonObject widest = forms.get(0).deepCopy();
    for (JsonObject form : forms) {
      widest.addProperty(
          "minimum", Math.min(widest.get("minimum").getAsLong(), form.get("minimum").getAsLong()));
      widest.addProperty(
          "maximum", Math.max(widest.get("maximum").getAsLong(), form.get("maximum").getAsLong()));
    }
    return List.of(widest);
  }

  private JsonObject form(String path, Shape shape) {
    JsonObject form = new JsonObject();
    if (shape instanceof Shape.Mapping) {
      return section(path + ".");
    } else if (shape instanceof Shape.Names) {
      form.add("type", types("object", "null"));
      form.add("additionalProperties", setting(path + "." + AskedSettings.NAME));
    } else if (shape instanceof Shape.Sections) {
      form.addProperty("type", "array");
      form.add("items", setting(path + "." + Inquiry.ELEMENT));
    } else if (shape instanceof Shape.Texts) {
      form.addProperty("type", "array");
      JsonObject items = new JsonObject();
      items.add("type", types("string", "number"));
      form.add("items", items);
    } else if (shape instanceof Shape.Choice choice) {
      JsonArray words = new JsonArray();
      choice.words().forEach(words::add);
      choice.words().stream()
          .filter(word -> word.matches("[0-9]+"))
          .forEach(word -> words.add(Integer.valueOf(word))); // YAML takes it for a number
      form.add("enum", words);
    } else if (shape instanceof Shape.Flag flag) {
      form.addProperty("type", "boolean");
      form.addProperty("default", flag.absent());
    } else if (shape instanceof Shape.WholeNumber number) {
      form.addProperty("type", "integer");
      form.addProperty("minimum", number.least());
      form.addProperty("maximum", number.most());
      standard(path, number).ifPresent(value -> form.add("default", value));
    } else {
      form.add("type", types("string", "number"));
    }
    return form;
  }

  /** The default, unless it depends on the machine: then the guide has words for it. */
  private Optional<JsonElement> standard(String path, Shape.WholeNumber number) {
    return Optional.ofNullable(rows.get(path))
        .filter(row -> row.standard().equals("`" + number.absent() + "`"))
        .map(row -> new JsonPrimitive(number.absent()));
  }

  private static JsonArray types(String... names) {
    JsonArray types = new JsonArray();
    List.of(names).forEach(types::add);
    return types;
  }
}
