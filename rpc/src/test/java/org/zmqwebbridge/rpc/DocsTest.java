package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of docs/rpc show the programs that are run, and name every code and limit. */
class DocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs/rpc");
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- (\\S+) -->\n)?```(\\w+)\n(.*?)```\n", Pattern.DOTALL);

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void everyProgramOnAPageIsTheFileThatIsRun() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        String source = block.group(1);
        assertTrue(source != null, page + " has a block that names no file:\n" + block.group(3));
        assertEquals(region(source), block.group(3), page + " differs from " + source);
        shown.add(source.replaceFirst("#.*", ""));
      }
    }
    assertEquals(examples(), shown);
  }

  private static String region(String source) throws IOException {
    String[] parts = source.split("#", 2);
    String text = Files.readString(ROOT.resolve(parts[0]));
    if (parts.length == 1) {
      return text;
    }
    Matcher region =
        Pattern.compile(
                "(?://|#) docs:begin " + parts[1] + "\n(.*?)\n*(?://|#) docs:end", Pattern.DOTALL)
            .matcher(text);
    assertTrue(region.find(), source + " does not exist");
    return region.group(1) + "\n";
  }

  private static Set<String> examples() throws IOException {
    Set<String> files = new TreeSet<>();
    for (String folder :
        List.of(
            "docs/rpc/examples",
            "rpc/python/examples",
            "rpc/src/test/java/org/zmqwebbridge/rpc/examples")) {
      try (Stream<Path> list = Files.list(ROOT.resolve(folder))) {
        list.filter(file -> file.toString().matches(".*\\.(js|py|java)"))
            .map(file -> folder + "/" + file.getFileName())
            .filter(file -> !file.endsWith("package-info.java"))
            .forEach(files::add);
      }
    }
    return files;
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> links = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = Pattern.compile("]\\(([^)#]+)\\)").matcher(Files.readString(page));
      while (link.find()) {
        links.add(link.group(1));
        assertTrue(Files.exists(page.resolveSibling(link.group(1))), page + ": " + link.group(1));
      }
    }
    assertFalse(links.isEmpty());
  }

  @Test
  void everyCodeHasARow() throws IOException {
    String page = Files.readString(PAGES.resolve("errors.md"));
    for (RpcCode code : RpcCode.values()) {
      assertTrue(page.contains("\n| `" + code.text() + "` |"), code.text());
    }
  }

  @Test
  void everyLimitHasARow() throws IOException {
    String page = Files.readString(PAGES.resolve("limits.md"));
    Arrays.stream(RpcLimits.class.getRecordComponents())
        .forEach(limit -> assertTrue(page.contains("\n| `" + limit.getName() + "` |"), page));
  }
}
