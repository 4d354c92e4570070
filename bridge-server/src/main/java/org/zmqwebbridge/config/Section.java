package org.zmqwebbridge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One mapping of a configuration. Asking for a key makes it known; {@link #end} refuses what nobody
 * asked for.
 *
 * <p>A value that is wrong is a {@link ConfigException}; but inside {@link #collecting} it is
 * noted, and reading goes on as if it were absent, so that all that is wrong can be said at once.
 *
 * <p>Owner thread: the caller's.
 */
public final class Section {
  private final String path;
  private final Setting.Mapping mapping;
  private final Findings findings;
  private final Path folder; // null without a file
  private final Set<String> serviceLinks;
  private final Inquiry inquiry;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param path its keys, with a dot after each
   * @param folder the configuration file's, or {@code null}
   * @param serviceLinks places that may be no settings at all
   */
  Section(
      String path,
      Setting.Mapping mapping,
      Path folder,
      Findings findings,
      Set<String> serviceLinks,
      Inquiry inquiry) {
    this.path = path;
    this.mapping = mapping;
    this.folder = folder;
    this.findings = findings;
    this.serviceLinks = serviceLinks;
    this.inquiry = inquiry;
  }

  /**
   * Reads this section to its end, whatever is wrong.
   *
   * @return what {@code reading} made of it
   * @throws ConfigException with all that was wrong
   */
  public <T> T collecting(Function<Section, T> reading) {
    Findings all = Findings.all();
    Section section = new Section(path, mapping, folder, all, serviceLinks, inquiry);
    Optional<T> read = section.attempt(() -> reading.apply(section));
    all.throwProblems();
    return read.orElseThrow();
  }

  /** Warnings so far, of this section and all that were read with it. */
  public List<String> warnings() {
    return findings.warnings();
  }

  /**
   * Reads one part; what is wrong with it keeps nothing else from being read.
   *
   * @return what it made; empty if it could not be read, and why is noted
   */
  public <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ConfigException wrong) {
      wrong.problems().forEach(findings::problem);
    } catch (NoSuchElementException absent) {
      if (!findings.hasProblems()) {
        throw absent;
      } // a value that was noted as wrong, and is needed
    }
    return Optional.empty();
  }

  /** What to throw where this section cannot be used, and why is noted already. */
  public ConfigException unusable() {
    return new ConfigException(List.of());
  }

  private Optional<Setting> find(String key) {
    known.add(key);
    return Optional.ofNullable(member(key))
        .filter(value -> !(value instanceof Setting.Scalar scalar && isNull(scalar)));
  }

  /** A variable cannot say whether a word of its name begins with a capital or after a "_". */
  private Setting member(String key) {
    String camel = key.contains("_") ? VariableName.camel(key) : key;
    Setting value = mapping.members().get(camel);
    boolean isOfVariable = value != null && value.where().startsWith(ConfigSources.VARIABLE);
    if (!isOfVariable) {
      return mapping.members().get(key);
    }
    known.add(camel);
    return value;
  }

  private static boolean isNull(Setting.Scalar scalar) {
    return scalar.text().isEmpty() || scalar.text().equals("null") || scalar.text().equals("~");
  }

  private void ask(String key, Inquiry.Shape shape) {
    inquiry.asked(path + key, shape, false);
  }

  /** The keys that are there; each becomes known. */
  public Set<String> keys() {
    return Set.copyOf(orderedKeys());
  }

  /** The keys that are there, in the order written: names that somebody chose. */
  public List<String> orderedKeys() {
    inquiry.asked(
        path.isEmpty() ? "" : path.substring(0, path.length() - 1),
        new Inquiry.Shape.Names(),
        false);
    known.addAll(mapping.members().keySet());
    return List.copyOf(mapping.members().keySet());
  }

  /** A section below; an empty one if it is absent. */
  public Section section(String key) {
    ask(key, new Inquiry.Shape.Mapping());
    Setting value = find(key).orElseGet(() -> Setting.Mapping.empty(mapping.where()));
    if (!(value instanceof Setting.Mapping)) {
      wrong(value, key, "is a section; write settings below it as \"key: value\"");
    }
    Setting.Mapping inner =
        value instanceof Setting.Mapping map ? map : Setting.Mapping.empty(value.where());
    return new Section(path + key + ".", inner, folder, findings, serviceLinks, inquiry);
  }

  /**
   * A list of sections; empty if it is absent. An element is called by its number, from 1: {@code
   * a.2.b}.
   */
  public List<Section> sections(String key) {
    ask(key, new Inquiry.Shape.Sections());
    Setting value = find(key).orElse(null);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Setting.Sequence sequence)) {
      wrong(value, key, "is a list of sections; begin each with a hyphen, \"- key: value\"");
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < sequence.elements().size(); i++) {
      Setting element = sequence.elements().get(i);
      String number = String.valueOf(i + 1);
      if (element instanceof Setting.Mapping inner) {
        sections.add(element(key, number, inner));
      } else {
        wrong(element, key + "." + number, "is a section; write settings in it as \"key: value\"");
      }
    }
    return sections;
  }

  /** Whether there is a list at a key, and it begins with a section. */
  public boolean areSections(String key) {
    ask(key, new Inquiry.Shape.Sections());
    return find(key)
        .filter(Setting.Sequence.class::isInstance)
        .map(list -> ((Setting.Sequence) list).elements())
        .filter(elements -> !elements.isEmpty() && elements.get(0) instanceof Setting.Mapping)
        .isPresent();
  }

  private Section element(String key, String number, Setting.Mapping inner) {
    inquiry.asked(path + key + "." + Inquiry.ELEMENT, new Inquiry.Shape.Mapping(), false);
    String own = path + key + "." + number + ".";
    String any = path + key + "." + Inquiry.ELEMENT + ".";
    Inquiry renamed =
        (question, shape, required) ->
            inquiry.asked(any + question.substring(own.length()), shape, required);
    return new Section(own, inner, folder, findings, serviceLinks, renamed);
  }

  /**
   * The same with one key for each value: {@code a: {b: c}} is {@code a.b: c}, for names with dots,
   * which come apart on the command line.
   */
  public Section flattened() {
    Setting.Mapping flat = Setting.Mapping.empty(mapping.where());
    flatten("", mapping, flat);
    return new Section(path, flat, folder, findings, serviceLinks, inquiry);
  }

  private static void flatten(String prefix, Setting.Mapping from, Setting.Mapping flat) {
    from.members()
        .forEach(
            (key, value) -> {
              if (value instanceof Setting.Mapping below && !below.members().isEmpty()) {
                flatten(prefix + key + ".", below, flat);
              } else {
                flat.members().put(prefix + key, value);
              }
            });
  }

  /** Whether a key is there and has settings below it, where it could have one value instead. */
  public boolean isSection(String key) {
    ask(key, new Inquiry.Shape.Mapping());
    return find(key).filter(Setting.Mapping.class::isInstance).isPresent();
  }

  /** Whether a key is there. */
  public boolean has(String key) {
    ask(key, new Inquiry.Shape.Any());
    return find(key).isPresent();
  }

  /** A text. */
  public Optional<String> text(String key) {
    return parsed(key, text -> text);
  }

  /**
   * A text that must be there.
   *
   * @throws ConfigException if it is not
   */
  public String requiredText(String key) {
    return required(key, text -> text).orElseThrow(this::unusable);
  }

  /** A text that is turned into something else; what that throws is said with its place. */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    ask(key, new Inquiry.Shape.Text());
    return value(key, parser);
  }

  /** The same, of a text that must be there; empty only if what is wrong has been noted. */
  public <T> Optional<T> required(String key, Function<String, T> parser) {
    inquiry.asked(path + key, new Inquiry.Shape.Text(), true);
    demand(key);
    return value(key, parser);
  }

  /**
   * One text or a list of them, of which there must be one at least.
   *
   * @param whole what they are together; what it throws is said with the key's place
   * @return empty only if what is wrong has been noted
   */
  public <T, R> Optional<R> requiredTogether(
      String key, Function<String, T> parser, Function<List<T>, R> whole) {
    inquiry.asked(path + key, new Inquiry.Shape.Text(), true);
    inquiry.asked(path + key, new Inquiry.Shape.Texts(), true);
    demand(key);
    Setting value = find(key).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    List<Setting> elements =
        value instanceof Setting.Sequence sequence ? sequence.elements() : List.of(value);
    List<T> parsed = new ArrayList<>();
    for (Setting element : elements) {
      scalar(key, element)
          .flatMap(text -> parse(element, key, text, parser))
          .ifPresent(parsed::add);
    }
    return parsed.size() < elements.size()
        ? Optional.empty()
        : attempt(() -> together(value, key, parsed, whole));
  }

  private <T, R> R together(Setting value, String key, List<T> parsed, Function<List<T>, R> whole) {
    try {
      return whole.apply(parsed);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(said(value, key, wrong.getMessage()));
    }
  }

  private void demand(String key) {
    if (find(key).isEmpty()) {
      findings.problem(mapping.where() + ": " + path + key + " is missing");
    }
  }

  private <T> Optional<T> value(String key, Function<String, T> parser) {
    Setting value = find(key).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    return scalar(key, value).flatMap(text -> parse(value, key, text, parser));
  }

  private <T> Optional<T> parse(
      Setting value, String key, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (ConfigException placed) {
      placed.problems().forEach(findings::problem);
    } catch (IllegalArgumentException wrong) {
      wrong(value, key, wrong.getMessage());
    }
    return Optional.empty();
  }

  /** One of some words. */
  public <T> Optional<T> choice(String key, Map<String, T> meanings) {
    ask(key, new Inquiry.Shape.Choice(List.copyOf(meanings.keySet())));
    return value(
        key,
        text -> Values.choice(text, meanings, word -> Suggestion.near(word, meanings.keySet())));
  }

  /**
   * One of some words, which must be there; empty only if what is wrong has been noted.
   *
   * @param hint what to say after the list of words to somebody who wrote another
   */
  public <T> Optional<T> requiredChoice(
      String key, Map<String, T> meanings, UnaryOperator<String> hint) {
    inquiry.asked(path + key, new Inquiry.Shape.Choice(List.copyOf(meanings.keySet())), true);
    demand(key);
    return value(key, text -> Values.choice(text, meanings, hint));
  }

  /**
   * A list of some words; empty if it is absent.
   *
   * @param meanings of the words; one that is there twice counts once
   */
  public <T> Set<T> choices(String key, Map<String, T> meanings) {
    return new LinkedHashSet<>(
        parsedTexts(
            key,
            text ->
                Values.choice(text, meanings, word -> Suggestion.near(word, meanings.keySet()))));
  }

  /** Whether there is a list at a key, and nothing in it. */
  public boolean isEmptyList(String key) {
    return find(key)
        .filter(Setting.Sequence.class::isInstance)
        .map(list -> ((Setting.Sequence) list).elements().isEmpty())
        .orElse(false);
  }

  /** A list of texts; empty if it is absent. */
  public List<String> texts(String key) {
    return parsedTexts(key, text -> text);
  }

  /** A list of texts, each turned into something else; what that throws is said with its place. */
  public <T> List<T> parsedTexts(String key, Function<String, T> parser) {
    ask(key, new Inquiry.Shape.Texts());
    Setting value = find(key).orElse(null);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Setting.Sequence sequence)) {
      wrong(value, key, "is a list; write it as [one, two]");
      return List.of();
    }
    List<T> parsed = new ArrayList<>();
    for (Setting element : sequence.elements()) {
      scalar(key, element)
          .flatMap(text -> parse(element, key, text, parser))
          .ifPresent(parsed::add);
    }
    return parsed;
  }

  /** The same, where one text may stand without a list around it. */
  public <T> List<T> oneOrMore(String key, Function<String, T> parser) {
    ask(key, new Inquiry.Shape.Text());
    return find(key).filter(Setting.Scalar.class::isInstance).isPresent()
        ? List.of(parsed(key, parser).orElseThrow())
        : parsedTexts(key, parser);
  }

  /** A whole number within limits. */
  public long number(String key, long absent, long least, long most) {
    ask(key, new Inquiry.Shape.WholeNumber(absent, least, most));
    return value(key, text -> Values.number(text, least, most)).orElse(absent);
  }

  /** True or false. */
  public boolean flag(String key, boolean absent) {
    ask(key, new Inquiry.Shape.Flag(absent));
    return value(key, Values::flag).orElse(absent);
  }

  private Optional<String> scalar(String key, Setting value) {
    if (value instanceof Setting.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    wrong(value, key, "takes one value");
    return Optional.empty();
  }

  private void wrong(Setting value, String key, String what) {
    findings.problem(said(value, key, what));
  }

  /** A message may begin with the setting's name already. */
  private String said(Setting value, String key, String what) {
    String name = path + key;
    boolean named = what.startsWith(name + ": ") || what.startsWith(name + " ");
    return value.where() + ": " + (named ? what : name + ": " + what);
  }

  /** Refuses the value of a key, for a reason that its text alone does not give. */
  public void refuse(String key, String what) {
    findings.problem(said(find(key).orElse(mapping), key, what));
  }

  /** Says that the value of a key, or its absence, is legal and unwise. */
  public void warn(String key, String what) {
    findings.warning(said(find(key).orElse(mapping), key, what));
  }

  /** The folder that the configuration's file is in, if there is a file. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Where this section was written, for an error about all of it. */
  public String where() {
    return mapping.where();
  }

  /**
   * Refuses keys that nobody has asked for.
   *
   * @throws ConfigException with their places, and what was probably meant
   */
  public void end() {
    mapping
        .members()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                unknown(key, value);
              }
            });
  }

  private void unknown(String key, Setting value) {
    List<String> places = value.leaves().map(Setting::where).distinct().toList();
    places.stream()
        .filter(serviceLinks::contains)
        .map(place -> place.substring(ConfigSources.VARIABLE.length()))
        .forEach(findings::serviceLink);
    List<String> settings = places.stream().filter(where -> !serviceLinks.contains(where)).toList();
    if (settings.isEmpty()) {
      return;
    }
    String where = settings.size() == places.size() ? value.where() : settings.get(0);
    String near = Suggestion.near(key, known);
    String hint = near.isEmpty() ? "; known here: " + String.join(", ", known) : near;
    findings.problem(where + ": unknown setting \"" + path + key + "\"" + hint);
  }
}
