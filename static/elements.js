// The outline editor without reloading: what does not belong into the page replaces it; branches move by dragging too.
(() => {
  "use strict";

  // A page that is not the outline: a refusal, a conflict, the way in after the session ended.
  const show = (xhr) => {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    if (!page.body.querySelector("h1")) {
      location.reload();
      return;
    }
    document.title = page.title;
    document.body.replaceChildren(...page.body.childNodes);
    if (xhr.responseURL) history.pushState(null, "", xhr.responseURL);
    const heading = document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400 && xhr.responseText.includes('id="workshop"')) return;
    event.detail.shouldSwap = false;
    event.detail.isError = false;
    show(xhr);
  });

  document.addEventListener("htmx:sendError", () => {
    document.getElementById("said").textContent =
      "Portalul nu răspunde acum. Ce ați scris a rămas în pagină; încercați din nou.";
  });

  const moved = (list, item, root) => {
    // Above the first that is shown may stand others that are not: the way to them names the nearest.
    let before = item.previousElementSibling;
    while (before && !before.matches("[data-pk], [data-before]")) before = before.previousElementSibling;
    const form = document.createElement("form");
    form.method = "post";
    form.action = `${root}elemente/${item.dataset.pk}/mutare/`;
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    const sent = {
      csrfmiddlewaretoken: token ? token.value : "",
      seen_version: item.dataset.version,
      sub: list.dataset.parent,
      dupa: before ? before.dataset.pk || before.dataset.before : "",
    };
    for (const [name, value] of Object.entries(sent))
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    document.getElementById("workshop").append(form);
    htmx.process(form);
    form.requestSubmit();
  };

  // The tree is scrolled where it was, and further only when what is open would not be seen.
  let scrolled = 0;
  const keepPlace = () => {
    const tree = document.querySelector(".tree");
    const open = tree?.querySelector(".branches [aria-current]");
    if (!open) return;
    tree.scrollTop = scrolled;
    const [one, all] = [open.getBoundingClientRect(), tree.getBoundingClientRect()];
    const isOwnScroll = tree.scrollHeight > tree.clientHeight;
    if (isOwnScroll && (one.top < all.top || one.bottom > Math.min(all.bottom, innerHeight)))
      tree.scrollTop += one.top - all.top - tree.clientHeight / 3;
  };
  document.addEventListener("htmx:beforeSwap", () => {
    scrolled = document.querySelector(".tree")?.scrollTop || 0;
  });

  const prepare = () => {
    keepPlace();
    const tree = document.querySelector(".tree[data-movable]");
    if (!tree) return;
    for (const list of tree.querySelectorAll(".branches[data-level]")) {
      Sortable.create(list, {
        group: `nivel-${list.dataset.level}`,
        draggable: "li[data-pk]",
        filter: ".branches .branches .branches",
        preventOnFilter: false,
        delay: 150,
        delayOnTouchOnly: true,
        animation: 120,
        onEnd: ({ to, item, from, oldIndex, newIndex }) => {
          if (to !== from || oldIndex !== newIndex) moved(to, item, tree.dataset.movable);
        },
      });
    }
  };

  // What is wrong is read first, whatever else the page would begin with.
  const refused = () => {
    const summary = document.querySelector(".panel .conflict, .panel .error-summary");
    if (!summary) return;
    summary.tabIndex = -1;
    summary.focus();
    summary.scrollIntoView({ block: "start" });
  };

  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    refused();
  });

  // What was said of what was done before is not said again over what is done now.
  document.addEventListener("htmx:afterSwap", () =>
    document.querySelector(".staff-page > [role=status] > .messages")?.parentElement.remove(),
  );
})();
