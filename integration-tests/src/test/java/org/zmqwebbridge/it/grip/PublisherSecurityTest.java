package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.grip.GripZmq;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.KeyRing;
import org.zmqwebbridge.it.MainProcess;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.Security;

/**
 * Who may publish over ZeroMQ, by CURVE and PLAIN, at each kind of socket; publishers are libzmq.
 */
final class PublisherSecurityTest {
  private static final List<String> NONE = List.of();

  @TempDir private Path folder;

  private final String address = FreePort.address();
  private KeyRing keys;

  @BeforeEach
  void makeKeys() {
    keys = new KeyRing(folder, "bridge", "ann", "stranger");
  }

  private static PublishBridge bridge(GripZmq sockets) {
    return new PublishBridge(config -> config.with(PublisherSpec.DEFAULTS.with(sockets)));
  }

  /** Where only ann comes in, or publishers elsewhere are who they are known as. */
  private Security curve() {
    return Security.curve(keys.pair("bridge"), Set.of(keys.publicKey("ann")));
  }

  private static Security users() {
    return Security.plain(Map.of("ann", "secret"));
  }

  private String[] by(String name) {
    return new String[] {
      "--curve", keys.publicFile("bridge").toString(), keys.secretFile(name).toString()
    };
  }

  private PythonPeer socket(String type, String... who) {
    String[] words = new String[3 + who.length];
    words[0] = type;
    words[1] = "connect";
    words[2] = address;
    System.arraycopy(who, 0, words, 3, who.length);
    return PythonPeer.start("socket_of", words);
  }

  private static String item(String content) {
    return "J{\"channel\":\"ztest\",\"http-stream\":{\"content\":\"" + content + "\"}}";
  }

  // PUSH

  @Test
  void onlyWhoseKeyIsKnownPushes() {
    GripZmq sockets = GripZmq.of(List.of(address), NONE, false, NONE, curve(), Security.none());
    try (PublishBridge bridge = bridge(sockets);
        PythonPeer open = socket("PUSH");
        PythonPeer stranger = socket("PUSH", by("stranger"));
        PythonPeer ann = socket("PUSH", by("ann"));
        PublishStream stream = bridge.stream("ztest")) {
      bridge.awaitHearers("ztest", 1);
      open.send(item("by somebody"));
      stranger.send(item("by a stranger"));
      ann.send(item("by ann"));
      stream.expect("by ann");
    }
  }

  // PUB

  @Test
  void onlyWhoseKeyIsKnownIsToldWhatIsHeardAndPublishes() {
    GripZmq sockets = GripZmq.of(NONE, List.of(address), false, NONE, curve(), Security.none());
    try (PublishBridge bridge = bridge(sockets);
        PythonPeer stranger = socket("XPUB", by("stranger"));
        PythonPeer ann = socket("XPUB", by("ann"));
        PublishStream stream = bridge.stream("ztest")) {
      ann.expectFrames("\u0001ztest");
      stranger.send("ztest", item("by a stranger"));
      ann.send("ztest", item("by ann"));
      stream.expect("by ann");
    }
  }

  @Test
  void keysOfAZwbYamlSayWhoPublishes() {
    String curve =
        "{keys: %s, clients: %s}".formatted(keys.secretFile("bridge"), keys.publicFile("ann"));
    try (PublishOrigin origin = new PublishOrigin();
        MainProcess bridge =
            MainProcess.start(
                "serve",
                "--set",
                "listen=127.0.0.1:0",
                "--set",
                "grip={routes: [\"* 127.0.0.1:%d\"], control: {listen: \"127.0.0.1:0\"}, zmq: {sub: \"%s\", curve: %s}}"
                    .formatted(origin.port(), address, curve));
        PythonPeer stranger = socket("XPUB", by("stranger"));
        PythonPeer ann = socket("XPUB", by("ann"));
        PublishStream stream =
            new PublishStream(bridge.port(), "/?body=hi&Grip-Hold=stream&Grip-Channel=ztest")) {
      stream.expect("hi");
      ann.expectFrames("\u0001ztest");
      stranger.send("ztest", item("by a stranger"));
      ann.send("ztest", item("by ann"));
      stream.expect("by ann");
    }
  }

  @Test
  void onlyAUserIsToldWhatIsHeardAndPublishes() {
    GripZmq sockets = GripZmq.of(NONE, List.of(address), false, NONE, users(), Security.none());
    try (PublishBridge bridge = bridge(sockets);
        PythonPeer guess = socket("XPUB", "--plain", "ann", "guess");
        PythonPeer ann = socket("XPUB", "--plain", "ann", "secret");
        PublishStream stream = bridge.stream("ztest")) {
      ann.expectFrames("\u0001ztest");
      guess.send("ztest", item("by a guess"));
      ann.send("ztest", item("by ann"));
      stream.expect("by ann");
    }
  }

  @Test
  void onlyThePublisherOfThatKeyIsHeard() {
    String clients = keys.clients("bridge").toString();
    try (PythonPeer publisher =
        PythonPeer.start(
            "socket_of",
            "XPUB",
            "bind",
            "--curve-server",
            keys.secretFile("ann").toString(),
            clients)) {
      Security known = Security.curve(keys.publicKey("ann"), keys.pair("bridge"));
      GripZmq sockets =
          GripZmq.of(NONE, List.of(publisher.address()), true, NONE, Security.none(), known);
      try (PublishBridge bridge = bridge(sockets);
          PublishStream stream = bridge.stream("ztest")) {
        publisher.expectFrames("\u0001ztest");
        publisher.send("ztest", item("by ann"));
        stream.expect("by ann");
      }
    }
  }

  @Test
  void aUserIsWhoAPublisherElsewhereKnows() {
    try (PythonPeer publisher =
        PythonPeer.start("socket_of", "XPUB", "bind", "--plain-server", "zwb", "secret")) {
      Security known = Security.plain("zwb", "secret");
      GripZmq sockets =
          GripZmq.of(NONE, List.of(publisher.address()), true, NONE, Security.none(), known);
      try (PublishBridge bridge = bridge(sockets);
          PublishStream stream = bridge.stream("ztest")) {
        publisher.expectFrames("\u0001ztest");
        publisher.send("ztest", item("by the publisher"));
        stream.expect("by the publisher");
      }
    }
  }

  // REQ

  @Test
  void onlyWhoseKeyIsKnownCommands() {
    GripZmq sockets = GripZmq.of(NONE, NONE, false, List.of(address), curve(), Security.none());
    String command = "38:2:id,1:1,6:method,7:recover,4:args,0:}}";
    try (PublishBridge bridge = bridge(sockets);
        PythonPeer stranger = PythonPeer.start("req", words(by("stranger")));
        PythonPeer ann = PythonPeer.start("req", words(by("ann")))) {
      stranger.send(command);
      ann.send(command);
      ann.expectFrames("37:2:id,1:1,7:success,4:true!5:value,0:~}");
      assertFalse(stranger.hasLine());
      stranger.kill(); // it waits for its answer
      assertEquals(0, bridge.count(Counter.GRIP_MALFORMED));
    }
  }

  private String[] words(String... who) {
    String[] words = new String[1 + who.length];
    words[0] = address;
    System.arraycopy(who, 0, words, 1, who.length);
    return words;
  }
}
