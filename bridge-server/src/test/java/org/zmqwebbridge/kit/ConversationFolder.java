package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conversations of one wire, as their README says; read from a module's folder.
 *
 * @param folder where they are
 * @param atLeast how many there must be: fewer were not found
 */
public record ConversationFolder(Path folder, int atLeast) {
  private static final Path PROTOCOL = Path.of("..", "docs", "protocol");

  public static final ConversationFolder ORIGINAL =
      new ConversationFolder(PROTOCOL.resolve("conversations"), 41);

  public static final ConversationFolder SECOND =
      new ConversationFolder(PROTOCOL.resolve("conversations-2"), 121);

  /** The names of their files, in order. */
  public List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
      assertTrue(names.size() >= atLeast, "only " + names.size() + " conversations");
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The conversation of that name. */
  public JsonObject read(String name) {
    try {
      return JsonParser.parseString(Files.readString(folder.resolve(name), UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What happens in it. */
  public List<JsonObject> steps(String name) {
    return read(name).getAsJsonArray("steps").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }
}
