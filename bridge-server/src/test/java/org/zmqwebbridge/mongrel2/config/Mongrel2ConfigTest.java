package org.zmqwebbridge.mongrel2.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Mongrel2ConfigTest {
  private static ServerSpec server(String uuid, String name, String defaultHost, int port) {
    return new ServerSpec(
        uuid,
        name,
        "127.0.0.1",
        port,
        false,
        defaultHost,
        "",
        "",
        "",
        "",
        "",
        2,
        List.of(),
        List.of(),
        List.of());
  }

  private static String refusal(Runnable making) {
    return assertThrows(IllegalArgumentException.class, making::run).getMessage();
  }

  @Test
  void aServerIsMeantByItsUuidThenItsNameThenItsDefaultHost() {
    ServerSpec first = server("a", "main", "localhost", 1);
    ServerSpec second = server("main", "other", "a", 2);
    Mongrel2Config config = new Mongrel2Config(List.of(first, second), Map.of(), Map.of());
    assertEquals(List.of(first), config.named("a"));
    assertEquals(List.of(second), config.named("main"));
    assertEquals(List.of(second), config.named("other"));
    assertEquals(List.of(first), config.named("localhost"));
    assertEquals(List.of(), config.named("none"));
  }

  @Test
  void twoServersHaveNotOneUuid() {
    List<ServerSpec> twice = List.of(server("a", "x", "h", 1), server("a", "y", "h", 2));
    String message = refusal(() -> new Mongrel2Config(twice, Map.of(), Map.of()));
    assertEquals("two servers have the uuid \"a\"; give each its own", message);
  }

  @Test
  void aWrongValueIsNamed() {
    assertEquals(
        "server main: uuid is 1 to 256 letters, digits and -, not \"a_b\"",
        refusal(() -> server("a_b", "main", "h", 1)));
    assertEquals(
        "server main: port is a number from 0 to 65535, not 65536",
        refusal(() -> server("a", "main", "h", 65_536)));
    assertEquals(
        "Dir tests: base ends with a /; write tests/",
        refusal(() -> new DirSpec("tests", "", "text/plain", 0)));
    assertEquals(
        "a handler's protocol is json or tnetstring, not \"xml\"",
        refusal(() -> HandlerProtocol.of("xml")));
  }

  @Test
  void aProxyHasOneBackEndOrSeveral() {
    ProxySpec one = ProxySpec.of("127.0.0.1", 8080);
    assertEquals("127.0.0.1", one.addr());
    assertEquals(8080, one.port());
    ProxySpec several = ProxySpec.of("a  b:81 ::1 [::1]:82", 80);
    assertEquals("[a:80, b:81, [::1]:80, [::1]:82]", several.backends().toString());
    assertEquals(several, ProxySpec.of(several.addr(), several.port()));
    assertTrue(refusal(() -> ProxySpec.of("a:b", 80)).contains("\"b\""));
  }

  @Test
  void settingsHaveTheDefaultsOfMongrel2() {
    Mongrel2Limits limits = Mongrel2Limits.DEFAULTS;
    assertEquals(4096, limits.bufferBytes());
    assertEquals(20_480, limits.contentBytes());
    assertEquals(128, limits.handlerTargets());
    assertEquals(0600, limits.uploadMode());
    assertEquals("ipc://run/control", limits.controlPort(server("a", "n", "h", 1)));
    assertEquals(List.of(), limits.remarks());
  }

  @Test
  void aWrongSettingIsRefusedAndAnUnknownOneNamed() {
    assertEquals(
        "setting limits.handler_targets is a number from 1 to 65536, not 0",
        refusal(() -> Mongrel2Limits.of(Map.of("limits.handler_targets", "0"))));
    assertEquals(
        "setting upload.temp_store_mode is an octal number up to 0777, not \"0999\"",
        refusal(() -> Mongrel2Limits.of(Map.of("upload.temp_store_mode", "0999"))));
    assertEquals(
        List.of("setting limits.bufer_size is unknown and has no effect; is it spelled right?"),
        Mongrel2Limits.of(Map.of("limits.bufer_size", "1")).remarks());
    assertEquals(
        List.of("setting superpoll.max_fd has no effect here; it can be left out"),
        Mongrel2Limits.of(Map.of("superpoll.max_fd", "512")).remarks());
    assertEquals(
        List.of("setting limits.client_read_retries has no effect here; it can be left out"),
        Mongrel2Limits.of(Map.of("limits.client_read_retries", "5")).remarks());
  }
}
