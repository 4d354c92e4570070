package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContentFactory;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Jetty's way to serve files, behind our {@link PageGuard}. Nothing is cached or mapped into memory
 * here: files may change while they are served.
 *
 * <p>Owner thread: Jetty's.
 */
final class PageFiles extends ResourceHandler {
  /** A browser asks each time whether its copy is still what is served. */
  static final String FRESHNESS = "no-cache";

  /** What a browser is shown in the place of a page that is not there. */
  private static final String MISSING = "404.html";

  /** Text that does not say itself what it is written in. */
  private static final List<String> TEXTS =
      List.of("text/html", "text/plain", "text/css", "text/csv", "text/javascript");

  /** What pages are made of and Jetty has no type for; without one, nosniff makes it useless. */
  private static final Map<String, String> MORE_TYPES =
      Map.of(
          "map", "application/json",
          "md", "text/markdown;charset=utf-8",
          "webmanifest", "application/manifest+json");

  private final PageGuard guard;

  /**
   * @throws IllegalArgumentException if there is no such folder
   */
  PageFiles(Pages pages) {
    Resource base = base(pages.root());
    Path folder = base.getPath();
    if (folder == null) {
      throw new IllegalArgumentException("pages: " + base.getName() + " has no files of its own");
    }
    try {
      this.guard = new PageGuard(folder, pages.index());
    } catch (IOException gone) {
      throw new UncheckedIOException("pages: " + folder + " cannot be read", gone);
    }
    setBaseResource(base);
    setDirAllowed(false);
    setEtags(true);
    setCacheControl(FRESHNESS);
    setWelcomeFiles(pages.index());
  }

  /** With a type; and text is UTF-8: browsers would take it for Windows-1252 otherwise. */
  private static HttpContent typed(HttpContent content) {
    String type = type(content);
    if (type == null || type.equals(content.getContentTypeValue())) {
      return content;
    }
    HttpField field = new HttpField(HttpHeader.CONTENT_TYPE, type);
    return new HttpContent.Wrapper(content) {
      @Override
      public HttpField getContentType() {
        return field;
      }
    };
  }

  private static String type(HttpContent content) {
    String type = content.getContentTypeValue();
    if (type == null) {
      String name = content.getResource().getFileName();
      return MORE_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }
    return TEXTS.contains(type) ? type + ";charset=utf-8" : type;
  }

  private Resource base(Pages.Root root) {
    ResourceFactory resources = ResourceFactory.of(this);
    if (root instanceof Pages.Root.Folder folder) {
      // A link may lead to the folder itself; below it, none leads out.
      return resources.newResource(real(folder.path()));
    }
    String name = ((Pages.Root.ClassPath) root).name();
    // Jetty's own search gives a folder of a jar once for each class loader, as one without a path.
    URL first = Thread.currentThread().getContextClassLoader().getResource(name);
    if (first == null) {
      throw new IllegalArgumentException("pages: no folder " + name + " on the class path");
    }
    return resources.newResource(first);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException gone) {
      throw new IllegalArgumentException("pages: there is no folder " + folder, gone);
    }
  }

  @Override
  protected HttpContent.Factory newHttpContentFactory(ByteBufferPool.Sized buffers) {
    HttpContent.Factory files =
        new ResourceHttpContentFactory(getBaseResource(), getMimeTypes(), buffers);
    return path -> guarded(files, path);
  }

  /** The page for what is not there, if the folder has one. */
  Optional<Resource> missing() {
    Resource page = getBaseResource().resolve(MISSING);
    Path file = page == null ? null : page.getPath();
    return file != null && guard.allows(file) && Files.isRegularFile(file)
        ? Optional.of(page)
        : Optional.empty();
  }

  private HttpContent guarded(HttpContent.Factory files, String pathInContext) throws IOException {
    try {
      HttpContent content = files.getContent(pathInContext);
      Path file = content == null ? null : content.getResource().getPath();
      return file != null && guard.allows(file) ? typed(content) : null;
    } catch (InvalidPathException noName) {
      return null;
    }
  }
}
