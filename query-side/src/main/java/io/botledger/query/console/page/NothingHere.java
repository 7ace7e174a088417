package io.botledger.query.console.page;

import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Every address below {@code /console/} that is none of the others'. */
@Controller
class NothingHere {

  /** What people type who do not know that it is at the very top. */
  @GetMapping("/console")
  ResponseEntity<Void> top() {
    return SeeOther.page(ApiPath.of("/"));
  }

  @GetMapping({"/console/", "/console/{place:(?!files$).*}", "/console/{place:(?!files$).*}/**"})
  ModelAndView nothing() {
    ModelAndView page = new ModelAndView("problem", HttpStatus.NOT_FOUND);
    page.addObject("problem", Problem.of(404, "not-found", "There is no such page."));
    page.addObject("lookAgain", "/");
    return page;
  }
}
