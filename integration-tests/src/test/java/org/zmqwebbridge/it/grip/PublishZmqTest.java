package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.grip.GripZmq;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Publishers over ZeroMQ: libzmq, which speaks to Pushpin the same way. */
final class PublishZmqTest {
  private static final String BARE =
      "85:7:channel,5:ztest,7:formats,53:11:http-stream,34:7:content,20:via PULL tnetstring\n,}}}";
  private static final String UNNAMED = "50:7:formats,36:11:http-stream,17:7:content,4:more,}}}";

  private final String address = FreePort.address();

  private static PublishBridge bridge(GripZmq sockets) {
    return new PublishBridge(config -> config.with(PublisherSpec.DEFAULTS.with(sockets)));
  }

  private List<ZmqEndpoint> at() {
    return List.of(ZmqEndpoint.parseBound(address));
  }

  @Test
  void pushersSendItemsInEachForm() {
    try (PublishBridge bridge = bridge(GripZmq.NONE.withPull(at()));
        PythonPeer push = PythonPeer.start("socket_of", "PUSH", "connect", address);
        PublishStream stream = bridge.stream("ztest")) {
      bridge.awaitHearers("ztest", 1);
      push.send(BARE);
      stream.expect("via PULL tnetstring\n");
      push.send("T" + BARE);
      stream.expect("via PULL tnetstring\n");
      push.send("J{\"channel\":\"ztest\",\"http-stream\":{\"content\":\"json\"}}");
      stream.expect("json");
    }
  }

  @Test
  void whatIsNoItemHarmsNobody() {
    try (PublishBridge bridge = bridge(GripZmq.NONE.withPull(at()));
        PythonPeer push = PythonPeer.start("socket_of", "PUSH", "connect", address);
        PublishStream stream = bridge.stream("ztest")) {
      bridge.awaitHearers("ztest", 1);
      List<String> wrong =
          List.of("", "garbage", "T", "J{", "J[]", "9999999:x,", "5:12345#", "2:]]]", "0:}");
      wrong.forEach(push::send);
      push.send(BARE, BARE);
      push.send(BARE);
      stream.expect("via PULL tnetstring\n");
      assertEquals(wrong.size() + 1, bridge.count(Counter.GRIP_MALFORMED));
    }
  }

  @Test
  void publishersAreToldWhichChannelsAreHeard() {
    try (PublishBridge bridge = bridge(GripZmq.NONE.withSub(at()));
        PythonPeer publisher = PythonPeer.start("socket_of", "XPUB", "connect", address)) {
      try (PublishStream one = bridge.stream("ztest")) {
        publisher.expectFrames("\u0001ztest");
        try (PublishStream two = bridge.stream("ztest")) {
          bridge.awaitHearers("ztest", 2);
          publisher.send("ztest2", UNNAMED); // of another channel that begins the same
          publisher.send("ztest", "T" + UNNAMED);
          publisher.send("ztest", "J{\"http-stream\":{\"content\":\"json\"}}");
          one.expect("more").expect("json");
          two.expect("more").expect("json");
        }
      }
      publisher.expectFrames("\u0000ztest");
    }
  }

  @Test
  void publishersAreConnectedTo() {
    try (PythonPeer publisher = PythonPeer.start("socket_of", "XPUB", "bind")) {
      List<ZmqEndpoint> there = List.of(ZmqEndpoint.parseConnected(publisher.address()));
      try (PublishBridge bridge = bridge(GripZmq.NONE.withSubConnected(there));
          PublishStream stream = bridge.stream("ztest")) {
        publisher.expectFrames("\u0001ztest");
        publisher.send("ztest", UNNAMED);
        stream.expect("more");
      }
    }
  }

  private static String string(String text) {
    return text.length() + ":" + text + ",";
  }

  private static String command(String method, String arguments) {
    String inside =
        string("id")
            + string("1")
            + string("method")
            + string(method)
            + string("args")
            + arguments.length()
            + ":"
            + arguments
            + "}";
    return inside.length() + ":" + inside + "}";
  }

  private static String done(String value) {
    String inside = "2:id,1:1,7:success,4:true!5:value," + value;
    return inside.length() + ":" + inside + "}";
  }

