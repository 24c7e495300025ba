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
