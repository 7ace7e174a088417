package io.botledger.platform.web;

import io.botledger.events.Environment;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Checks the names in paths and query strings before any endpoint sees them. Path variables are
 * known by their names: {@code chatbotId} and {@code assistant_id}, {@code environment}, {@code
 * sequence}; all others are ids of ours, of which a malformed one just does not exist.
 */
final class RequestNames implements HandlerInterceptor {
  static final String NO_ID =
      "It must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ : - and not . or ..";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackageName().startsWith("io.botledger.")) {
      List<Issue> issues = new ArrayList<>();
      if (request.getRequestURI().indexOf(';') >= 0) {
        issues.add(new Issue("path", "The path may not have parameters (;)."));
      }
      queries(request, method, issues);
      boolean unknown = variables(request, issues);
      if (!issues.isEmpty()) {
        throw Refusal.invalid(issues);
      }
      if (unknown) {
        throw Refusal.of(
            ProblemCode.VERSION_NOT_FOUND, "There is no such version in this chatbot.");
      }
    }
    return true;
  }

  private static void queries(
      HttpServletRequest request, HandlerMethod method, List<Issue> issues) {
    QueryNames names = method.getMethodAnnotation(QueryNames.class);
    List<String> known = names == null ? List.of() : Arrays.asList(names.value());
    QueryString.of(request)
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                issues.add(
                    new Issue(
                        name,
                        "This query parameter is not known here. Known are: "
                            + (known.isEmpty() ? "none" : String.join(", ", known))
                            + "."));
              } else if (values.size() > 1) {
                issues.add(new Issue(name, "This query parameter was given more than once."));
              } else if (values.get(0).indexOf('\0') >= 0) {
                issues.add(new Issue(name, "It may not contain the character U+0000."));
              }
            });
  }

  @SuppressWarnings("unchecked")
  private static boolean variables(HttpServletRequest request, List<Issue> issues) {
    Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    boolean unknown = false;
    if (found instanceof Map<?, ?> variables) {
      for (Map.Entry<String, String> variable : ((Map<String, String>) variables).entrySet()) {
        String name = variable.getKey();
        String value = variable.getValue();
        switch (name) {
          case "chatbotId", "assistant_id" -> {
            if (!isId(value)) {
              issues.add(new Issue(name, NO_ID));
            }
          }
          case "environment" -> {
            if (Arrays.stream(Environment.values()).noneMatch(e -> e.text().equals(value))) {
              issues.add(new Issue(name, "It must be one of: dev, test, prod."));
            }
          }
          case "sequence" -> {
            if (!value.matches("[0-9]{1,18}")) {
              issues.add(new Issue(name, "It must be an integer from 0 up."));
            }
          }
          case "name", "keyId" -> {
            // A projection's or a key's: whether there is one is said where they are known.
          }
          default -> unknown |= !isId(value);
        }
      }
    }
    return unknown;
  }

  static boolean isId(String value) {
    return ID.matcher(value).matches() && !value.equals(".") && !value.equals("..");
  }
}
