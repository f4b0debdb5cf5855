// Only comfort: every page works without this script.
"use strict";

// A part that says so (data-again, seconds) is read anew until it no longer does.
function readAgain(part) {
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (!fresh) return;
      part.replaceWith(fresh);
      if (fresh.dataset.again) readAgain(fresh);
    } catch {
      readAgain(part);
    }
  }, 1000 * Number(part.dataset.again));
}
document.querySelectorAll("[data-again]").forEach(readAgain);

// An address may lead into something folded: open what lies around it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

// On paper everything is open.
addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open])").forEach((one) => { one.open = true; one.dataset.printed = "1"; });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-printed]").forEach((one) => { one.open = false; delete one.dataset.printed; });
});
