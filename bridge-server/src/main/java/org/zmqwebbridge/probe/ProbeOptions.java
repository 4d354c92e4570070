package org.zmqwebbridge.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;
import org.zmqwebbridge.zmq.Security;

/**
 * The words after {@code zwb req}, {@code sub}, {@code pub} and {@code push}.
 *
 * <p>Owner thread: main.
 */
public final class ProbeOptions {
  private static final String BRIDGE = "http://127.0.0.1:8000";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Role role;
  private final List<String> words = new ArrayList<>(); // a name or an address, and parts
  private final List<String> topics = new ArrayList<>();
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private final Keys keys = new Keys();
  private URI bridge = BridgePlace.uri(BRIDGE);
  private Optional<String> auth = Optional.empty();
  private Optional<String> authority = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();
  private Optional<Duration> every = Optional.empty();
  private MessageText text = MessageText.PLAIN;
  private long most = Long.MAX_VALUE;
  private boolean isBound;
  private boolean wantsLast;
  private boolean isOfBridge; // an option was given that only a bridge has

  private ProbeOptions(Role role) {
    this.role = role;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if they are none; the message says why
   */
  public static ProbeOptions parse(Role role, List<String> given) {
    ProbeOptions options = new ProbeOptions(role);
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      if (word.equals("--")) {
        options.words.addAll(given.subList(i + 1, given.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        options.words.add(word);
      } else if (!options.flag(word)) {
        if (++i >= given.size()) {
          throw new IllegalArgumentException(word + " needs an argument");
        }
        options.option(word, given.get(i));
      }
    }
    options.check();
    return options;
  }

  private boolean flag(String word) {
    switch (word) {
      case "--json" -> text = MessageText.JSON;
      case "--raw" -> text = MessageText.RAW;
      case "--bind" -> isBound = true;
      case "--last" -> wantsLast = isOfBridge = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void option(String word, String argument) {
    switch (word) {
      case "-n", "--count" -> most = count(argument);
      case "-t", "--timeout" -> timeout = Optional.of(seconds(word, argument));
      case "--every" -> every = Optional.of(seconds(word, argument));
      case "--topic" -> topics.add(argument);
      case "--server-key", "--key", "--user" -> keys.option(word, argument);
      default -> {
        optionOfBridge(word, argument);
        isOfBridge = true;
      }
    }
  }

  private void optionOfBridge(String word, String argument) {
    switch (word) {
      case "--bridge" -> bridge = BridgePlace.uri(argument);
      case "--auth" -> auth = Optional.of(object(argument));
      case "--token" -> headers.add(Map.entry("Authorization", "Bearer " + argument));
      case "-H", "--header" -> headers.add(header(argument));
      case "--cacert" -> authority = Optional.of(argument);
      default -> throw new IllegalArgumentException("unknown option: " + word);
    }
  }

  private static long count(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("--count is a number from 1, not " + text);
    }
    return Long.parseLong(text);
  }

  private static Duration seconds(String option, String text) {
    if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?") || Double.parseDouble(text) == 0) {
      throw new IllegalArgumentException(
          option + " is a time in seconds, such as 2 or 0.5, not " + text);
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000));
  }

  private static String object(String json) {
    try {
      Map<String, Object> unused = StrictJson.object(json);
      return json;
    } catch (MalformedTextException malformed) {
      throw new IllegalArgumentException(
          "--auth is a JSON object, such as '{\"username\": \"hugo\"}': " + malformed.getMessage(),
          malformed);
    }
  }

  private static Map.Entry<String, String> header(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("--header looks like 'NAME: VALUE', not " + text);
    }
    return Map.entry(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  private void check() {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "say what to " + role.word() + ": an endpoint's name, or tcp://HOST:PORT");
    }
    if (!role.speaks() && words.size() > 1) {
      throw new IllegalArgumentException(
          "sub sends nothing: what to hear is said by --topic " + words.get(1));
    }
    if (role.speaks() && !topics.isEmpty()) {
      throw new IllegalArgumentException("--topic is for zwb sub");
    }
    if (isStraight() && isOfBridge) {
      throw new IllegalArgumentException(
          words.get(0) + " is no bridge's endpoint: leave out what is a bridge's option");
    }
    if (!isStraight() && (isBound || keys.areGiven())) {
      throw new IllegalArgumentException(
          "--bind, --server-key, --key and --user are for an address such as tcp://127.0.0.1:10001;"
              + " a bridge does that itself");
    }
    if (isBound && keys.areGiven()) {
      throw new IllegalArgumentException("keys are for a socket that connects; --bind has none");
    }
  }

  private boolean isStraight() {
    return words.get(0).contains("://");
  }

  /**
   * Does it.
   *
   * @param in messages, a line each, if none is among the words
   * @param out gets what comes
   * @param remarks is told what is no message
   * @throws IllegalStateException if something did not work; the message says what
   */
  public void run(InputStream in, OutputStream out, Consumer<String> remarks) throws IOException {
    try (ProbeSocket socket = isStraight() ? service() : bridge(remarks::accept)) {
      new Probe(socket, plan(), out).run(in);
    }
  }

  private ProbePlan plan() {
    List<byte[]> message = new ArrayList<>();
    if (text == MessageText.JSON && words.size() == 2) {
      message.addAll(text.read(words.get(1)));
    } else {
      words.subList(1, words.size()).forEach(part -> message.add(part.getBytes(UTF_8)));
    }
    return new ProbePlan(role, message, text, most, timeout.orElse(PATIENCE), timeout, every);
  }

  private ProbeSocket service() {
    Security security = keys.security();
    ServiceSocket socket = ServiceSocket.open(role, words.get(0), isBound, security);
    if (!role.speaks()) {
      (topics.isEmpty() ? List.of("") : topics)
          .forEach(topic -> socket.subscribe(topic.getBytes(UTF_8)));
    }
    return socket;
  }

  private ProbeSocket bridge(Remarks remarks) {
    List<String> wishes = new ArrayList<>();
    if (!role.speaks()) {
      List<String> all = topics.isEmpty() ? List.of("") : topics;
      wishes.add(
          "\"topics\":[" + String.join(",", all.stream().map(JsonString::quote).toList()) + "]");
      wishes.add("\"last\":" + wantsLast);
    }
    BridgePlace place = new BridgePlace(bridge, headers, auth, authority.map(Keys::trusting));
    return BridgeSocket.open(role, words.get(0), place, wishes, remarks, timeout.orElse(PATIENCE));
  }
}
