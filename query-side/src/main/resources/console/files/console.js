"use strict";

// Times are sent in UTC; here they become the reader's, with the exact ones on hover.
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const short = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });

function local(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) {
      time.textContent = ("short" in time.dataset ? short : long).format(at);
      time.title = time.dateTime;
    }
  }
  for (const place of root.querySelectorAll("[data-origin]")) {
    place.textContent = location.origin;
  }
}

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.method === "post") {
    setTimeout(() => {
      for (const button of event.target.querySelectorAll("button")) {
        button.disabled = true;
      }
    });
  }
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[method=post] button:disabled")) {
    button.disabled = false;
  }
});

// The timeline: a click on it, or the slider below it, leads to the page as of then.
function timeline() {
  const picture = document.querySelector(".picture");
  const slider = document.getElementById("moment");
  if (!picture || !slider || "ready" in picture.dataset) {
    return;
  }
  picture.dataset.ready = "";
  const from = Number(picture.dataset.from);
  const to = Number(picture.dataset.to);
  const field = slider.form.elements.at;
  const moment = (share) => new Date(Math.round(from + share * (to - from))).toISOString();
  const shown = new Date(field.value).getTime();
  slider.value = isNaN(shown) ? 1000 : (1000 * (shown - from)) / (to - from);
  slider.addEventListener("input", () => {
    field.value = moment(slider.value / 1000);
    slider.setAttribute("aria-valuetext", field.value);
  });
  slider.addEventListener("change", () => slider.form.requestSubmit());
  picture.addEventListener("click", (event) => {
    if (!event.target.closest("a")) {
      const drawn = picture.querySelector("svg").getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - drawn.left) / drawn.width));
      field.value = moment(share);
      slider.form.requestSubmit();
    }
  });
}

// The log: the slider, and so the arrow keys, goes from event to event.
function steps() {
  const slider = document.getElementById("step");
  if (!slider) {
    return;
  }
  const events = [...document.querySelectorAll("#stretch a")];
  const show = (link) => {
    const before = document.querySelector("#stretch a[aria-current]");
    before?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    link.scrollIntoView({ block: "nearest" });
    slider.value = events.indexOf(link);
    slider.setAttribute("aria-valuetext", link.textContent.trim());
  };
  show(document.querySelector("#stretch a[aria-current]") ?? events[0]);
  slider.addEventListener("input", () => events[slider.value].click());
  for (const link of events) {
    link.addEventListener("click", () => show(link));
  }
}

// What can be brought up to date in its place; nothing where somebody reads.
function parts() {
  const again = document.getElementById("again");
  if (!again) {
    return [];
  }
  const others = again.getAttribute("hx-select-oob")?.split(",") ?? [];
  return [again.getAttribute("hx-target"), ...others].map((part) => document.querySelector(part));
}

// What somebody fills in or has unfolded, or stands on with the keyboard, is not taken from under them.
function areUsed() {
  return (
    document.querySelector("details.act[open]") ||
    parts().some((part) => part?.contains(document.activeElement) || part?.querySelector("details[open]"))
  );
}

// Whether a page that was asked for again lacks a part that is there now: the API was away, or had enough of us.
function lacks(page) {
  const asked = new DOMParser().parseFromString(page, "text/html");
  return parts().some((part) => {
    const newer = part && asked.getElementById(part.id);
    return part && (!newer || (newer.querySelector("[data-lacking]") && !part.querySelector("[data-lacking]")));
  });
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig.elt.id !== "again") {
    return;
  }
  const isLacking = lacks(event.detail.xhr.responseText);
  if (isLacking || areUsed()) {
    event.detail.shouldSwap = false;
    if (isTold()) {
      notice();
      if (isLacking) {
        lookAgainSoon();
      }
    }
  }
});

// Whether the page is told what changes, and does not only look every so many seconds.
function isTold() {
  return document.querySelector("[data-live]") !== null;
}

// Something has changed: the page looks again, or says so.
function notice() {
  document.getElementById("changed").hidden = false;
}
function lookAgain() {
  if (parts().length > 0 && !areUsed()) {
    htmx.trigger("#again", "again");
  } else {
    notice();
  }
}

