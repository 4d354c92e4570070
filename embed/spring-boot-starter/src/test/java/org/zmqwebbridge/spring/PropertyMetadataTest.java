package org.zmqwebbridge.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
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
}
