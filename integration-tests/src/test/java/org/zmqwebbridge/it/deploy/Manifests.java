package org.zmqwebbridge.it.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** YAML of {@code deploy/}, as plain values. */
final class Manifests {
  static final Path FOLDER = Path.of("..", "deploy");

  private Manifests() {}

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  static Map<String, Object> file(String file) {
    return only(all(text(file)));
  }

  static List<Map<String, Object>> all(String yaml) {
    List<Map<String, Object>> documents = new ArrayList<>();
    new Yaml().loadAll(yaml).forEach(document -> documents.add(map(document)));
    return documents;
  }

  /** The only one of a kind. */
  static Map<String, Object> of(String kind, List<Map<String, Object>> documents) {
    return only(documents.stream().filter(each -> kind.equals(each.get("kind"))).toList());
  }

  private static Map<String, Object> only(List<Map<String, Object>> some) {
    assertEquals(1, some.size(), () -> "documents: " + some);
    return some.get(0);
  }

  /** What is at a path of names. */
  static Object at(Map<String, Object> document, String... path) {
    Object at = document;
    for (String name : path) {
      at = at instanceof List<?> list ? list.get(Integer.parseInt(name)) : map(at).get(name);
    }
    return at;
  }

  @SuppressWarnings("unchecked") // YAML's maps here have texts as their keys
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
