import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code java Slim.java FROM TO PATTERN}: copies a jar without the entries whose names the regular
 * expression matches; the same bytes for the same jar.
 */
public final class Slim {
  private static final LocalDateTime DATE = LocalDateTime.of(2026, 1, 1, 0, 0);

  private Slim() {}

  public static void main(String[] args) throws IOException {
    try (ZipFile from = new ZipFile(args[0]);
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      to.setLevel(9);
      for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory() && !entry.getName().matches(args[2])) {
          copy(from, entry, to);
        }
      }
    }
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    ZipEntry copied = new ZipEntry(entry.getName());
    copied.setTimeLocal(DATE);
    to.putNextEntry(copied);
    try (InputStream bytes = from.getInputStream(entry)) {
      bytes.transferTo(to);
    }
    to.closeEntry();
  }
}
