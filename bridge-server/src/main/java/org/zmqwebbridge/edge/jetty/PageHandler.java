package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Serves files of a class path folder, with headers that keep a page from loading anything foreign.
 *
 * <p>Owner thread: Jetty's.
 */
final class PageHandler extends Handler.Wrapper {
  private static final String POLICY =
      "default-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; frame-ancestors 'self'";

  private PageHandler(ResourceHandler files) {
    super(files);
  }

  /**
   * @param folder on the class path, for example {@code demo}
   * @throws IllegalArgumentException if there is no such folder
   */
  static PageHandler of(String folder) {
    ResourceHandler files = new ResourceHandler();
    Resource base = ResourceFactory.of(files).newClassLoaderResource(folder);
    if (base == null) {
      throw new IllegalArgumentException("pages: no folder " + folder + " on the class path");
    }
    files.setBaseResource(base);
    files.setDirAllowed(false);
    files.setEtags(true);
    files.setCacheControl("no-cache");
    return new PageHandler(files);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "same-origin");
    return super.handle(request, response, callback);
  }
}
