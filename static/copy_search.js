// The search of a copy of the portal: Pagefind's own, with the words that were asked from another page.
(() => {
  "use strict";
  const search = new window.PagefindUI({
    element: "#cautare",
    showImages: false,
    autofocus: true,
    translations: {
      placeholder: "Caută",
      clear_search: "Șterge",
      load_more: "Mai multe rezultate",
      search_label: "Caută în copie",
      zero_results: "Niciun rezultat pentru [SEARCH_TERM]",
      many_results: "[COUNT] rezultate pentru [SEARCH_TERM]",
      one_result: "[COUNT] rezultat pentru [SEARCH_TERM]",
      alt_search: "Niciun rezultat pentru [SEARCH_TERM]. Se arată cele pentru [DIFFERENT_TERM]",
      search_suggestion: "Niciun rezultat pentru [SEARCH_TERM]. Încercați:",
      searching: "Se caută [SEARCH_TERM]…",
    },
  });
  const words = new URLSearchParams(window.location.search).get("q");
  if (words) search.triggerSearch(words);
})();
