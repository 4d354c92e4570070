package org.zmqwebbridge.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

/** Turns YAML into settings that know where they were written. */
final class YamlText {
  /** A slash that is escaped, and what is before it: other escapes, in pairs. */
  private static final Pattern SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\/");

  private final String name;
  private final boolean lines;

  private YamlText(String name, boolean lines) {
    this.name = name;
    this.lines = lines;
  }

  /**
   * What a file says.
   *
   * @throws ConfigException if it is no YAML, or no mapping
   */
  static Setting.Mapping mapping(String text, String name) {
    Node node = compose(text, name);
    YamlText source = new YamlText(name, true);
    if (node == null) {
      return Setting.Mapping.empty(name); // an empty file
    }
    if (!(source.setting(node, source.where(node)) instanceof Setting.Mapping mapping)) {
      throw new ConfigException(name + ": is no mapping; write settings as \"key: value\"");
    }
    return mapping;
  }

  /**
   * The same of JSON, of which YAML is a superset but for tabs and an escape.
   *
   * @throws ConfigException if it is no JSON, or no object
   */
  static Setting.Mapping json(String text, String name) {
    if (!text.stripLeading().startsWith("{")) {
      throw new ConfigException(
          name + ": is no JSON, which would begin with {; is it YAML (--format yaml)?");
    }
    return mapping(SLASH.matcher(text.replace('\t', ' ')).replaceAll("$1/"), name);
  }

  /** One value, whose place is not in a file. */
  static Setting value(String text, String where) {
    Node node = compose(text, where);
    return node == null
        ? new Setting.Scalar("", where)
        : new YamlText(where, false).setting(node, where);
  }

  private static Node compose(String text, String name) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      options.setMaxAliasesForCollections(0);
      return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException malformed) {
      int line = malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
      throw new ConfigException(
          name + ", line " + line + ": " + malformed.getProblem() + YamlHint.on(text, line));
    } catch (YAMLException malformed) {
      throw new ConfigException(name + ": " + malformed.getMessage());
    }
  }

  private String where(Node node) {
    return lines ? name + ", line " + (node.getStartMark().getLine() + 1) : name;
  }

  /** The place of a value is its key's, of an element its own. */
  private Setting setting(Node node, String where) {
    if (node instanceof ScalarNode scalar) {
      return new Setting.Scalar(scalar.getValue(), where);
    }
    if (node instanceof SequenceNode sequence) {
      List<Setting> elements = new ArrayList<>();
      sequence.getValue().forEach(element -> elements.add(setting(element, where(element))));
      return new Setting.Sequence(elements, where);
    }
    if (node instanceof MappingNode map) {
      Setting.Mapping mapping = Setting.Mapping.empty(where);
      map.getValue().forEach(tuple -> add(mapping, tuple));
      return mapping;
    }
    throw new ConfigException(where + ": an alias (*name) stands for nothing here; write it out");
  }

  private void add(Setting.Mapping mapping, NodeTuple tuple) {
    String where = where(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new ConfigException(where + ": a key is a word");
    }
    if (mapping.members().put(key.getValue(), setting(tuple.getValueNode(), where)) != null) {
      throw new ConfigException(where + ": \"" + key.getValue() + "\" stands twice");
    }
  }
}
