package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** What is wrong with curve and plain stops the start, with its line and the way out. */
final class SecuritySettingsTest {
  private static final String PUBLIC = "i39TkC8oeXs4p9c/MOeH5eBhlAGjEO):BH^wH.7{";
  private static final String SECRET = "gsv^YxoR6}+/4DgSb<VL?b(Hjgo$tjA[eJ(Dk$.8";

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    write("a.key", "curve\n    public-key = \"" + PUBLIC + "\"\n", "rw-r--r--");
    write(
        "a.key_secret",
        "curve\n    public-key = \"" + PUBLIC + "\"\n    secret-key = \"" + SECRET + "\"\n",
        "rw-------");
    write("open.key_secret", SECRET, "rw-r--r--");
    write("bad.key", "curve\n    public-key = \"too short\"\n", "rw-r--r--");
    write("users", "hugo:sesame\n", "rw-------");
    write("badusers", "hugo:sesame\nemma\n", "rw-------");
    write("empty", "\n", "rw-------");
    Files.createDirectory(folder.resolve("none"));
    write("clients/a.key", PUBLIC, "rw-r--r--");
    write("clients/a.key_secret", SECRET, "rw-------");
  }

  private void write(String name, String content, String permissions) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** Settings of an endpoint; where a file's name stands, an @ stands for the folder. */
  private EndpointSpec read(String type, String settings) {
    String yaml =
        "e:\n  type: "
            + type
            + "\n  address: \"tcp://127.0.0.1:1\"\n  "
            + settings.replace("@", folder.toString() + "/");
    ConfigSources sources = new ConfigSources();
    sources.yaml(yaml, "zwb.yaml");
    return EndpointSettings.endpoint("e", sources.read().section("e"));
  }

  private void refuses(String type, String settings, String... says) {
    String message =
        assertThrows(ConfigException.class, () -> read(type, settings), settings).getMessage();
    for (String words : says) {
      assertTrue(message.contains(words), message);
    }
    assertTrue(message.contains("zwb.yaml, line "), message);
    for (String secret : List.of(SECRET, "sesame", "too short")) {
      assertFalse(message.contains(secret), message);
    }
  }

  @Test
  void whatIsRightIsRead() {
    assertTrue(read("REQ", "json: true").security().isNone());
    String client = "curve: { serverKey: \"@a.key\", keys: \"@a.key_secret\" }";
    assertTrue(read("REQ", client).security().isForConnecting());
    assertFalse(read("SUB", client).security().isForBinding());
    for (String clients : List.of("@clients", "@a.key", "@clients/a.key")) {
      String server = "curve: { keys: \"@a.key_secret\", clients: \"" + clients + "\" }";
      assertFalse(read("REP", server).security().isForConnecting());
    }
    read("REQ", "plain: { username: hugo, passwordFile: \"@users\" }");
    read("REP", "plain: { users: \"@users\" }");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    String keys = "keys: \"@a.key_secret\"";
    refuses("REQ", "curve: { serverKey: \"@a.key\" }", "e.curve.keys is missing");
    refuses("REQ", "curve: { " + keys + " }", "e.curve.serverKey is missing");
    refuses("REP", "curve: { " + keys + " }", "e.curve.clients is missing");
    refuses(
        "REP",
        "curve: { " + keys + ", serverKey: \"@a.key\" }",
        "e.curve.serverKey",
        "use clients");
    refuses(
        "SUB",
        "curve: { " + keys + ", clients: \"@clients\" }",
        "e.curve.clients",
        "use serverKey");
    refuses("REP", "plain: { username: hugo }", "e.plain.username", "use users");
    refuses("REP", "plain: { passwordFile: \"@users\" }", "e.plain.passwordFile", "use users");
    refuses("REQ", "plain: { users: \"@users\" }", "e.plain.users", "use username");
    refuses("REQ", "plain: { username: hugo }", "e.plain.passwordFile is missing");
    refuses("REQ", "plain: {}\n  curve: {}", "exclude each other");
    refuses("REQ", "curve: " + "yes", "e.curve", "section");
    refuses(
        "REQ",
        "curve: { serverKey: \"@a.key\", keys: \"@a.key_secret\", client: x }",
        "e.curve.client",
        "unknown setting");
  }

  @Test
  void filesThatAreMissingBadOrOpenAreRefused() {
    String server = "curve: { keys: \"@a.key_secret\", clients: \"%s\" }";
    refuses("REP", String.format(server, "@none"), "none has no file", ".key");
    refuses("REP", String.format(server, "@absent"), "absent", "is the path right");
    refuses("REP", String.format(server, "@a.key_secret"), "a.key_secret", "secret key");
    refuses("REP", String.format(server, "@badusers"), "badusers", "line 1 of it is no key");
    refuses("REP", String.format(server, "@empty"), "empty", "nobody could connect");
    String client = "curve: { serverKey: \"%s\", keys: \"%s\" }";
    refuses("REQ", String.format(client, "@bad.key", "@a.key_secret"), "line 2 of it");
    refuses("REQ", String.format(client, "@users", "@a.key_secret"), "no key file");
    refuses("REQ", String.format(client, "@a.key", "@open.key_secret"), "chmod 600");
    refuses("REQ", String.format(client, "@a.key", "@absent"), "e.curve.keys", "does not exist");
    refuses("REP", "plain: { users: \"@badusers\" }", "badusers", "line 2 of it");
    refuses("REP", "plain: { users: \"@empty\" }", "empty");
    refuses("REP", "plain: { users: \"@absent\" }", "does not exist");
    refuses("REQ", "plain: { username: \"\\u00fc\", passwordFile: \"@users\" }", "username");
  }

  @Test
  void insideTheProcessNothingIsEncrypted() {
    Security plain = Security.plain("hugo", "sesame");
    EndpointSpec inside = EndpointSpec.of("e", SocketType.REQ, ZmqEndpoint.inproc("e"));
    assertThrows(IllegalArgumentException.class, () -> inside.security(plain));
    EndpointSpec bound =
        EndpointSpec.of("e", SocketType.REP, ZmqEndpoint.parse("tcp://127.0.0.1:1"));
    assertThrows(IllegalArgumentException.class, () -> bound.security(plain));
  }
}
