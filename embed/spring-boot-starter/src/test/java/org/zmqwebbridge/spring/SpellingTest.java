package org.zmqwebbridge.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SpellingTest {

  private static Map<String, Object> spelled(Map<String, Object> properties) {
    return spelled(properties, Map.of());
  }

  private static Map<String, Object> spelled(
      Map<String, Object> properties, Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("properties", properties));
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    ConfigurationPropertySources.attach(environment);
    Map<String, Object> written =
        Binder.get(environment)
            .bind("zmqwebbridge", Bindable.mapOf(String.class, Object.class))
            .orElseGet(Map::of);
    return Spelling.section(written, SchemaNode.ofBridge());
  }

  @Test
  void hyphensAndCapitalsAreOneSpelling() {
    assertThat(
            spelled(
                Map.of(
                    "zmqwebbridge.websocket.public-origin",
                    "https://a.example",
                    "zmqwebbridge.limits.maxMessageBytes",
                    70_000)))
        .isEqualTo(
            Map.of(
                "websocket", Map.of("publicOrigin", "https://a.example"),
                "limits", Map.of("maxMessageBytes", 70_000)));
  }

  @Test
  void aVariableIsStrongerThanAFile() {
    assertThat(
            spelled(
                Map.of("zmqwebbridge.limits.maxMessageBytes", 70_000),
                Map.of("ZMQWEBBRIDGE_LIMITS_MAXMESSAGEBYTES", "80000")))
        .isEqualTo(Map.of("limits", Map.of("maxMessageBytes", "80000")));
  }

  @Test
  void listsAreNumberedOrHaveCommas() {
    assertThat(
            spelled(
                Map.of(
                    "zmqwebbridge.hosts[0]", "a.example",
                    "zmqwebbridge.hosts[1]", "b.example",
                    "zmqwebbridge.websocket.origins", "https://a.example, https://b.example")))
        .isEqualTo(
            Map.of(
                "hosts", List.of("a.example", "b.example"),
                "websocket", Map.of("origins", List.of("https://a.example", "https://b.example"))));
  }

  @Test
  void namesOfEndpointsStayAsTheyAre() {
    assertThat(
            spelled(
                Map.of(
                    "zmqwebbridge.endpoints[my_quotes].type", "SUB",
                    "zmqwebbridge.endpoints[my_quotes].slow-readers", "latest")))
        .isEqualTo(
            Map.of(
                "endpoints", Map.of("my_quotes", Map.of("type", "SUB", "slowReaders", "latest"))));
  }

  @Test
  void whatIsUnknownIsLeftForTheBridgeToRefuse() {
    assertThat(spelled(Map.of("zmqwebbridge.websocket.orogins", "a,b")))
        .isEqualTo(Map.of("websocket", Map.of("orogins", "a,b")));
  }

  @Test
  void aWordIsTheSameInCapitals() {
    assertThat(
            spelled(
                Map.of(
                    "zmqwebbridge.endpoints.quotes.type", "sub",
                    "zmqwebbridge.endpoints.quotes.slow-readers", "LATEST",
                    "zmqwebbridge.endpoints.quotes.asks", "nobody")))
        .isEqualTo(
            Map.of(
                "endpoints",
                Map.of(
                    "quotes", Map.of("type", "SUB", "slowReaders", "latest", "asks", "nobody"))));
  }
}
