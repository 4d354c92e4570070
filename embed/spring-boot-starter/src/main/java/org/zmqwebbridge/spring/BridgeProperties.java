package org.zmqwebbridge.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.zmqwebbridge.config.ConfigSources;

/**
 * The properties below {@code zmqwebbridge}, which are the settings of {@code zwb.yaml}.
 *
 * <p>Owner thread: Spring's. Lifetime: until the bridge is built.
 */
record BridgeProperties(Environment environment) {
  static final String PREFIX = "zmqwebbridge";

  /** The starter's own properties, which the bridge never hears of. */
  static final String ENABLED = "enabled";

  static final String MODE = "mode";
  static final String SERVER_PATHS = "server-paths";

  private static final Set<String> OWN = Set.of(ENABLED, MODE, Spelling.plain(SERVER_PATHS));

  private static final List<String> AUTHORIZERS =
      List.of("class", "http", "jwt", "secret", "tickets");

  /** All of them, as the bridge reads settings; what is wrong is said with where it stands. */
  ConfigSources sources() {
    return new ConfigSources().values(tree(), this::place);
  }

  /** Which of the settings of {@code auth} are there that say who may come in. */
  List<String> authorizers() {
    return tree().get("auth") instanceof Map<?, ?> auth
        ? AUTHORIZERS.stream().filter(auth::containsKey).toList()
        : List.of();
  }

  /** Where pages come in. */
  Mode mode() {
    return Binder.get(environment).bind(PREFIX + "." + MODE, Mode.class).orElse(Mode.LISTENER);
  }

  /** Whether it says where the bridge listens. */
  boolean listens() {
    return tree().containsKey("listen");
  }

  /** What of the application's servlet container leads to the bridge besides what always does. */
  List<String> serverPaths() {
    return Binder.get(environment)
        .bind(PREFIX + "." + SERVER_PATHS, Bindable.listOf(String.class))
        .orElse(List.of());
  }

  private Map<String, Object> tree() {
    Map<String, Object> written =
        Binder.get(environment)
            .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
            .orElseGet(LinkedHashMap::new);
    written.keySet().removeIf(name -> OWN.contains(Spelling.plain(name)));
    return Spelling.section(written, SchemaNode.ofBridge());
  }

  /** For example {@code class path resource [application.yaml] - 7:9}. */
  private String place(String path) {
    String whole = path.isEmpty() ? PREFIX : PREFIX + "." + path;
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(whole, '.');
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null && found.getOrigin() != null) {
        return found.getOrigin().toString();
      }
    }
    return whole;
  }
}
