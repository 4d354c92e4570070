package org.zmqwebbridge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Inquiry;

/**
 * Every setting that the bridge's own reader asks for: found by letting it read configurations that
 * have one more of the settings that it has asked for, until it asks for nothing new.
 */
final class AskedSettings implements Inquiry {
  /** Stands for a name that somebody chose. */
  static final String NAME = "NAME";

  /** What was asked of one setting. */
  static final class Asked {
    final Set<Shape> shapes = new LinkedHashSet<>();
    final Set<Integer> passes = new HashSet<>();
    final Set<Integer> requiredPasses = new HashSet<>();
  }

  private final Map<String, Asked> settings = new TreeMap<>();
  private final Set<List<String>> tried = new HashSet<>();
  private final Queue<List<String>> untried = new ArrayDeque<>();
  private final Map<String, List<String>> contexts = new LinkedHashMap<>();
  private int pass;

  private AskedSettings() {}

  static AskedSettings find() {
    AskedSettings found = new AskedSettings();
    found.plan(List.of());
    while (!found.untried.isEmpty()) {
      found.read(found.untried.remove());
    }
    found.read(found.smallest());
    return found;
  }

  /** By path, with dots; {@link #NAME} where a name is. */
  Map<String, Asked> settings() {
    return settings;
  }

  /** Whether it must be there wherever its section is. */
  boolean isRequired(String path) {
    Asked asked = settings.get(path);
    int dot = path.lastIndexOf('.');
    String section = dot < 0 ? "" : path.substring(0, dot + 1);
    Set<Integer> visits = new HashSet<>();
    settings.forEach(
        (other, of) -> {
          if (other.startsWith(section) && other.indexOf('.', section.length()) < 0) {
            visits.addAll(of.passes);
          }
        });
    return !asked.requiredPasses.isEmpty() && asked.requiredPasses.containsAll(visits);
  }

  private void read(List<String> assignments) {
    pass++;
    ConfigSources sources = new ConfigSources();
    withoutLists(assignments).forEach(sources::set);
    try {
      BridgeSettings.read(sources.read(this));
    } catch (ConfigException expected) {
      // the values are made up
    }
  }

  /** Of the sections in a list, one that has all that is assigned below it, as one assignment. */
  private List<String> withoutLists(List<String> assignments) {
    List<String> all = new ArrayList<>();
    Map<String, String> lists = new LinkedHashMap<>();
    String element = "." + Inquiry.ELEMENT + ".";
    for (String assignment : assignments) {
      int at = assignment.indexOf(element);
      if (at < 0) {
        all.add(assignment);
      } else {
        String[] below = assignment.substring(at + element.length()).split("=", 2);
        String[] keys = below[0].split("\\.", -1);
        String value = String.join(": {", keys) + ": " + below[1] + "}".repeat(keys.length - 1);
        lists.merge(assignment.substring(0, at), value, (one, other) -> one + ", " + other);
      }
    }
    lists.forEach((list, values) -> all.add(list + "=[{" + values + "}]"));
    return all;
  }

  @Override
  public void asked(String path, Shape shape, boolean required) {
    if (path.isEmpty()) {
      return;
    }
    Asked asked = settings.computeIfAbsent(path, key -> new Asked());
    asked.shapes.add(shape);
    asked.passes.add(pass);
    if (required) {
      asked.requiredPasses.add(pass);
    }
    if (shape instanceof Shape.Names) {
      plan(List.of(path + "." + NAME + "={}"));
    } else if (shape instanceof Shape.Sections) {
      plan(List.of(path + "=[{}]"));
    } else if (shape instanceof Shape.Choice choice) {
      choice.words().forEach(word -> plan(List.of(path + "=" + word)));
      if (required) {
        contexts.put(path, choice.words());
        settings.keySet().forEach(this::present);
      }
    } else if (shape instanceof Shape.Any || shape instanceof Shape.Mapping) {
      present(path);
    }
  }

  /** A configuration that has this, and another for each word of a choice beside it. */
  private void present(String path) {
    if (path.endsWith("." + Inquiry.ELEMENT)) {
      return; // an element of a list, which is planned with its list
    }
    plan(List.of(path + "={}"));
    contexts.forEach(
        (choice, words) -> {
          if (path.startsWith(choice.substring(0, choice.lastIndexOf('.') + 1))) {
            words.forEach(word -> plan(List.of(choice + "=" + word, path + "={}")));
          }
        });
  }

  private void plan(List<String> assignments) {
    if (tried.add(assignments)) {
      untried.add(assignments);
    }
  }

  /** Bounds may depend on other numbers: with the least of each they are widest. */
  private List<String> smallest() {
    List<String> assignments = new ArrayList<>();
    settings.forEach(
        (path, asked) ->
            asked.shapes.forEach(
                shape -> {
                  if (shape instanceof Shape.WholeNumber number
                      && !path.contains(NAME)
                      && !path.contains("." + Inquiry.ELEMENT + ".")) {
                    assignments.add(path + "=" + number.least());
                  }
                }));
    return assignments;
  }
}
