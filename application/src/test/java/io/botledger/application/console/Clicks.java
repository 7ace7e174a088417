package io.botledger.application.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What people do on pages, in their words. */
final class Clicks {
  private Clicks() {}

  /** What a chatbot's page shows of an environment. */
  static Locator card(Page browser, String environment) {
    return browser.locator(".environment." + environment);
  }

  static void press(Locator place, String button) {
    place.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)).click();
  }

  /** Unfolds the first part of that title. */
  static void open(Locator place, String title) {
    place.locator("summary", new Locator.LocatorOptions().setHasText(title)).first().click();
  }
}
