package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripZmq;

/** Keys and passwords of GRIP's ZeroMQ sockets in a zwb.yaml. */
class GripSecuritySettingsTest {
  private static final String PUBLIC = "i39TkC8oeXs4p9c/MOeH5eBhlAGjEO):BH^wH.7{";
  private static final String SECRET = "gsv^YxoR6}+/4DgSb<VL?b(Hjgo$tjA[eJ(Dk$.8";

  @TempDir private Path folder;

  private static GripConfig config(String yaml) {
    return BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()).config().grip();
  }

  private static void refuses(String yaml, String said) {
    String message = assertThrows(RuntimeException.class, () -> config(yaml)).getMessage();
    assertTrue(message.contains(said), message);
  }

  private String keyFiles() throws IOException {
    String pair = "curve\n    public-key = \"%s\"\n".formatted(PUBLIC);
    secretFile("b.key_secret", pair + "    secret-key = \"%s\"\n".formatted(SECRET));
    secretFile("users", "ann:secret\n");
    secretFile("password", "secret\n");
    Files.writeString(folder.resolve("a.key"), pair, UTF_8);
    return "grip: { routes: [\"* test\"], zmq: { ";
  }

  private void secretFile(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void publishersOverZeroMqAreAskedForKeysOrPasswords() throws IOException {
    String grip = keyFiles();
    String open = "pull: \"tcp://*:5560\", command: \"tcp://*:5563\", ";
    String from = "subConnect: \"tcp://192.0.2.1:5562\", ";
    String keys = "keys: \"" + folder + "/b.key_secret\"";
    String clients = ", clients: \"" + folder + "/a.key\"";
    String server = ", serverKey: \"" + folder + "/a.key\"";
    GripZmq both =
        config(grip + open + from + "curve: { " + keys + clients + server + " } } }")
            .publishers()
            .zmq();
    assertFalse(both.bound().isNone() || both.connecting().isNone());
    GripZmq bound =
        config(grip + open + "curve: { " + keys + clients + " } } }").publishers().zmq();
    assertFalse(bound.bound().isNone());
    assertTrue(bound.connecting().isNone());
    String users = "users: \"" + folder + "/users\"";
    String who = ", username: us, passwordFile: \"" + folder + "/password\"";
    GripZmq plain =
        config(grip + open + from + "plain: { " + users + who + " } } }").publishers().zmq();
    assertFalse(plain.bound().isNone() || plain.connecting().isNone());
    refuses(grip + open + "} }", "add CURVE keys (curve) or users (plain)");
    refuses(grip + open + "curve: { " + keys + " } } }", "grip.zmq.curve.clients is missing");
    refuses(grip + from + "curve: { " + keys + " } } }", "grip.zmq.curve.serverKey is missing");
    refuses(
        grip + from + "curve: { " + keys + clients + server + " } } }", "grip.zmq.curve.clients");
    refuses(
        grip + open + "curve: { " + keys + clients + server + " } } }", "grip.zmq.curve.serverKey");
    refuses(grip + open + "plain: { " + users + who + " } } }", "grip.zmq.plain.username");
    refuses(grip + open + "curve: { }, plain: { } } }", "exclude each other");
  }

  @Test
  void whoHearsStatisticsIsAskedForKeysToo() throws IOException {
    String unused = keyFiles();
    String grip = "grip: { routes: [\"* test\"], stats: { address: \"tcp://*:5565\"";
    String curve =
        ", curve: { keys: \"" + folder + "/b.key_secret\", clients: \"" + folder + "/a.key\" }";
    assertFalse(config(grip + curve + " } }").stats().security().isNone());
    refuses(grip + " } }", "add CURVE keys (curve) or users (plain)");
  }
}
