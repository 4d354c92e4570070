package org.zmqwebbridge.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

class PropertyMetadataTest {
  private static final String FILE = "/META-INF/spring-configuration-metadata.json";

  private static JsonObject built() throws IOException {
    try (InputStream file = PropertyMetadataTest.class.getResourceAsStream(FILE)) {
      assertThat(file).isNotNull();
      return JsonParser.parseReader(new InputStreamReader(file, UTF_8)).getAsJsonObject();
    }
  }

  private static JsonObject property(String name) throws IOException {
    for (JsonElement each : built().getAsJsonArray("properties")) {
      if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError("there is no property " + name);
  }

  @Test
  void theJarSaysWhatTheSchemaSays() throws IOException {
    assertThat(built()).isEqualTo(PropertyMetadata.all());
  }

  @Test
  void aPropertyHasItsTypeItsDefaultAndWhatItIs() throws IOException {
    JsonObject limit = property("zmqwebbridge.limits.max-message-bytes");
    assertThat(limit.get("type").getAsString()).isEqualTo("java.lang.Long");
    assertThat(limit.get("defaultValue").getAsLong()).isPositive();
    assertThat(limit.get("description").getAsString()).isNotBlank();
    assertThat(property("zmqwebbridge.websocket.origins").get("type").getAsString())
        .isEqualTo("java.util.List<java.lang.String>");
    assertThat(property("zmqwebbridge.mode").get("defaultValue").getAsString())
        .isEqualTo("listener");
    assertThat(property("zmqwebbridge.endpoints").get("description").getAsString())
        .contains("type")
        .contains("address");
  }

  @Test
  void everyNameIsOneThatSpringBootTakes() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonElement each : built().getAsJsonArray("properties")) {
      String name = each.getAsJsonObject().get("name").getAsString();
      if (!ConfigurationPropertyName.isValid(name)) {
        wrong.add(name);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void insideAnEndpointEditorsKnowWhatTheSchemaKnows() throws IOException {
    assertThat(property("zmqwebbridge.endpoints").get("type").getAsString())
        .isEqualTo("java.util.Map<java.lang.String," + EndpointSettings.class.getName() + ">");
    SchemaNode endpoint = SchemaNode.ofBridge().members().get("endpoints").others().orElseThrow();
    assertThat(written(EndpointSettings.class)).isEqualTo(read(endpoint));
  }

  /** What the schema knows: names, and what is below them. */
  private static Map<String, Object> read(SchemaNode section) {
    Map<String, Object> all = new TreeMap<>();
    section
        .members()
        .forEach(
            (name, node) -> {
              boolean alsoPlain = node.json().has("anyOf");
              all.put(name, alsoPlain || !node.isSection() ? words(node) : read(node));
            });
    return all;
  }

  private static Object words(SchemaNode node) {
    return node.words().stream().map(word -> word.toLowerCase(Locale.ROOT)).sorted().toList();
  }

  /** What the type says, in the same form. */
  private static Map<String, Object> written(Class<?> type) {
    Map<String, Object> all = new TreeMap<>();
    for (Method setter : type.getDeclaredMethods()) {
      String name =
          Character.toLowerCase(setter.getName().charAt(3)) + setter.getName().substring(4);
      Class<?> value = setter.getParameterTypes()[0];
      all.put(name, value.isMemberClass() && value.isInterface() ? written(value) : words(value));
    }
    return all;
  }

  private static Object words(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(word -> word.toString().toLowerCase(Locale.ROOT))
            .sorted()
            .toList()
        : List.of();
  }
}
