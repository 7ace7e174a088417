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

// What somebody stands on with the keyboard is not taken from under them.
function isUsed(part) {
  return part !== null && part.contains(document.activeElement);
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "now" && isUsed(event.detail.target)) {
    event.detail.shouldSwap = false;
  }
});

// What runs has changed: the page looks again. One whose form is being filled in is left as it is, and says so.
function lookAgain() {
  const again = document.getElementById("again");
  const parts = ["environments", "timeline", "versions"].map((id) => document.getElementById(id));
  if (again && !document.querySelector("details.act[open]") && !parts.some(isUsed)) {
    htmx.trigger(again, "again");
  } else {
    document.getElementById("changed").hidden = false;
  }
}

// Whatever was not answered is asked for again.
const SOON = 5000;
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const asks = event.detail.elt;
    if (asks.id === "again") {
      document.getElementById("changed").hidden = false;
      setTimeout(lookAgain, SOON);
    } else if (asks.id === "run") {
      setTimeout(() => htmx.trigger(asks, "again"), SOON);
    }
  });
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id === "again" && event.detail.successful) {
    document.getElementById("changed").hidden = true;
  }
});

// What runs, told as it changes while the page is seen: a stream holds one of the few connections that browsers have
// to a host. It begins with what runs now, and so tells what has changed while it was closed.
function live() {
  const page = document.querySelector("[data-live]");
  if (!page) {
    return;
  }
  const cutOff = document.getElementById("cut-off");
  let stream = null;
  let timer = 0;
  let failures = 0;
  const close = () => {
    clearTimeout(timer);
    stream?.close();
  };
  const open = () => {
    close();
    const opened = new EventSource(page.dataset.live);
    stream = opened;
    opened.addEventListener("open", () => {
      failures = 0;
      cutOff.hidden = true;
    });
    opened.addEventListener("message", (event) => {
      const change = JSON.parse(event.data);
      const shown = document.querySelector(`[data-environment="${change.environment}"]`);
      if (shown && shown.dataset.runs !== (change.deploymentId ?? "none")) {
        lookAgain();
      }
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
  local(document);
  timeline();
  steps();
});
document.addEventListener("htmx:afterSettle", () => {
  local(document);
  timeline();
});
