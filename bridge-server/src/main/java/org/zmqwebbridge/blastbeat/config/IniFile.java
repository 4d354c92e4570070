package org.zmqwebbridge.blastbeat.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.config.ConfigException;

/**
 * The sections of an ini file, as BlastBeat reads it: {@code key = value}, the first equals sign
 * counts; a line that begins with {@code ;} or {@code #} is a comment; a section that is there
 * twice is one, and so are keys.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class IniFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_KEY = 64;
  private static final char ILL_FORMED = '\ufffd';
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String name;
  private final IniFindings findings;
  private final Map<String, IniSection> sections = new LinkedHashMap<>();
  private final String first;
  private IniSection current; // null before the first line that says something

  private IniFile(String name, String first, IniFindings findings) {
    this.name = name;
    this.findings = findings;
    this.first = first;
  }

  /** The text of a file. */
  static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ConfigException(file + " is longer than " + MAX_BYTES + " bytes; is it the one?");
      }
      return new String(bytes, UTF_8);
    } catch (IOException failure) {
      throw new ConfigException(
          file
              + " cannot be read; is the path right, and may this user read it? ("
              + failure.getClass().getSimpleName()
              + ")");
    }
  }

  /**
   * Reads one.
   *
   * @param name of the file, for messages
   * @param first the section of what is before all sections; empty: that is in none
   * @return sections by their names, in order
   */
  static Map<String, IniSection> sections(
      String text, String name, String first, IniFindings findings) {
    IniFile file = new IniFile(name, first, findings);
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    String[] lines = plain.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      file.line(lines[i].strip(), name + ":" + (i + 1));
    }
    return file.sections;
  }

  private void line(String line, String where) {
    if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("[")) {
      begin(line, where);
      return;
    }
    int equals = line.indexOf('=');
    String key = equals < 0 ? line : line.substring(0, equals).strip();
    String value = equals < 0 ? "" : line.substring(equals + 1).strip();
    if (key.isEmpty() || key.length() > MAX_KEY || hasControls(key, "")) {
      findings.mistake(
          where, "is neither [section], key = value nor a comment (;): " + Checks.quoted(line));
    } else if (value.indexOf(ILL_FORMED) >= 0) {
      findings.mistake(where, key + ": is not text in UTF-8");
    } else if (hasControls(value, "\t")) {
      findings.mistake(where, key + ": has control characters: " + Checks.quoted(value));
    } else {
      current = current == null ? named(first, where) : current;
      current.add(new IniLine(key, value, where));
    }
  }

  private static boolean hasControls(String text, String allowed) {
    return text.chars().anyMatch(c -> (c < ' ' || c == 0x7f) && allowed.indexOf(c) < 0);
  }

  private void begin(String line, String where) {
    if (!line.endsWith("]")) {
      findings.mistake(where, "a section ends with ]: " + Checks.quoted(line));
      current = new IniSection(where, findings); // what is wrong in it is not said twice
      return;
    }
    String section = line.substring(1, line.length() - 1).strip();
    current = named(section, where);
  }

  private IniSection named(String section, String where) {
    return sections.computeIfAbsent(section, key -> new IniSection(where, findings));
  }

  @Override
  public String toString() {
    return name;
  }
}
