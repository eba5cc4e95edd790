// Livelier, not needed: a page of the form is saved as a draft while somebody types, and the panel shows what is found.
"use strict";

const form = document.querySelector("form[data-live]");
const panel = document.getElementById("panel");
const WAIT = 500;
const LATER = 1200;
let timer = 0;
let later = 0;
let sending = false;
let unsent = false;
let unreached = false;

function tell(words, failed) {
  const status = form.querySelector("[data-status]");
  status.textContent = words;
  status.classList.toggle("failed", Boolean(failed));
}

function count() {
  for (const each of form.querySelectorAll("[data-count-of]")) {
    const length = document.getElementById(each.dataset.countOf).value.length;
    each.textContent = `${length} of at most ${each.dataset.limit} characters`;
  }
}

function showFaults() {
  const found = new Map([...panel.querySelectorAll("[data-faults] li")].map((each) => [each.dataset.address, each.textContent]));
  for (const field of form.querySelectorAll(".field")) {
    const error = field.querySelector(":scope > .error, :scope > fieldset > .error");
    const words = found.get(field.id.slice(2)) || "";
    field.classList.toggle("wrong", Boolean(words));
    error.textContent = words;
    error.hidden = !words;
  }
}

// What to answer next takes longer, so it is asked for once nobody types.
async function showNext() {
  const place = panel.querySelector("[data-next]:not([data-known])");
  if (!place) return;
  const answer = await fetch(place.dataset.next, { headers: { "x-cat2-fragment": "1" } }).catch(() => null);
  if (answer?.ok && place.isConnected) place.innerHTML = await answer.text();
}

// What was not saved is remembered with the version that it was typed on, for whoever comes back to the page.
function nameOfUnsaved() {
  return `not saved ${new URL(form.action).pathname}`;
}

function keep() {
  unsent = true;
  sessionStorage.setItem(nameOfUnsaved(), form.elements.base.value);
}

function message() {
  form.elements.turn.value = Number(form.elements.turn.value) + 1;
  return { method: "POST", body: new FormData(form), headers: { "x-cat2-fragment": "1" } };
}

let current = Promise.resolve();
function save() {
  if (sending) unsent = true;
  else current = send();
}

async function send() {
  sending = true;
  unsent = false;
  try {
    const answer = await fetch(form.action, message());
    unreached = false;
    if (!answer.ok) {
      keep();
      tell("Not saved: the server does not take this page. Save shows why.", true);
      return;
    }
    panel.innerHTML = await answer.text();
    form.elements.base.value = answer.headers.get("x-cat2-base");
    sessionStorage.removeItem(nameOfUnsaved());
    const asked = [...form.querySelectorAll("input[name=f]")].filter((each) => !each.closest(".skipped")).map((each) => each.value).join(" ");
    form.querySelector("[data-more]").hidden = asked === answer.headers.get("x-cat2-fields");
    showFaults();
    tell("What you typed is saved as a draft.");
    clearTimeout(later);
    later = setTimeout(showNext, LATER);
  } catch {
    unreached = true;
    keep();
    tell("Not saved: the server does not answer. What you typed is still on this page; Save tries again.", true);
  } finally {
    sending = false;
  }
  if (unsent && !form.querySelector(".live.failed")) wait();
}

function wait() {
  unsent = true;
  clearTimeout(timer);
  timer = setTimeout(save, WAIT);
}

if (panel) showNext();
if (form && panel) {
  // A page that the back button brings again may be an old copy. All that was typed is with the server, unless it
  // could not be saved: that is on the page alone, and is sent once more.
  const typedOn = sessionStorage.getItem(nameOfUnsaved());
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isBack && typedOn === null) location.reload();
  if (isBack && typedOn !== null) {
    form.elements.base.value = typedOn;
    wait();
  } else sessionStorage.removeItem(nameOfUnsaved());
  form.elements.writer.value = `k${crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, "0")}`;
  form.elements.turn.value = 0;
  form.addEventListener("input", (event) => {
    // Who types an answer has one: a state chosen before gives way.
    const { name, value } = event.target;
    const answered = name.startsWith("v:") && value && form.querySelector(`input[name="s:${CSS.escape(name.slice(2))}"][value=""]`);
    if (answered) answered.checked = true;
    count();
    wait();
  });
  // Whoever leaves a field may be about to leave the page.
  form.addEventListener("change", () => { clearTimeout(timer); save(); });
  // What is on its way arrives before the form does; until the form is sent, what was typed since then is unsent.
  // Where nobody answers, the form stays: in its place the browser would show a page of its own, and nothing typed.
  let submitting = false;
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!sending && !unreached) {
      unsent = false;
      return;
    }
    event.preventDefault();
    if (submitting) return;
    submitting = true;
    if (!sending) save();
    while (sending) await current;
    submitting = false;
    if (!unreached) form.requestSubmit(event.submitter);
  });
  // Whoever leaves while something is not sent yet loses nothing either.
  addEventListener("pagehide", () => {
    if (unsent) fetch(form.action, { ...message(), keepalive: true });
  });
  addEventListener("beforeunload", (event) => { if (unsent && form.querySelector(".live.failed")) event.preventDefault(); });
}
