package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.mongrel2.config.DirSpec;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.ProxySpec;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

class Mongrel2SettingsTest {
  @TempDir Path folder;

  private static Mongrel2Config read(String yaml) {
    Bridge bridge = BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()).build();
    Mongrel2Config config = bridge.config().mongrel2();
    bridge.close();
    return config;
  }

  private static String refusal(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).getMessage();
  }

  @Test
  void serversHostsAndRoutesAreRead() {
    Mongrel2Config config =
        read(
            """
            mongrel2:
              servers:
                main:
                  port: 6767
                  hosts:
                    example.org:
                      matching: (.*).example.org
                      maintenance: true
                      routes:
                        /chat:
                          handler:
                            send: tcp://127.0.0.1:9999
                            sendIdent: a-1
                            receive: tcp://127.0.0.1:9998
                            protocol: tnetstring
                        /static/: { dir: { base: static/, cacheSeconds: 5 } }
                        /: { proxy: ["127.0.0.1:8080", "127.0.0.1:8081"] }
                        .png: { reversed: true, proxy: images }
              settings: { limits.min_ping: 15 }
              mimeTypes: { .foo: text/foo }
            """);
    assertEquals(
        new Mongrel2Config(
            List.of(
                new ServerSpec(
                    "main",
                    "main",
                    "127.0.0.1",
                    6767,
                    false,
                    "example.org",
                    "",
                    "",
                    "",
                    "",
                    "",
                    2,
                    List.of(new HostSpec("example.org", "(.*).example.org", true, routes())),
                    List.of(),
                    List.of())),
            Map.of("limits.min_ping", "15"),
            Map.of(".foo", "text/foo")),
        config);
  }

  private static List<RouteSpec> routes() {
    return List.of(
        new RouteSpec(
            "/chat",
            false,
            new HandlerSpec(
                "tcp://127.0.0.1:9999",
                "a-1",
                "tcp://127.0.0.1:9998",
                "",
                false,
                HandlerProtocol.TNETSTRING)),
        new RouteSpec(
            "/static/", false, new DirSpec("static/", "index.html", "application/octet-stream", 5)),
        new RouteSpec("/", false, ProxySpec.of("127.0.0.1:8080 127.0.0.1:8081", 80)),
        new RouteSpec(".png", true, ProxySpec.of("images", 80)));
  }

  @Test
  void aFileOfMongrel2sIsReadToo() throws IOException {
    Path conf = folder.resolve("m.conf");
    Files.writeString(
        conf,
        "servers=[a] settings={'limits.min_ping': 5, 'upload.stream': 1} a=Server(uuid='a-1',"
            + " access_log='/l', error_log='/e', pid_file='/p', default_host='h', name='a', port=1,"
            + " hosts=[])",
        UTF_8);
    Mongrel2Config config =
        read(
            "mongrel2: { file: '%s', servers: { b: { port: 0 } }, settings: { limits.min_ping: 9 } }"
                .formatted(conf));
    assertEquals(List.of("a-1", "b"), config.servers().stream().map(ServerSpec::uuid).toList());
    assertEquals(Map.of("limits.min_ping", "9", "upload.stream", "1"), config.settings());
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertEquals(
        "zwb.yaml, line 1: mongrel2: server a_b: uuid is 1 to 256 letters, digits and -, not"
            + " \"a_b\"",
        refusal("mongrel2: { servers: { a_b: { port: 0 } } }"));
    assertEquals(
        "zwb.yaml, line 1: mongrel2.servers: is missing; write servers by name, or the file of a"
            + " configuration",
        refusal("mongrel2: { settings: { limits.min_ping: 9 } }"));
    assertEquals(
        "zwb.yaml, line 1: mongrel2.servers.a.hosts.h.routes./.handler: a route leads to one of"
            + " handler, dir and proxy",
        refusal("mongrel2: { servers: { a: { hosts: { h: { routes: { /: {} } } } } } }"));
    assertEquals(
        "zwb.yaml, line 1: mongrel2: setting limits.min_ping is a whole number, not \"x\"",
        refusal("mongrel2: { servers: { a: { port: 0 } }, settings: { limits.min_ping: x } }"));
  }
}
