package org.zmqwebbridge.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Lays the sources of a configuration over each other: a YAML file, then environment variables,
 * then {@code --set}; the later wins.
 *
 * <p>Owner thread: the caller's.
 */
public final class ConfigSources {
  private static final String PREFIX = "ZWB_";

  private final Setting.Mapping root = Setting.Mapping.empty("the configuration");
  private Path folder; // null without a file

  /** Adds a YAML file. */
  public ConfigSources file(Path path) {
    folder = path.toAbsolutePath().getParent();
    try {
      return yaml(Files.readString(path), path.toString());
    } catch (IOException failure) {
      throw new ConfigException(
          path + ": cannot be read; is the path right? (" + failure.getMessage() + ")");
    }
  }

  /** Adds YAML text; {@code name} is what errors call it. */
  public ConfigSources yaml(String text, String name) {
    Node node = compose(text, name);
    if (node == null) {
      return this; // an empty file
    }
    if (!(setting(node, name) instanceof Setting.Mapping mapping)) {
      throw new ConfigException(name + ": is no mapping; write settings as \"key: value\"");
    }
    merge(root, mapping);
    return this;
  }

  /**
   * Adds environment variables: {@code ZWB_LIMITS__MAX_MESSAGE_BYTES} is {@code
   * limits.maxMessageBytes}.
   *
   * @param others variables that begin with {@code ZWB_} but are no settings
   */
  public ConfigSources environment(Map<String, String> variables, Set<String> others) {
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !others.contains(name)) {
                put(path(name), value, "environment variable " + name);
              }
            });
    return this;
  }

  /** Adds {@code key.key=value}; the value is YAML. */
  public ConfigSources set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigException(
          "--set "
              + assignment
              + ": write it as --set key=value, for example"
              + " --set limits.maxMessageBytes=65536");
    }
    List<String> path = List.of(assignment.substring(0, equals).split("\\.", -1));
    put(path, assignment.substring(equals + 1), "--set " + assignment);
    return this;
  }

  /** Adds {@code --pages}: a folder, as the caller sees it; other settings of pages stay. */
  public ConfigSources pages(Path pages) {
    Setting.Scalar leaf = new Setting.Scalar(pages.toAbsolutePath().toString(), "--pages " + pages);
    boolean section = root.members().get("pages") instanceof Setting.Mapping;
    Setting.Mapping over = Setting.Mapping.empty(leaf.where());
    over.members().put("folder", leaf);
    Setting.Mapping above = Setting.Mapping.empty(leaf.where());
    above.members().put("pages", section ? over : leaf);
    merge(root, above);
    return this;
  }

  /** The settings, to be read. */
  public Section read() {
    return new Section("", root, folder);
  }

  private static List<String> path(String name) {
    List<String> path = new ArrayList<>();
    for (String segment : name.substring(PREFIX.length()).split("__", -1)) {
      String[] words = segment.toLowerCase(Locale.ROOT).split("_", -1);
      if (List.of(words).contains("")) {
        throw new ConfigException(
            "environment variable "
                + name
                + ": is no setting; limits.maxMessageBytes, for example, is"
                + " ZWB_LIMITS__MAX_MESSAGE_BYTES");
      }
      StringBuilder camel = new StringBuilder(words[0]);
      for (int i = 1; i < words.length; i++) {
        camel
            .append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
            .append(words[i].substring(1));
      }
      path.add(camel.toString());
    }
    return path;
  }

  private void put(List<String> path, String value, String where) {
    Node node = compose(value, where);
    Setting leaf = node == null ? new Setting.Scalar("", where) : relocated(node, where);
    for (int i = path.size() - 1; i >= 0; i--) {
      Setting.Mapping parent = Setting.Mapping.empty(where);
      parent.members().put(path.get(i), leaf);
      leaf = parent;
    }
    merge(root, (Setting.Mapping) leaf);
  }

  private static Setting relocated(Node node, String where) {
    return setting(node, where, false);
  }

  private static Node compose(String text, String name) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      options.setMaxAliasesForCollections(0);
      return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException malformed) {
      int line = malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
      throw new ConfigException(name + ", line " + line + ": " + malformed.getProblem());
    } catch (YAMLException malformed) {
      throw new ConfigException(name + ": " + malformed.getMessage());
    }
  }

  private static Setting setting(Node node, String name) {
    return setting(node, name, true);
  }

  private static Setting setting(Node node, String name, boolean lines) {
    String where = lines ? name + ", line " + (node.getStartMark().getLine() + 1) : name;
    if (node instanceof ScalarNode scalar) {
      return new Setting.Scalar(scalar.getValue(), where);
    }
    if (node instanceof SequenceNode sequence) {
      List<Setting> elements = new ArrayList<>();
      sequence.getValue().forEach(element -> elements.add(setting(element, name, lines)));
      return new Setting.Sequence(elements, where);
    }
    if (node instanceof MappingNode map) {
      Setting.Mapping mapping = Setting.Mapping.empty(where);
      map.getValue().forEach(tuple -> add(mapping, tuple, name, lines));
      return mapping;
    }
    throw new ConfigException(where + ": aliases are not supported");
  }

  private static void add(Setting.Mapping mapping, NodeTuple tuple, String name, boolean lines) {
    String where = name + ", line " + (tuple.getKeyNode().getStartMark().getLine() + 1);
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new ConfigException(where + ": a key is a word");
    }
    if (mapping.members().put(key.getValue(), setting(tuple.getValueNode(), name, lines)) != null) {
      throw new ConfigException(where + ": \"" + key.getValue() + "\" stands twice");
    }
  }

  private static void merge(Setting.Mapping under, Setting.Mapping over) {
    over.members()
        .forEach(
            (key, value) -> {
              Setting old = under.members().get(key);
              if (old instanceof Setting.Mapping a && value instanceof Setting.Mapping b) {
                merge(a, b);
              } else {
                under.members().put(key, value);
              }
            });
  }
}
