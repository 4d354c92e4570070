package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/**
 * What the control port is asked: a tnetstring {@code [name, {arguments}]}, or the text of the
 * first manual, as {@code status net}.
 *
 * @param isText whether it is answered in JSON
 */
public record ControlRequest(String name, Map<String, Object> arguments, boolean isText) {
  private static final int MAX_TEXT = 256;

  /** Reads one; empty: it is none. */
  public static Optional<ControlRequest> read(byte[] message) {
    boolean isText = message.length > 0 && message[0] >= 'a' && message[0] <= 'z';
    return isText ? text(message) : tnetstring(message);
  }

  private static Optional<ControlRequest> tnetstring(byte[] message) {
    try {
      if (TnetstringReader.whole(message, 0) instanceof List<?> list
          && list.size() == 2
          && list.get(0) instanceof byte[] name
          && list.get(1) instanceof Map<?, ?> arguments) {
        @SuppressWarnings("unchecked") // keys are text: as the reader has it
        Map<String, Object> named = (Map<String, Object>) arguments;
        return Optional.of(new ControlRequest(new String(name, UTF_8), named, false));
      }
    } catch (MalformedTnetstringException none) {
      // said by the answer
    }
    return Optional.empty();
  }

  private static Optional<ControlRequest> text(byte[] message) {
    if (message.length > MAX_TEXT) {
      return Optional.empty();
    }
    List<String> words = List.of(new String(message, UTF_8).trim().split("\\s+", -1));
    String second = words.size() > 1 ? words.get(1) : "";
    return Optional.of(
        switch (words.get(0)) {
          case "status" ->
              new ControlRequest("status", Map.of("what", second.getBytes(UTF_8)), true);
          case "kill" -> new ControlRequest("kill", kill(second), true);
          case "control" -> new ControlRequest("control_" + second, Map.of(), true);
          default -> new ControlRequest(words.get(0), Map.of(), true);
        });
  }

  private static Map<String, Object> kill(String id) {
    return id.matches("[0-9]{1,10}") ? Map.of("id", Long.valueOf(id)) : Map.of();
  }

  /** An argument that is text; empty: there is none. */
  public Optional<String> text(String argument) {
    return arguments.get(argument) instanceof byte[] bytes
        ? Optional.of(new String(bytes, UTF_8))
        : Optional.empty();
  }
}
