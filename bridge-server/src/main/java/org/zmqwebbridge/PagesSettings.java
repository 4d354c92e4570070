package org.zmqwebbridge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.jetty.Pages;

/**
 * The settings below {@code pages}; or the folder alone, in its place. A relative folder is seen
 * from the configuration file's own.
 */
final class PagesSettings {
  private static final String KEY = "pages";

  private PagesSettings() {}

  static void read(Section root, BridgeBuilder builder) {
    Optional<Path> from = root.folder();
    if (!root.isSection(KEY)) {
      root.parsed(KEY, name -> Pages.of(folder(from, name))).ifPresent(builder::pages);
      return;
    }
    Section section = root.section(KEY);
    Optional<Pages.Root> folder = section.required("folder", name -> folder(from, name));
    String index = section.text("index").orElse(Pages.INDEX);
    String policy = section.text("csp").orElse(Pages.POLICY);
    folder
        .flatMap(found -> section.attempt(() -> pages(section, found, index, policy)))
        .ifPresent(builder::pages);
    section.end();
  }

  private static Pages pages(Section section, Pages.Root folder, String index, String policy) {
    try {
      return new Pages(folder, index, policy);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(section.where() + ": pages: " + wrong.getMessage());
    }
  }

  private static Pages.Root folder(Optional<Path> from, String name) {
    Path folder = from.map(file -> file.resolve(name)).orElse(Path.of(name));
    Pages.Root root = new Pages.Root.Folder(folder);
    if (from.isPresent() && contains(folder, from.get())) {
      throw new IllegalArgumentException(
          "would publish the configuration file, which is in "
              + folder
              + " too; put the pages in a folder of their own");
    }
    return root;
  }

  private static boolean contains(Path folder, Path other) {
    try {
      return other.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException gone) {
      throw new IllegalArgumentException("cannot be read: " + gone.getMessage(), gone);
    }
  }
}
