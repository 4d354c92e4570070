package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Inquiry.Shape;

/** docs/zwb.schema.json is what the reader takes, no more and no less. */
class ConfigSchemaTest {
  private static final Path FILE = Path.of("../docs/zwb.schema.json");

  private static Set<ValidationMessage> problems(String yaml) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SettingRow.read(FILE));
    return schema.validate(yaml, InputFormat.YAML);
  }

  /** After a change of settings or of their rows: {@code -Dzwb.writeSchema=true} writes it. */
  @Test
  void theSchemaIsMadeOfTheReadersOwnQuestions() throws IOException {
    String made = new ConfigSchema(SettingRow.all()).json();
    if (Boolean.getBoolean("zwb.writeSchema")) {
      Files.writeString(FILE, made);
    }
    assertEquals(
        made,
        SettingRow.read(FILE),
        "write it again: mvn -pl bridge-server -am test -Dtest=ConfigSchemaTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dzwb.writeSchema=true");
  }

  @Test
  void everySettingHasARowInAGuideAndItsNumberTheDefaultThere() {
    Map<String, SettingRow> rows = SettingRow.all();
    AskedSettings asked = AskedSettings.find();
    assertTrue(asked.settings().size() > 80, asked.settings().keySet().toString());
    asked
        .settings()
        .forEach(
            (path, setting) -> {
              for (Shape shape : setting.shapes) {
                if (shape instanceof Shape.Mapping
                    || shape instanceof Shape.Names
                    || shape instanceof Shape.Sections
                    || shape instanceof Shape.Any) {
                  continue; // what is below it has rows
                }
                SettingRow row = rows.get(path);
                assertNotNull(row, "no row for " + path);
                if (shape instanceof Shape.WholeNumber number
                    && row.standard().matches("`[0-9]+`")) {
                  assertEquals("`" + number.absent() + "`", row.standard(), path);
                }
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls: { certificate: a.pem, others: [{ certificate: b.pem, key: b.key }] }",
        "blastbeat: { routers: { r: { address: 'tcp://*:1', curve: { keys: k, clients: c } } } }",
        "blastbeat: { routers: { r: { address: 'tcp://*:1', plain: { users: u } } } }"
      })
  void theSchemaHasWhatIsReadBesideSomethingRequired(String yaml) {
    assertEquals(Set.of(), problems(yaml));
  }

  @Test
  void everyExampleInTheDocumentsIsValid() {
    for (String document : List.of("README.md", "docs/OPERATIONS.md", "docs/access.md")) {
      List<String> examples = SettingRow.examples(Path.of("..", document));
      assertFalse(examples.isEmpty(), document);
      for (String example : examples) {
        assertEquals(Set.of(), problems(example), document + ":\n" + example);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listen: 8000",
        "listen: localhost:8000\nmanagement: 9000",
        "management: { listen: 127.0.0.1:9000, hosts: [zwb.internal] }",
        "limits:\n",
        "limits: { maxMessageBytes: 65536, maxQueuedBytesInAll: 65536 }",
        "websocket: { deflate: true, path: /data }",
        "websocket: { deflate: { level: 9 } }",
        "endpoints: { 3: { type: REQ, address: \"tcp://127.0.0.1:1\", json: true } }",
        "endpoints: { e: { type: SUB, address: \"tcp://127.0.0.1:1\", slowReaders: latest } }",
        "endpoints: { e: { type: REQ, address: [\"tcp://127.0.0.1:1\", \"tcp://h:2\"] } }",
        "auth: { tickets: { seconds: 5 }, credential: { cookie: session } }",
        "relay: { store: { type: memory, maxBytes: 4096 } }",
        "relay: { stores: { default: { type: memory }, b: { type: memory, idleSeconds: 1 } } }",
        "relay: { stores: { b: { type: org.zmqwebbridge.OwnStore, settings: { a: 1 } } } }",
        "relay: { locations: [{ type: pubsub, prefix: /c/, unknown: 404, keep: { bytes: 0 } }] }",
        "relay: { locations: [{ type: subscriber, url: '/(.+)/sub', polling: interval }] }",
        "grip: { routes: ['* test'], channels: shared }",
        "grip: { routes: [{ domain: a.b, debug: true, targets: [test] }] }",
        "mongrel2: { servers: { main: { hosts: { a.org: { routes: { /: { proxy: 'b:80' } } } } } }"
            + " }",
        "mongrel2: { servers: { a: { port: 0 } }, settings: { limits.min_ping: 5 } }",
        "blastbeat: { vhosts: [{ name: 'a:1', nodes: n }] }",
        "blastbeat: { bind: '127.0.0.1:0', routers: { r: { address: 'tcp://*:1' } }, vhosts:"
            + " [{ name: a, nodes: [n, m.1], weights: { m.1: 2 }, routers: [r], head: raw }] }"
      })
  void whatTheReaderTakesTheSchemaTakes(String yaml) {
    BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read());
    assertEquals(Set.of(), problems(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listn: 127.0.0.1:8000",
        "limits: { maxMessageBytes: 1 }",
        "limits: { maxMesageBytes: 65536 }",
        "limits: []",
        "deadlines: { hookMillis: soon }",
        "websocket: { deflate: yes please }",
        "websocket: { deflate: { level: 0 } }",
        "websocket: { origins: https://example.org }",
        "endpoints: { e: { type: XPUB, address: \"tcp://127.0.0.1:1\" } }",
        "endpoints: { e: { type: REQ } }",
        "endpoints: { e: { type: REQ, address: { a: \"tcp://127.0.0.1:1\" } } }",
        "endpoints: { e: { address: \"tcp://127.0.0.1:1\" } }",
        "endpoints: { e: { type: SUB, address: \"tcp://127.0.0.1:1\", slowReaders: newest } }",
        "endpoints: { e: { type: REQ, address: \"tcp://127.0.0.1:1\", curve: { server: x } } }",
        "auth: { jwt: { issuer: i, jwks: \"https://id.example.org/\" } }",
        "auth: { jwt: { issuer: i, audience: a, jwks: \"https://x.org/\", lookSeconds: -1 } }",
        "tls: { cert: a.pem }",
        "management: { secret: x }",
        "relay: { store: { maxBytes: 4096 } }",
        "relay: { stores: { b: { type: memory, keys: 1 } } }",
        "relay: { locations: { type: pubsub, prefix: /c/ } }",
        "relay: { locations: [{ prefix: /c/ }] }",
        "relay: { locations: [{ type: pubsub, prefix: /c/, unknown: 500 }] }",
        "grip: { routes: '* test' }",
        "grip: { routes: ['* test'], channels: all }",
        "grip: { routes: [{ domain: a.b, targets: [test], debg: true }] }",
        "mongrel2: { servers: { main: { hosts: { a.org: { routes: { /: { dir: {} } } } } } } }",
        "mongrel2: { servers: { a: { port: 0, hots: {} } } }",
        "blastbeat: { vhosts: [{ nodes: n }] }",
        "blastbeat: { vhosts: [{ name: a, head: cooked }] }",
        "blastbeat: { pingMilis: 5, vhosts: [{ name: a, nodes: n }] }",
        "blastbeat: { limits: { session: { maxGroups: -1 } }, vhosts: [{ name: a, nodes: n }] }"
      })
  void whatTheReaderRefusesForItsFormTheSchemaRefuses(String yaml) {
    assertThrows(
        ConfigException.class,
        () -> BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()));
    assertFalse(problems(yaml).isEmpty(), yaml);
  }
}
