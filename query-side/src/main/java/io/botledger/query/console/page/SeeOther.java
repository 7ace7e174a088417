package io.botledger.query.console.page;

import io.botledger.query.console.api.ApiPath;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** After a form: the page that shows what has come of it (303), so that a reload sends nothing. */
public final class SeeOther {
  private SeeOther() {}

  public static ResponseEntity<Void> page(ApiPath page) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, page.toString())
        .build();
  }
}