// What has no event that tells it is looked at every so many seconds, but where it is used.
function poll() {
  const seconds = document.querySelector("[data-poll]")?.dataset.poll;
  if (seconds) {
    setInterval(() => document.hidden || areUsed() || htmx.trigger("#again", "again"), 1000 * seconds);
  }
}

// Whatever was not answered is asked for again.
const SOON = 5000;
let soon = 0;
function lookAgainSoon() {
  soon ||= setTimeout(() => {
    soon = 0;
    lookAgain();
  }, SOON);
}
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const asks = event.detail.elt;
    if (asks.id === "again" && isTold()) {
      notice();
      lookAgainSoon();
    } else if (asks.id === "run") {
      setTimeout(() => htmx.trigger(asks, "again"), SOON);
    }
  });
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id === "again" && event.detail.successful && !areUsed() && !soon) {
    document.getElementById("changed").hidden = true;
  }
});

// Whether a page shows, or would show, what an entry of the audit tells.
function concerns(entry, page) {
  const asked = new URLSearchParams(location.search);
  const has = (name, value) => !asked.get(name) || asked.get(name).trim() === value;
  return (
    (!("keys" in page) || entry.chatbotId === null) &&
    (!page.version || entry.versionId === page.version || entry.environment !== null) &&
    ["versionId", "environment", "action", "surface"].every((name) => has(name, entry[name])) &&
    has("actor", entry.actor.name) &&
    !(new Date(entry.time) > new Date(asked.get("to") || NaN))
  );
}

// Told while the page is seen: a stream holds one of the few connections that browsers have to a host. It goes on
// behind what was told last, however it came to its end.
function live() {
  const page = document.querySelector("[data-live]")?.dataset;
  if (!page) {
    return;
  }
  const cutOff = document.getElementById("cut-off");
  const known = new Set((page.known ?? "").split(" "));
  const address = new URL(page.live, location.href);
  let newer = 0;
  let stream = null;
  let timer = 0;
  let failures = 0;
  let due = 0;
  let looked = 0;
  // A deployment is two entries, and brings one look; a thousand of them bring one a second.
  const lookSoon = () => {
    due ||= setTimeout(
      () => {
        due = 0;
        looked = Date.now();
        lookAgain();
      },
      Math.max(50, looked + 1000 - Date.now()),
    );
  };
  const entered = (entry) => {
    if (!known.has(String(entry.position)) && concerns(entry, page)) {
      const shown = document.getElementById("newer");
      if (shown) {
        shown.textContent = ++newer;
        notice();
      } else {
        lookSoon();
      }
    }
  };
  const changed = (change) => {
    const shown = document.querySelector(`[data-environment="${change.environment}"]`);
    if (shown && shown.dataset.runs !== (change.deploymentId ?? "none")) {
      lookSoon();
    }
  };
  const close = () => {
    clearTimeout(timer);
    stream?.close();
  };
  const open = () => {
    close();
    const opened = new EventSource(address);
    stream = opened;
    opened.addEventListener("open", () => {
      failures = 0;
      cutOff.hidden = true;
    });
    opened.addEventListener("message", (event) => {
      address.searchParams.set("after", event.lastEventId);
      const told = JSON.parse(event.data);
      ("position" in told ? entered : changed)(told);
    });
    // One that breaks off comes again by itself. One that is refused does not.
    opened.addEventListener("error", () => {
      failures++;
      const isRefused = opened.readyState === EventSource.CLOSED;
      cutOff.hidden = !isRefused && failures < 2;
      if (isRefused) {
        timer = setTimeout(open, SOON * Math.min(failures, 12));
      }
    });
  };
  const follow = () => (document.hidden ? close() : open());
  document.addEventListener("visibilitychange", follow);
  follow();
}

document.addEventListener("DOMContentLoaded", () => {
  live();
  poll();
  local(document);
  timeline();
  steps();
});
document.addEventListener("htmx:afterSettle", () => {
  local(document);
  timeline();
});
