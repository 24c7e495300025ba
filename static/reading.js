// Makes reading nicer where scripts run: shows the place in the outline and the whole permanent address.
(() => {
  "use strict";
  for (const link of document.querySelectorAll("[data-full-address]")) link.textContent = link.href;

  const outline = document.querySelector(".outline");
  if (!outline) return;
  const folded = outline.querySelector("details");
  const beside = matchMedia("(min-width: 64rem)");
  const unfold = () => {
    folded.open = beside.matches;
  };
  unfold();
  beside.addEventListener("change", unfold);
  outline.addEventListener("click", (event) => {
    if (event.target.closest("a") && !beside.matches) folded.open = false;
  });

  const links = new Map();
  for (const link of outline.querySelectorAll("a")) {
    const place = document.getElementById(link.hash.slice(1));
    if (place) links.set(place, link);
  }
  let here = null;
  const show = (link) => {
    if (link === here) return;
    here?.removeAttribute("aria-current");
    here = link;
    here.setAttribute("aria-current", "location");
    const box = here.getBoundingClientRect();
    const frame = outline.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      outline.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting);
      if (beside.matches && seen.length) show(links.get(seen[0].target));
    },
    { rootMargin: "-5% 0px -75% 0px" },
  );
  for (const place of links.keys()) observer.observe(place);
})();

// Copies what a line of the list at the foot of a page holds, and hands the page's address to the device's own sharing.
(() => {
  "use strict";
  const section = document.querySelector(".page-tools");
  if (!section) return;
  const status = section.querySelector("[role=status]");
  const line = (button) => button.closest("dd").querySelector("[data-copied]");

  const select = (place) => {
    const range = document.createRange();
    range.selectNodeContents(place);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copy = async (button) => {
    const place = line(button);
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(place.textContent.trim());
      button.textContent = "Copiat";
      status.textContent = "S-a copiat.";
    } catch {
      select(place);
      status.textContent = "Textul este selectat: îl puteți copia.";
    }
    setTimeout(() => {
      button.textContent = words;
      status.textContent = "";
    }, 3000);
  };
  for (const button of section.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy(button));
  }
  for (const button of section.querySelectorAll("[data-share]")) {
    if (!navigator.share) continue;
    button.parentElement.hidden = false;
    button.addEventListener("click", () =>
      navigator.share({ title: document.title, url: line(button).href }).catch(() => {}),
    );
  }
})();
