package org.zmqwebbridge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Lays the sources of a configuration over each other: a YAML file, then environment variables,
 * then {@code --set}; the later wins.
 *
 * <p>Owner thread: the caller's.
 */
public final class ConfigSources {
  /** How the place of a variable's value begins. */
  static final String VARIABLE = "environment variable ";

  private final Setting.Mapping root = Setting.Mapping.empty("the configuration");
  private final Set<String> serviceLinks = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private boolean unreadable;
  private Path folder; // null without a file

  /** Adds a YAML file. */
  public ConfigSources file(Path path) {
    folder = path.toAbsolutePath().getParent();
    return attempt(() -> merge(root, YamlText.mapping(YamlFile.read(path), path.toString())), true);
  }

  /** Adds a JSON file. */
  public ConfigSources json(Path path) {
    folder = path.toAbsolutePath().getParent();
    return attempt(() -> merge(root, YamlText.json(YamlFile.read(path), path.toString())), true);
  }

  /** Adds YAML text; {@code name} is what errors call it. */
  public ConfigSources yaml(String text, String name) {
    return attempt(() -> merge(root, YamlText.mapping(text, name)), true);
  }

  /**
   * Adds settings that something else has read.
   *
   * @param tree a {@link Map} or {@link List} for what has parts, else a word, number or flag;
   *     {@code null} is an absent setting
   * @param place what errors call the place of a setting, by its keys with dots between, for
   *     example {@code limits.maxMessageBytes}
   */
  public ConfigSources values(Map<String, ?> tree, UnaryOperator<String> place) {
    return attempt(() -> merge(root, new SettingTree(place).mapping(tree, "")), true);
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
              if (name.startsWith(VariableName.PREFIX) && !others.contains(name)) {
                variable(name, value);
              }
            });
    return this;
  }

  private void variable(String name, String value) {
    if (!ServiceLink.looksLike(name, value)) {
      attempt(() -> put(VariableName.path(name), value, VARIABLE + name), false);
      return;
    }
    serviceLinks.add(VARIABLE + name); // unless somebody asks for a setting of that name
    List<String> path = VariableName.isWellFormed(name) ? VariableName.path(name) : List.of(name);
    put(path, value, VARIABLE + name);
  }

  /** Adds {@code key.key=value}; the value is YAML. */
  public ConfigSources set(String assignment) {
    return attempt(() -> assign(assignment), false);
  }

  private void assign(String assignment) {
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
  }

  /** Whatever cannot be read is said with the rest, by {@link #read}. */
  private ConfigSources attempt(Runnable reading, boolean whole) {
    try {
      reading.run();
    } catch (ConfigException wrong) {
      problems.addAll(wrong.problems());
      unreadable |= whole;
    }
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

  /**
   * The settings, to be read.
   *
   * @throws ConfigException if a source is malformed
   */
  public Section read() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return section(Inquiry.NONE);
  }

  /** Every text that stands in it as a value, wherever. */
  public Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    collect(root, texts);
    return texts;
  }

  private static void collect(Setting setting, Set<String> texts) {
    if (setting instanceof Setting.Scalar scalar) {
      texts.add(scalar.text());
    } else if (setting instanceof Setting.Sequence sequence) {
      sequence.elements().forEach(element -> collect(element, texts));
    } else if (setting instanceof Setting.Mapping mapping) {
      mapping.members().values().forEach(member -> collect(member, texts));
    }
  }

  /** The same, and somebody hears what is asked for. */
  public Section read(Inquiry inquiry) {
    return section(inquiry);
  }

  /**
   * What a reader makes of the settings.
   *
   * @throws ConfigException with all that is wrong, with the sources and with the settings; if a
   *     file cannot be read as YAML, nothing is said of settings, which could stand there
   */
  public <T> T read(Function<Section, T> reader) {
    if (unreadable) {
      throw new ConfigException(problems);
    }
    try {
      T made = reader.apply(section(Inquiry.NONE));
      if (problems.isEmpty()) {
        return made;
      }
    } catch (ConfigException wrong) {
      problems.addAll(wrong.problems());
    }
    throw new ConfigException(problems);
  }

  private Section section(Inquiry inquiry) {
    Findings findings = Findings.untilTheFirst();
    return new Section("", root, folder, findings, serviceLinks, inquiry);
  }

  private void put(List<String> path, String value, String where) {
    Setting leaf = YamlText.value(value, where);
    for (int i = path.size() - 1; i >= 0; i--) {
      Setting.Mapping parent = Setting.Mapping.empty(where);
      parent.members().put(path.get(i), leaf);
      leaf = parent;
    }
    merge(root, (Setting.Mapping) leaf);
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
