package io.botledger.application.openapi;

import io.botledger.application.contract.Document;
import io.botledger.application.contract.Operation;
import io.botledger.platform.web.QueryNames;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Method and path of every operation, with the names of its query parameters. What a path's
 * parameters are called does not matter to clients, so it does not matter here.
 */
final class Routes {

  private static final String ANY_METHOD = "ANY";

  private Routes() {}

  /** Those of the document. */
  static SortedMap<String, Set<String>> of(Document document) {
    SortedMap<String, Set<String>> routes = new TreeMap<>();
    for (Operation operation : document.operations()) {
      routes.put(route(operation.method(), operation.path()), operation.queryParameters());
    }
    return routes;
  }

  /** Those of the code: of all controllers in our own packages. */
  static SortedMap<String, Set<String>> of(RequestMappingHandlerMapping mapping) {
    SortedMap<String, Set<String>> routes = new TreeMap<>();
    mapping
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              if (handler.getBeanType().getPackageName().startsWith("io.botledger.")) {
                for (String method : methods(info)) {
                  for (String path : info.getPatternValues()) {
                    routes.put(route(method, path), queryNames(handler));
                  }
                }
              }
            });
    return routes;
  }

  private static Set<String> methods(RequestMappingInfo info) {
    Set<String> methods = new TreeSet<>();
    info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
    return methods.isEmpty() ? Set.of(ANY_METHOD) : methods;
  }

  private static Set<String> queryNames(HandlerMethod handler) {
    QueryNames names = handler.getMethodAnnotation(QueryNames.class);
    return names == null ? Set.of() : new TreeSet<>(Set.of(names.value()));
  }

  private static String route(String method, String path) {
    return method + " " + path.replaceAll("\\{[^/}]+}", "{}");
  }
}
