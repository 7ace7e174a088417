package io.botledger.application.console;

import com.microsoft.playwright.Page;
import io.botledger.application.process.BotledgerProcess;

/** What tests in a browser have: a running process, the browser, and what looks at its pages. */
record Seen(BotledgerProcess botledger, Chromium chromium, Screens screens) {

  /** A browser of its own, signed in. */
  Page admin() {
    return chromium.signedIn(botledger.adminKey());
  }

  /** The same, at a page. */
  Page admin(String page) {
    Page browser = admin();
    browser.navigate(page);
    return browser;
  }
}
