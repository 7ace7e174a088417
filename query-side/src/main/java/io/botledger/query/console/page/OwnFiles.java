package io.botledger.query.console.page;

import io.botledger.query.console.api.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndViewDefiningException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Whoever asks for a file that there is not, or would change one, gets a page that says so. */
public final class OwnFiles implements HandlerInterceptor {
  private static final String FOLDER = "/files/";

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws ModelAndViewDefiningException, IOException {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      throw instead(Problem.of(405, "method-not-allowed", "Files can only be read."));
    }
    String path = request.getRequestURI();
    if (handler instanceof ResourceHttpRequestHandler files
        && !isThere(path.substring(path.indexOf(FOLDER) + FOLDER.length()), files)) {
      throw instead(Problem.of(404, "not-found", "There is no such file."));
    }
    return true;
  }

  private static boolean isThere(String name, ResourceHttpRequestHandler files) throws IOException {
    if (!name.matches("[a-z.]+")) {
      return false;
    }
    for (Resource place : files.getLocations()) {
      if (place.createRelative(name).exists()) {
        return true;
      }
    }
    return false;
  }

  private static ModelAndViewDefiningException instead(Problem problem) {
    return new ModelAndViewDefiningException(NothingHere.page(problem));
  }
}
