package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code grip-publish}: sends one item to a channel of GRIP, as {@code pushpin-publish} does.
 *
 * <p>Owner thread: main.
 */
final class GripPublishCommand {
  private static final String STANDARD = "http://localhost:5561";
  private static final String ENVIRONMENT = "GRIP_URL";

  private final Map<String, String> meta = new LinkedHashMap<>();
  private final List<List<String>> headers = new ArrayList<>();
  private final List<String> words = new ArrayList<>(); // channel and content
  private Optional<String> id = Optional.empty();
  private Optional<String> previousId = Optional.empty();
  private Optional<String> user = Optional.empty();
  private String spec;
  private long code = 200;
  private boolean isHint;
  private boolean closes;
  private boolean isPatch;
  private boolean isUnordered;
  private boolean hasNoEnd;

  private GripPublishCommand(String spec) {
    this.spec = spec;
  }

  /**
   * @param given the words after the command
   * @param environment variables, of which {@code GRIP_URL} says where to
   * @throws UsageException if they are none
   */
  static GripPublishCommand parse(List<String> given, Map<String, String> environment) {
    GripPublishCommand command =
        new GripPublishCommand(environment.getOrDefault(ENVIRONMENT, STANDARD));
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      if (word.equals("--")) {
        command.words.addAll(given.subList(i + 1, given.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        command.words.add(word);
      } else if (!command.flag(word)) {
        if (++i >= given.size()) {
          throw new UsageException(word + " needs an argument");
        }
        command.option(word, given.get(i));
      }
    }
    command.check();
    return command;
  }

  private boolean flag(String word) {
    switch (word) {
      case "--hint" -> isHint = true;
      case "--close" -> closes = true;
      case "--patch" -> isPatch = true;
      case "--no-seq" -> isUnordered = true;
      case "--no-eol" -> hasNoEnd = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void option(String word, String argument) {
    switch (word) {
      case "--id" -> id = Optional.of(argument);
      case "--prev-id" -> previousId = Optional.of(argument);
      case "--sender" -> meta.put("sender", argument);
      case "--code" -> code = code(argument);
      case "-H", "--header" -> headers.add(pair(word, argument, ':'));
      case "-M", "--meta" -> {
        List<String> pair = pair(word, argument, '=');
        meta.put(pair.get(0), pair.get(1));
      }
      case "--spec" -> spec = argument;
      case "-u", "--user" -> user = Optional.of(String.join(":", pair(word, argument, ':')));
      default -> throw new UsageException("unknown option: " + word);
    }
  }

  private static long code(String text) {
    if (!text.matches("[2-9][0-9]{2}")) {
      throw new UsageException("--code is a status from 200 to 999, not " + text);
    }
    return Long.parseLong(text);
  }

  private static List<String> pair(String option, String text, char separator) {
    int at = text.indexOf(separator);
    if (at <= 0) {
      throw new UsageException(option + " needs a name, a " + separator + " and a value: " + text);
    }
    return List.of(text.substring(0, at).trim(), text.substring(at + 1).trim());
  }

  private void check() {
    if (words.isEmpty()) {
      throw new UsageException("a channel is missing");
    }
    if (words.size() > 2) {
      throw new UsageException("unexpected: " + words.get(2) + "; put quotes around the content");
    }
    if (words.size() == 1 && !isHint && !closes) {
      throw new UsageException("must specify content, or --hint, or --close");
    }
  }

  /** The item, in the words of a publisher. */
  Map<String, Object> item() {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("channel", words.get(0));
    id.ifPresent(said -> item.put("id", said));
    previousId.ifPresent(said -> item.put("prev-id", said));
    if (isUnordered) {
      item.put("no-seq", true);
    }
    if (!meta.isEmpty()) {
      item.put("meta", meta);
    }
    item.put("formats", isHint || closes ? actions() : contents());
    return item;
  }

  private Map<String, Object> actions() {
    Map<String, Object> action = Map.of("action", isHint ? "hint" : "close");
    Map<String, Object> formats = new LinkedHashMap<>();
    if (isHint) {
      formats.put("http-response", action);
    }
    formats.put("http-stream", action);
    formats.put("ws-message", action);
    return formats;
  }

  private Map<String, Object> contents() {
    byte[] content = content();
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("code", code);
    if (!headers.isEmpty()) {
      response.put("headers", headers);
    }
    Map<String, Object> formats = new LinkedHashMap<>();
    formats.put("http-response", response);
    if (isPatch) {
      response.put("body-patch", GripPublication.array(content));
      return formats;
    }
    byte[] ended = hasNoEnd || isFile() ? content : withEnd(content);
    GripPublication.put(response, "body", ended);
    formats.put("http-stream", GripPublication.put(new LinkedHashMap<>(), "content", ended));
    formats.put("ws-message", GripPublication.put(new LinkedHashMap<>(), "content", content));
    return formats;
  }

  private boolean isFile() {
    return words.get(1).startsWith("@");
  }

  private byte[] content() {
    String word = words.get(1);
    if (!isFile()) {
      return word.getBytes(UTF_8);
    }
    Path file = Path.of(word.substring(1));
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new IllegalStateException(
          "can't read file " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static byte[] withEnd(byte[] content) {
    byte[] ended = Arrays.copyOf(content, content.length + 1);
    ended[content.length] = '\n';
    return ended;
  }

  /**
   * Sends it.
   *
   * @throws IllegalStateException if it was not taken; the message says why
   */
  void run(PrintStream out) {
    GripPublication publication = new GripPublication(item());
    if (spec.startsWith("http://") || spec.startsWith("https://")) {
      publication.post(spec, user);
    } else {
      publication.push(spec);
    }
    out.println("Published");
  }
}
