// Copies what a line of the list at the foot of a page holds, and hands the page's address to the device's own sharing.
(() => {
  "use strict";
  const section = document.querySelector(".page-tools");
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
