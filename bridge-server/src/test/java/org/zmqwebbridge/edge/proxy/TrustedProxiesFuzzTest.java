package org.zmqwebbridge.edge.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.fuzz.Choices;

/**
 * What forwarding headers say is found as the grammars have it, slowly; and nothing that a client
 * sends changes what the last proxy in front of us says of it.
 */
class TrustedProxiesFuzzTest {
  private static final List<IpNetwork> PROXIES =
      List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("2001:db8::/32"));
  private static final TrustedProxies FORWARDED_FOR =
      new TrustedProxies(ClientAddressSource.X_FORWARDED_FOR, PROXIES);
  private static final TrustedProxies FORWARDED =
      new TrustedProxies(ClientAddressSource.FORWARDED, PROXIES);

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED =
      "\"(?:[^\"\\\\\\x00-\\x08\\x0a-\\x1f\\x7f]|\\\\[^\\x00-\\x08\\x0a-\\x1f\\x7f])*\"";
  private static final Pattern PAIR =
      Pattern.compile("[ \t]*(" + TOKEN + ")=(" + TOKEN + "|" + QUOTED + ")[ \t]*");
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

  /** Pieces that headers are made of, and bytes of any kind that may stand in one. */
  private static String text(Choices choices) {
    StringBuilder text = new StringBuilder();
    for (int pieces = choices.below(12); pieces > 0; pieces--) {
      text.append(
          choices.of(
              "192.0.2.1",
              "10.0.0.1",
              "2001:db8::1",
              "[2001:db8::1]",
              "[2002::1]",
              "::ffff:1.2.3.4",
              ":4711",
              ",",
              ", ",
              "for=",
              "For=\"",
              "\"",
              ";",
              "proto=https",
              "=",
              "unknown",
              "_hidden",
              "\\",
              " ",
              "\t",
              "0",
              "65536",
              new String(choices.bytes(4), StandardCharsets.ISO_8859_1)));
    }
    return text.toString().replaceAll("[\\x00-\\x08\\x0a-\\x1f]", "?");
  }

  private static List<String> lines(Choices choices) {
    List<String> lines = new ArrayList<>();
    for (int count = choices.below(4); count > 0; count--) {
      lines.add(text(choices));
    }
    return lines;
  }

  /** From the left, all of it; then the last that is no proxy, with nothing unreadable after it. */
  private static Optional<InetSocketAddress> expected(List<Optional<InetSocketAddress>> nodes) {
    Optional<InetSocketAddress> client = Optional.empty();
    for (int i = 0; i < nodes.size(); i++) {
      boolean proxy = nodes.get(i).isPresent() && isProxy(nodes.get(i).get().getAddress());
      if (i == 0 || client.isEmpty() || !proxy) {
        client = nodes.get(i).isPresent() && proxy && i > 0 ? Optional.empty() : nodes.get(i);
      }
    }
    return client;
  }

  private static boolean isProxy(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? bytes[0] == 10
        : new BigInteger(1, bytes).shiftRight(96).equals(BigInteger.valueOf(0x20010db8L));
  }

  private static Optional<InetSocketAddress> node(String text) {
    Matcher four = Pattern.compile("([0-9.]+)(:([0-9]{1,5}|_[A-Za-z0-9._-]+))?").matcher(text);
    if (four.matches() && text.length() <= 64) {
      return v4(four.group(1)).flatMap(address -> at(address, four.group(3)));
    }
    Matcher six =
        Pattern.compile("\\[([0-9a-f:.]+)\\](:([0-9]{1,5}|_[a-z0-9._-]+))?")
            .matcher(text.toLowerCase(Locale.ROOT));
    if (six.matches() && text.length() <= 64) {
      return v6(six.group(1)).flatMap(address -> at(address, six.group(3)));
    }
    return text.length() > 64 ? Optional.empty() : v6(text).flatMap(address -> at(address, null));
  }

  private static Optional<InetSocketAddress> at(InetAddress address, String port) {
    int number = port == null || port.startsWith("_") ? 0 : Integer.parseInt(port);
    return number > 65_535 ? Optional.empty() : Optional.of(new InetSocketAddress(address, number));
  }

  private static Optional<InetAddress> v4(String text) {
    String[] octets = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    for (int i = 0; i < octets.length; i++) {
      boolean well = octets.length == 4 && OCTET.matcher(octets[i]).matches();
      if (!well || Integer.parseInt(octets[i]) > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) Integer.parseInt(octets[i]);
    }
    return Optional.of(unchecked(bytes));
  }

  private static InetAddress unchecked(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** The JDK's reader, for texts that are no name; it takes longer groups than RFC 4291 has. */
  private static Optional<InetAddress> v6(String text) {
    boolean mayBe = text.matches("([0-9a-fA-F]{0,4}:)+[0-9a-fA-F.]*");
    String four = text.substring(text.lastIndexOf(':') + 1);
    if (!mayBe || (four.contains(".") ? v4(four).isEmpty() : four.length() > 4)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName("[" + text + "]"));
    } catch (UnknownHostException none) {
      return Optional.empty();
    }
  }

  @FuzzTest
  void forwardedFor(byte[] bytes) {
    List<String> lines = lines(new Choices(bytes));
    List<Optional<InetSocketAddress>> nodes = new ArrayList<>();
    for (String node : String.join(",", lines).split(",", -1)) {
      String trimmed = node.replaceAll("^[ \t]+|[ \t]+$", "");
      if (!trimmed.isEmpty()) {
        nodes.add(node(trimmed));
      }
    }
    assertEquals(expected(nodes), FORWARDED_FOR.client(lines), lines::toString);
  }

  @FuzzTest
  void forwarded(byte[] bytes) {
    List<String> lines = lines(new Choices(bytes));
    List<Optional<InetSocketAddress>> nodes = new ArrayList<>();
    lines.forEach(line -> nodes.addAll(elements(line)));
    assertEquals(expected(nodes), FORWARDED.client(lines), lines::toString);
  }

  /** One that nobody can read where the line is malformed. */
  private static List<Optional<InetSocketAddress>> elements(String line) {
    List<Optional<InetSocketAddress>> nodes = new ArrayList<>();
    for (String element : cut(line, ',')) {
      if (element.matches("[ \t]*")) {
        continue;
      }
      Optional<InetSocketAddress> node = Optional.empty();
      List<String> names = new ArrayList<>();
      for (String text : cut(element, ';')) {
        Matcher pair = PAIR.matcher(text);
        if (!pair.matches()
            || pair.group(2).equals("\"\"")
            || names.contains(pair.group(1).toLowerCase(Locale.ROOT))) {
          return List.of(Optional.empty());
        }
        names.add(pair.group(1).toLowerCase(Locale.ROOT));
        if (pair.group(1).equalsIgnoreCase("for")) {
          String value = pair.group(2);
          node =
              node(
                  value.startsWith("\"")
                      ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                      : value);
        }
      }
      nodes.add(node);
    }
    return nodes;
  }

  /** At each mark that stands outside of quotes. */
  private static List<String> cut(String text, char mark) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
      } else if (c == mark && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        quoted ^= c == '"';
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** Whatever the client sends, the proxy writes whom it has seen after it. */
  @FuzzTest
  void spoofed(byte[] bytes) {
    Choices choices = new Choices(bytes);
    List<String> sent = lines(choices);
    Optional<InetSocketAddress> client =
        Optional.of(new InetSocketAddress(InetAddresses.forString("192.0.2.7"), 0));
    List<String> line = new ArrayList<>(sent);
    line.add("for=192.0.2.7");
    assertEquals(client, FORWARDED.client(line), line::toString);
    line.set(line.size() - 1, "192.0.2.7");
    assertEquals(client, FORWARDED_FOR.client(line), line::toString);
    String joined = String.join(", ", line);
    assertEquals(client, FORWARDED_FOR.client(List.of(joined)), joined);
  }

  @FuzzTest
  void networks(byte[] bytes) {
    Choices choices = new Choices(bytes);
    byte[] address = new byte[choices.yes() ? 16 : 4];
    for (int i = 0; i < address.length; i++) {
      address[i] = (byte) choices.below(256);
    }
    InetAddress inet = unchecked(address);
    int bits = inet.getAddress().length * 8;
    int prefix = 1 + choices.below(bits);
    BigInteger host = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
    boolean zeros = new BigInteger(1, inet.getAddress()).and(host).signum() == 0;
    String text = InetAddresses.toAddrString(inet) + "/" + prefix;
    IpNetwork network;
    try {
      network = IpNetwork.parse(text);
    } catch (IllegalArgumentException refused) {
      assertFalse(zeros, text);
      return;
    }
    assertTrue(zeros, text);
    assertTrue(network.contains(inet), text);
    assertEquals(text, network.toString());
  }
}
