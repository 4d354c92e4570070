package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;

/**
 * What is accepted is one address in its one spelling; everything else is refused with a reason.
 */
class ZmqEndpointFuzzTest {
  private static final Pattern ADDRESS = Pattern.compile("tcp://(.+):([1-9][0-9]{0,4})");
  private static final Pattern BYTE =
      Pattern.compile("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
  private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f:.]*:[0-9a-f:.]*)\\]");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");

  static Stream<byte[]> spellings() {
    return Stream.of(
            "tcp://127.0.0.1:5555",
            "TCP://LocalHost:1",
            "tcp://[2001:DB8::0:1]:80",
            "tcp://[::ffff:127.0.0.1]:1",
            "tcp://service-1.example.com:10001",
            "tcp://0x7f.1:1",
            "tcp://h:1;tcp://i:2",
            "tcp://proj_quotes_1:1",
            "tcp://*:5555",
            "ipc:///etc/passwd")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("spellings")
  @FuzzTest
  void parse(byte[] bytes) {
    check(new String(bytes, UTF_8));
  }

  /** Addresses made of the pieces that addresses are made of. */
  @FuzzTest
  void pieces(byte[] bytes) {
    Choices choices = new Choices(bytes);
    StringBuilder text = new StringBuilder(choices.of("tcp://", "TCP://", "tcp:/", "ipc://", ""));
    while (choices.hasMore()) {
      text.append(
          choices.of(
              ".",
              ":",
              "[",
              "]",
              "%",
              "*",
              ";",
              "0",
              "1",
              "127",
              "255",
              "256",
              "0x7f",
              "::",
              "ffff",
              "a",
              "-",
              "localhost",
              "tcp://",
              "/",
              "@",
              "\u0661",
              "\u212a",
              "_",
              "01",
              Integer.toString(choices.below(65_536)),
              choices.text(4)));
    }
    check(text.toString());
  }

  private static void check(String text) {
    ZmqEndpoint endpoint;
    try {
      endpoint = ZmqEndpoint.parse(text);
    } catch (IllegalArgumentException refused) {
      assertFalse(refused.getMessage().isBlank());
      assertFalse(isCanonical(text), "refused: " + text);
      checkBound(text);
      return;
    }
    assertEquals(endpoint, ZmqEndpoint.parseBound(text));
    String address = endpoint.address();
    assertTrue(isCanonical(address), address);
    assertEquals(endpoint, ZmqEndpoint.parse(address));
    assertEquals(address, ZmqEndpoint.parse(address).address());
    assertFalse(endpoint.isInproc());
    String lower = text.toLowerCase(Locale.ROOT);
    assertTrue(lower.equals(address) || isSameIpv6(lower, address), text + " became " + address);
  }

  /**
   * Of what cannot be connected to, only every IPv4 address at one port, and a Unix socket, can be.
   */
  private static void checkBound(String text) {
    try {
      String bound = ZmqEndpoint.parseBound(text).address();
      if (bound.startsWith("ipc://")) {
        assertTrue(bound.matches("ipc://(/[A-Za-z0-9._-]+){1,107}"), bound);
        assertFalse(bound.concat("/").matches(".*/[.]{1,2}/.*"), bound);
        assertTrue(bound.length() <= 113, bound);
        assertEquals(text.substring(3), bound.substring(3));
        return;
      }
      assertTrue(isCanonical(bound), bound);
      assertEquals(text.toLowerCase(Locale.ROOT).replace("*", "0.0.0.0"), bound);
      assertTrue(bound.startsWith("tcp://0.0.0.0:"), bound);
    } catch (IllegalArgumentException refused) {
      assertFalse(refused.getMessage().isBlank());
    }
  }

  /** An address is written lower case, without anything that has another spelling. */
  private static boolean isCanonical(String text) {
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches() || text.length() > 300 || Integer.parseInt(parts.group(2)) > 65_535) {
      return false;
    }
    String host = parts.group(1);
    String[] labels = host.split("\\.", -1);
    boolean four = labels.length == 4;
    if (four && Arrays.stream(labels).allMatch(label -> BYTE.matcher(label).matches())) {
      return true;
    }
    return IPV6.matcher(host).matches() ? isCanonicalIpv6(host) : isName(host, labels);
  }

  private static boolean isName(String host, String[] labels) {
    String last = labels[labels.length - 1];
    return host.length() <= 253
        && !last.matches("[0-9]+|0x[0-9a-f]*")
        && Arrays.stream(labels)
            .allMatch(label -> LABEL.matcher(label).matches() && !label.matches("[_-].*|.*[_-]"));
  }

  /** RFC 5952: the longest run of zeros, of two groups at least, is written as two colons. */
  private static boolean isCanonicalIpv6(String bracketed) {
    byte[] address = bytes(bracketed);
    if (address == null || address.length != 16) {
      return false;
    }
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      int group = ((address[i] & 0xff) << 8) | (address[i + 1] & 0xff);
      groups.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    String longest = "";
    Matcher runs = Pattern.compile("(?<![^:])0(:0)+(?![^:])").matcher(groups);
    while (runs.find()) {
      longest = runs.group().length() > longest.length() ? runs.group() : longest;
    }
    String canonical = groups.toString();
    if (!longest.isEmpty()) {
      int at =
          Pattern.compile("(?<![^:])" + longest + "(?![^:])")
              .matcher(canonical)
              .results()
              .findFirst()
              .get()
              .start();
      String before = canonical.substring(0, at);
      String behind = canonical.substring(at + longest.length());
      canonical = before.replaceFirst(":$", "") + "::" + behind.replaceFirst("^:", "");
    }
    return bracketed.equals("[" + canonical + "]");
  }

  private static byte[] bytes(String bracketed) {
    try {
      return InetAddress.getByName(bracketed).getAddress(); // a literal: nobody is asked
    } catch (UnknownHostException noAddress) {
      return null;
    }
  }

  private static boolean isSameIpv6(String text, String address) {
    Matcher one = ADDRESS.matcher(text);
    Matcher other = ADDRESS.matcher(address);
    return one.matches()
        && other.matches()
        && one.group(2).equals(other.group(2))
        && IPV6.matcher(one.group(1)).matches()
        && Arrays.equals(bytes(one.group(1)), bytes(other.group(1)));
  }
}
