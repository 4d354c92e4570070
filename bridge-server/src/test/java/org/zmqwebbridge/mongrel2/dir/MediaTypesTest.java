package org.zmqwebbridge.mongrel2.dir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.mongrel2.config.Mongrel2File;
import org.zmqwebbridge.mongrel2.m2sh.DebianM2sh;

class MediaTypesTest {
  private static final String CONFIG =
      "main = Server(uuid='a', name='main', port=6767, chroot='./', access_log='/a', error_log='/e',"
          + " pid_file='/p', default_host='h', hosts=[Host(name='h', routes={'/': Dir(base='d/',"
          + " index_file='i', default_ctype='text/plain')})])\nservers = [main]\n";

  private static final MediaTypes TYPES =
      new MediaTypes(Map.of(".tar.gz", "text/own", ".PDF", "text/pdf"), "text/plain");

  @ParameterizedTest
  @CsvSource({
    "a.tar.gz, text/own",
    "a.gz, application/gzip",
    "a.pdf, text/pdf",
    "A.HTML, text/html",
    "a.mjs, text/javascript",
    "a.mp4, video/mp4",
    "a.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "a.epub, application/epub+zip",
    "a.webp, image/webp",
    "a.jsonld, application/ld+json",
    "a.kml, application/vnd.google-earth.kml+xml",
    "a.xcf, text/plain",
    "Makefile, text/plain",
    "a., text/plain",
  })
  void theEndOfTheNameSaysIt(String name, String type) {
    assertEquals(type, TYPES.of(name));
  }

  /** Compares them with the table that Mongrel2's own m2sh puts into a database. */
  @Test
  void whereMongrel2KnowsAnotherTypeTheDocsSaySo(@TempDir Path folder) throws Exception {
    assumeTrue(DebianM2sh.isThere());
    Files.writeString(folder.resolve("m.conf"), CONFIG, UTF_8);
    String unused = DebianM2sh.run(folder, "load", "-config", "m.conf", "-db", "m.sqlite");
    Map<String, String> theirs = Mongrel2File.read(folder.resolve("m.sqlite")).config().mimeTypes();
    MediaTypes ours = new MediaTypes(Map.of(), "none");
    Set<String> other = new TreeSet<>();
    Set<String> none = new TreeSet<>();
    theirs.forEach(
        (ending, type) -> {
          String known = ours.of("a" + ending);
          if (!known.equals(type)) {
            (known.equals("none") ? none : other).add(ending.substring(1));
          }
        });
    assertEquals(857, theirs.size());
    assertEquals(611, theirs.size() - other.size() - none.size());
    assertEquals(List.of(other, none), said());
  }

  /** The indented paragraphs of the docs' last section. */
  private static List<Set<String>> said() throws IOException {
    String docs = Files.readString(Path.of("../docs/mongrel2-routes.md"), UTF_8);
    String section = docs.substring(docs.indexOf("## Media types that are not Mongrel2's"));
    List<Set<String>> said = new ArrayList<>();
    for (String paragraph : section.split("\n\n", -1)) {
      if (paragraph.startsWith("    ")) {
        said.add(new TreeSet<>(List.of(paragraph.strip().split("\\s+", -1))));
      }
    }
    return said;
  }
}
