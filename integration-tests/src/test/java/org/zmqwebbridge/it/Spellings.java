package org.zmqwebbridge.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Ways to write the address of a listener, as somebody would who hopes that two parsers read it
 * differently. None of them is the address as it is configured.
 *
 * <p>Owner thread: the test's.
 */
final class Spellings {
  private static final List<String> SCHEMES =
      List.of(
          "tcp://",
          "TCP://",
          "tCp://",
          "tcp:",
          "tcp:/",
          "tcp:///",
          "tcp:\\\\",
          "//",
          "",
          "tcp4://",
          "tcp6://",
          "\uff54cp://",
          "t\u0441p://",
          "ws://",
          "http://",
          "udp://",
          "pgm://",
          "epgm://",
          "norm://",
          "tipc://",
          "vmci://",
          "ipc://",
          "inproc://",
          "tcp%3a//",
          "tcp://tcp://");

  private static final List<String> HOSTS =
      List.of(
          "127.0.0.1",
          "127.1",
          "127.0.1",
          "127.000.000.001",
          "127.0.0.01",
          "127.0.0.1.",
          "0x7f.0.0.1",
          "0x7f.0x0.0x0.0x1",
          "0177.0.0.1",
          "0177.00.00.01",
          "2130706433",
          "0x7f000001",
          "017700000001",
          "127.0.0.257",
          "127.0.0.1.1",
          "0.0.0.0",
          "0",
          "*",
          "",
          "lo",
          "lo:",
          "eth0",
          "localhost",
          "LOCALHOST",
          "Localhost",
          "localhost.",
          "localhost..",
          "localhost.localdomain",
          "loc%61lhost",
          "l\u043ecalhost",
          "\uff4cocalhost",
          "[::1]",
          "[0:0:0:0:0:0:0:1]",
          "[0000::0001]",
          "[::]",
          "[::ffff:127.0.0.1]",
          "[::FFFF:7F00:1]",
          "[::127.0.0.1]",
          "[::1%lo]",
          "[::1%25lo]",
          "[::1%1]",
          "[]",
          "::1",
          "[::1",
          "::1]",
          "[127.0.0.1]",
          "[[::1]]",
          "[64:ff9b::7f00:1]",
          "\u0661\u0662\u0667.0.0.1",
          "\uff11\uff12\uff17.0.0.1",
          "\u2460\u2461\u2466.0.0.1",
          "127\u30020\u30020\u30021",
          "127\uff0e0\uff0e0\uff0e1",
          "127%2e0%2e0%2e1",
          "%31%32%37.0.0.1",
          "user@127.0.0.1",
          "user:pass@127.0.0.1",
          "@127.0.0.1",
          "a@b@127.0.0.1",
          "eth0;127.0.0.1",
          "*;127.0.0.1",
          "127.0.0.1;lo",
          "127.0.0.1%lo",
          "127.0.0.1 ",
          " 127.0.0.1",
          "127.0.0.1\u0000",
          "127.0.0.1\n",
          "127.0.0.1\r\n",
          "127.0.0.1\u00a0",
          "127.0.0.1\u200b",
          "127.0.0.1\u00ad",
          "\u202e127.0.0.1",
          "x.127.0.0.1",
          "127.0.0.1.nip.io",
          "a_b",
          "127.0.0.1/8",
          "127.0.0.1,127.0.0.1",
          "${127.0.0.1}",
          "127-0-0-1",
          "127.0.0.1#",
          "127.0.0.1?",
          "127.0.0.1\\");

  private static final List<String> WRAPS =
      List.of(
          "%s/",
          "%s/x",
          "%s#",
          "%s?",
          "%s?x=OPEN",
          "%s#OPEN",
          "%s;OPEN",
          "%s,OPEN",
          "%s OPEN",
          "%s@OPEN",
          "%s\u0000OPEN",
          "%s\n",
          "\n%s",
          "\t%s",
          " %s",
          "%s ",
          "OPEN;%s",
          "OPEN,%s",
          "OPEN %s",
          "OPEN@%s",
          "OPEN#%s",
          "OPEN/../%s",
          "OPEN\u0000%s",
          "OPEN\n%s",
          "echo;%s",
          "echo,%s",
          "echo %s",
          "echo@%s",
          ">%s",
          "@%s",
          "+%s",
          "<%s>",
          "\"%s\"",
          "'%s'",
          "[%s]",
          "{%s}",
          "%%s%s",
          "\ufeff%s",
          "\u202e%s");

