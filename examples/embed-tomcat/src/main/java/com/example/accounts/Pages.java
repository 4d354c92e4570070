package com.example.accounts;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** What the application itself answers: a page and its script. */
final class Pages extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Map<String, String> TYPES =
      Map.of("/index.html", "text/html", "/accounts.js", "text/javascript");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getServletPath().equals("/") ? "/index.html" : request.getServletPath();
    if (!TYPES.containsKey(path)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType(TYPES.get(path) + ";charset=utf-8");
    try (InputStream file = Pages.class.getResourceAsStream("/static" + path)) {
      file.transferTo(response.getOutputStream());
    }
  }
}
