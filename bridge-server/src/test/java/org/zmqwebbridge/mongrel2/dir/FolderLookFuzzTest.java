package org.zmqwebbridge.mongrel2.dir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever a path says, what is found below a folder is really in it. */
class FolderLookFuzzTest {
  private static final byte[] INSIDE = "inside".getBytes(ISO_8859_1);
  private static final Place PLACE = new Place();

  /** A folder with files in it, and others around it. */
  private static final class Place {
    private Path all;
    private Path folder;
    private FolderLook look;

    void make() throws IOException {
      all = Files.createTempDirectory("folder-look");
      folder = Files.createDirectories(all.resolve("f")).toRealPath();
      Files.createDirectories(folder.resolve("d"));
      Files.writeString(all.resolve("o"), "outside");
      Files.write(folder.resolve("a"), INSIDE);
      Files.write(folder.resolve("d/i"), INSIDE);
      Files.createSymbolicLink(folder.resolve("l"), all);
      Files.createSymbolicLink(folder.resolve("d/u"), Path.of(".."));
      look =
          new FolderLook(DirConfig.of(folder, "i", new MediaTypes(Map.of(), "text/plain"), 0), 100);
    }

    void remove() throws IOException {
      for (String name : new String[] {"f/d/u", "f/d/i", "f/d", "f/l", "f/a", "f", "o", ""}) {
        Files.delete(all.resolve(name));
      }
    }
  }

  @BeforeAll
  static void make() throws IOException {
    PLACE.make();
  }

  @AfterAll
  static void remove() throws IOException {
    PLACE.remove();
  }

  @FuzzTest
  void find(byte[] bytes) {
    Found found = PLACE.look.find("/" + new String(bytes, ISO_8859_1), "/", null, 0);
    if (found != null && !found.isFolder()) {
      assertTrue(found.plain().path().startsWith(PLACE.folder), found.plain().path().toString());
      assertArrayEquals(INSIDE, found.plain().bytes());
    }
  }
}