  /** What is put between two characters. */
  private static final List<String> INSERTS =
      List.of(
          " ", "\t", "\n", "\r", "\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u00a0",
          "\u00ad", "\u200b", "\u200d", "\u202e", "\u2028", "\u3000", "\ufeff", "%00", "%20", "%0a",
          "+", ".", ":", "/", "\\", "@", ";", ",", "#", "?", "*", "-", "_", "[", "]", "\u0660",
          "\uff10", "\u3002");

  private final int port;
  private final String open;
  private final Random random;

  /**
   * @param port of the listener
   * @param open the address that is configured
   */
  Spellings(int port, String open, Random random) {
    this.port = port;
    this.open = open;
    this.random = random;
  }

  private List<String> ports() {
    return List.of(
        String.valueOf(port),
        "0" + port,
        "00" + port,
        "+" + port,
        "-" + port,
        " " + port,
        port + " ",
        String.valueOf(port + 65_536),
        String.valueOf(port + (1L << 32)),
        "0x" + Integer.toHexString(port),
        "0" + Integer.toOctalString(port),
        port + ".0",
        port + "e0",
        digits('\u0660'),
        digits('\uff10'),
        digits('\u0966'),
        port + "-" + port,
        "%"
            + Integer.toHexString(String.valueOf(port).charAt(0))
            + String.valueOf(port).substring(1),
        port + ":" + port,
        "*",
        "!",
        "");
  }

  private String digits(char zero) {
    StringBuilder text = new StringBuilder();
    String.valueOf(port).chars().forEach(digit -> text.append((char) (digit - '0' + zero)));
    return text.toString();
  }

  /** So many, all different. */
  List<JsonElement> take(int count) {
    Set<String> texts = new LinkedHashSet<>();
    for (String scheme : SCHEMES) {
      for (String host : HOSTS) {
        ports().forEach(each -> texts.add(scheme + host + ":" + each));
        texts.add(scheme + host);
      }
    }
    List<String> plain = List.copyOf(texts);
    List<JsonElement> all = new ArrayList<>(otherTypes());
    while (texts.size() + all.size() < count) {
      texts.add(varied(plain.get(random.nextInt(plain.size()))));
    }
    texts.remove(open);
    texts.forEach(text -> all.add(new JsonPrimitive(text)));
    return all;
  }

  private String varied(String text) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(WRAPS).replace("%s", text).replace("OPEN", open);
      case 1 -> inserted(text);
      case 2 -> percentEncoded(inserted(text));
      default -> otherCase(pick(WRAPS).replace("%s", inserted(text)).replace("OPEN", open));
    };
  }

  private String inserted(String text) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + pick(INSERTS) + text.substring(at);
  }

  private String percentEncoded(String text) {
    int at = random.nextInt(text.length());
    return text.substring(0, at)
        + String.format("%%%02x", (int) text.charAt(at) & 0xff)
        + text.substring(at + 1);
  }

  private String otherCase(String text) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + text.substring(at).toUpperCase(Locale.ROOT);
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** The address where no text is, or as a part of something. */
  private List<JsonElement> otherTypes() {
    String address = "tcp://127.0.0.1:" + port;
    List<JsonElement> types = new ArrayList<>();
    for (String json :
        List.of(
            "null",
            "true",
            "0",
            String.valueOf(port),
            "2130706433",
            "127.1",
            "[]",
            "{}",
            "[\"" + address + "\"]",
            "[\"echo\",\"" + address + "\"]",
            "{\"zmq_conn_string\":\"" + address + "\"}",
            "{\"" + address + "\":true}",
            "[[\"" + address + "\"]]")) {
      types.add(JsonParser.parseString(json));
    }
    return types;
  }
}
