package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** No spelling of an address that a page can think of reaches what the configuration names not. */
final class EndpointSpellingTest {
  private static final List<String> HOSTS =
      List.of(
          "127.0.0.1",
          "127.1",
          "127.0.1",
          "2130706433",
          "0x7f000001",
          "0x7f.0.0.1",
          "0177.0.0.1",
          "127.000.000.001",
          "127.0.0.1.",
          "0.0.0.0",
          "0",
          "*",
          "",
          "lo",
          "localhost",
          "LOCALHOST",
          "localhost.",
          "localhost.localdomain",
          "[::1]",
          "[0:0:0:0:0:0:0:1]",
          "[::]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[::127.0.0.1]",
          "[::1%lo]",
          "[]",
          "::1",
          "[127.0.0.1]",
          "\u0661\u0662\u0667.0.0.1",
          "\uFF11\uFF12\uFF17.0.0.1",
          "127\u30020\u30020\u30021",
          "user@127.0.0.1",
          "user:pass@127.0.0.1",
          "eth0;127.0.0.1",
          "127.0.0.1%lo",
          "127.0.0.1 ",
          " 127.0.0.1",
          "127.0.0.1\u0000",
          "127.0.0.1\n",
          "127.0.0.1\u00a0",
          "x.127.0.0.1",
          "a_b");

  private static final List<String> SCHEMES =
      List.of("tcp://", "TCP://", "tCp://", "tcp:", "tcp:/", "tcp:///", "//", "", "tipc://");

  private static final List<String> PREFIXES =
      List.of("", "echo;", "echo,", "OPEN;", "OPEN,", "OPEN ", "OPEN#", "OPEN/../", ">", "@", "+");

  private static final List<String> SUFFIXES =
      List.of("", "/", "/x", "#", "?", " ", "\t", "\n", ";OPEN", ",OPEN", "@OPEN", "\u0000OPEN");

  private static List<String> ports(int canary) {
    return List.of(
        String.valueOf(canary),
        "0" + canary,
        "+" + canary,
        " " + canary,
        canary + " ",
        String.valueOf(canary + 65_536),
        "0x" + Integer.toHexString(canary),
        canary + ".0",
        String.valueOf(canary).replace('1', '\u0661'),
        canary + "-" + canary,
        "*");
  }

  @Test
  void noSpellingReachesAnAddressThatIsNotConfigured() throws IOException {
    long seed = System.nanoTime();
    System.out.println("endpoint spellings: seed " + seed);
    Random random = new Random(seed);
    try (BackEnd echo = BackEnd.echo();
        ServerSocket canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()));
        RawPage page = bridge.page()) {
      page.connected("open", "echo", Json.REQ);
      List<String> spellings = spellings(canary.getLocalPort(), echo.address(), random);
      for (String spelling : spellings) {
        page.connect("a", spelling, Json.REQ);
        JsonObject content = Json.content(page.next());
        assertEquals("error", content.get("status").getAsString(), () -> Json.quote(spelling));
        String code = content.get("code").getAsString();
        assertTrue(code.equals("malformed") || code.equals("not_allowed"), code);
      }
      page.send("open", "x").expect("open", "x");
      assertEquals(1, bridge.count(Counter.GATEWAYS_OPENED));
      canary.setSoTimeout(1);
      try {
        throw new AssertionError("somebody connected: " + canary.accept());
      } catch (SocketTimeoutException nobody) {
        assertTrue(spellings.size() > 3_000, "that was " + spellings.size() + " spellings");
      }
    }
  }

  private static List<String> spellings(int canary, String open, Random random) {
    List<String> spellings = new ArrayList<>();
    for (String host : HOSTS) {
      for (String port : ports(canary)) {
        for (String scheme : SCHEMES) {
          spellings.add(scheme + host + ":" + port);
        }
      }
    }
    spellings.addAll(
        List.of(
            "ipc:///etc/passwd",
            "ipc://*",
            "inproc://a",
            "ws://127.0.0.1:" + canary,
            "udp://127.0.0.1:" + canary,
            "epgm://127.0.0.1:" + canary,
            "vmci://*:1",
            "norm://127.0.0.1:" + canary));
    int plain = spellings.size();
    for (int i = 0; i < 2_000; i++) {
      String prefix = pick(PREFIXES, random);
      String suffix = pick(SUFFIXES, random);
      if (!prefix.isEmpty() || !suffix.isEmpty()) {
        String middle = spellings.get(random.nextInt(plain));
        spellings.add((prefix + middle + suffix).replace("OPEN", open));
      }
    }
    return spellings;
  }

  private static String pick(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @Test
  void otherSpellingsOfAConfiguredAddressAreThatAddress() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()));
        RawPage page = bridge.page()) {
      page.connected("a", echo.address(), Json.REQ);
      page.connected("b", echo.address().replace("tcp", "TCP"), Json.REQ);
      assertEquals(1, bridge.count(Counter.GATEWAYS_OPENED));
    }
  }
}
