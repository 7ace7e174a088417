package io.botledger.query.console.page;

import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Problem;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.ModelAndView;

/** Every address below {@code /console/} that is none of the others'. */
@Controller
class NothingHere {

  /** What people type who do not know that it is at the very top. */
  @GetMapping("/console")
  ResponseEntity<Void> top() {
    return SentForm.seeOther(ApiPath.of("/"));
  }

  @RequestMapping(
      path = {"/console/", "/console/{place:(?!files$).*}", "/console/{place:(?!files$).*}/**"},
      method = {RequestMethod.GET, RequestMethod.POST})
  ModelAndView nothing(HttpMethod method) {
    return page(
        method.equals(HttpMethod.POST)
            ? Problem.of(405, "method-not-allowed", "There is no such form.")
            : Problem.of(404, "not-found", "There is no such page."));
  }

  /** A page that says so. */
  static ModelAndView page(Problem problem) {
    ModelAndView page = new ModelAndView("problem", HttpStatusCode.valueOf(problem.status()));
    page.addObject("problem", problem);
    page.addObject("lookAgain", "/");
    return page;
  }
}