  private static String failed(String condition) {
    String inside = "2:id,1:1,7:success,5:false!9:condition," + string(condition);
    return inside.length() + ":" + inside + "}";
  }

  @Test
  void commandsAreAnswered() {
    try (PublishBridge bridge = bridge(GripZmq.NONE.withCommand(at()));
        PythonPeer asker = PythonPeer.start("req", address);
        PublishStream stream = bridge.stream("ztest")) {
      bridge.awaitHearers("ztest", 1);
      String uris = string("command") + string(address);
      asker.send(command("get-zmq-uris", ""));
      asker.expectFrames(done(uris.length() + ":" + uris + "}"));
      asker.send(command("conncheck", "3:ids,4:1:a,]"));
      asker.expectFrames(done("0:]"));
      asker.send(command("conncheck", ""));
      asker.expectFrames(failed("bad-request"));
      asker.send(command("refresh", "3:cid,1:x,"));
      asker.expectFrames(failed("item-not-found"));
      asker.send(command("refresh", "7:channel,1:x,"));
      asker.expectFrames(done("0:~"));
      asker.send(command("recover", ""));
      asker.expectFrames(done("0:~"));
      asker.send(command("nothing", ""));
      asker.expectFrames(failed("method-not-found"));
      asker.send(command("publish", string("items") + BARE.length() + ":" + BARE + "]"));
      asker.expectFrames(done("0:~"));
      stream.expect("via PULL tnetstring\n");
      asker.send("garbage");
      asker.expectFrames("45:7:success,5:false!9:condition,11:bad-request,}");
    }
  }

  @Test
  void whoMayPublishIsAsked() {
    Security users = Security.plain(Map.of("ann", "secret"));
    List<String> none = List.of();
    GripZmq sockets = GripZmq.of(List.of(address), none, false, none, users, Security.none());
    try (PublishBridge bridge = bridge(sockets);
        PythonPeer stranger = PythonPeer.start("socket_of", "PUSH", "connect", address);
        PythonPeer other =
            PythonPeer.start("socket_of", "PUSH", "connect", address, "--plain", "ann", "guess");
        PythonPeer ann =
            PythonPeer.start("socket_of", "PUSH", "connect", address, "--plain", "ann", "secret");
        PublishStream stream = bridge.stream("ztest")) {
      bridge.awaitHearers("ztest", 1);
      String item = "J{\"channel\":\"ztest\",\"http-stream\":{\"content\":\"%s\"}}";
      stranger.send(String.format(item, "by a stranger"));
      other.send(String.format(item, "by a guess"));
      ann.send(String.format(item, "by ann"));
      stream.expect("by ann");
    }
  }

  @Test
  void publishersComeByUnixSocketsToo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pull");
    GripZmq sockets =
        GripZmq.NONE.withPull(List.of(ZmqEndpoint.parseBound("ipc://" + file))).withIpcMode("660");
    try (PublishBridge bridge = bridge(sockets);
        PythonPeer push = PythonPeer.start("socket_of", "PUSH", "connect", "ipc://" + file);
        PublishStream stream = bridge.stream("ztest")) {
      bridge.awaitHearers("ztest", 1);
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      assertEquals("rw-rw----", mode);
      push.send(BARE);
      stream.expect("via PULL tnetstring\n");
    }
  }

  @Test
  void nothingIsBoundBeyondLoopbackWithoutProtection() {
    List<ZmqEndpoint> everywhere = List.of(ZmqEndpoint.parseBound("tcp://*:5560"));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> GripZmq.NONE.withPull(everywhere));
    assertTrue(refused.getMessage().contains("add CURVE keys"), refused.getMessage());
  }

  @Test
  void anAddressThatIsTakenStopsTheStart() {
    try (PublishBridge bridge = bridge(GripZmq.NONE.withPull(at()))) {
      assertEquals(0, bridge.count(Counter.GRIP_MALFORMED));
      IllegalStateException taken =
          assertThrows(
              IllegalStateException.class, () -> bridge(GripZmq.NONE.withPull(at())).close());
      assertTrue(taken.getMessage().contains(address), taken.getMessage());
      assertTrue(taken.getMessage().contains("in use; is another server running there?"));
    }
  }
}
