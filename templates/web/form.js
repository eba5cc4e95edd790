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

async function send() {
  if (sending) return;
  sending = true;
  unsent = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "x-cat2-fragment": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    panel.innerHTML = await answer.text();
    form.elements.base.value = answer.headers.get("x-cat2-base");
    const asked = [...form.querySelectorAll("input[name=f]")].map((each) => each.value).join(" ");
    form.querySelector("[data-more]").hidden = asked === answer.headers.get("x-cat2-fields");
    showFaults();
    tell("What you typed is saved as a draft.");
    clearTimeout(later);
    later = setTimeout(showNext, LATER);
  } catch {
    unsent = true;
    tell("Not saved: the server does not answer. What you typed is still on this page; Save tries again.", true);
  } finally {
    sending = false;
  }
  if (unsent && !form.querySelector(".live.failed")) wait();
}

function wait() {
  unsent = true;
  clearTimeout(timer);
  timer = setTimeout(send, WAIT);
}

if (panel) showNext();
if (form && panel) {
  form.addEventListener("input", (event) => {
    // Who types an answer has one: a state chosen before gives way.
    const { name, value } = event.target;
    const answered = name.startsWith("v:") && value && form.querySelector(`input[name="s:${CSS.escape(name.slice(2))}"][value=""]`);
    if (answered) answered.checked = true;
    count();
    wait();
  });
  form.addEventListener("submit", () => { clearTimeout(timer); unsent = false; });
  // Whoever leaves while something is not sent yet loses nothing either.
  addEventListener("pagehide", () => {
    if (unsent) fetch(form.action, { method: "POST", body: new FormData(form), headers: { "x-cat2-fragment": "1" }, keepalive: true });
  });
  addEventListener("beforeunload", (event) => { if (unsent && form.querySelector(".live.failed")) event.preventDefault(); });
}
