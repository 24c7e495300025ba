// The search of a copy of the portal: Pagefind's own, with the words that were asked from another page.
(() => {
  "use strict";
  const english = {
    placeholder: "Search",
    clear_search: "Clear",
    load_more: "More results",
    search_label: "Search the copy",
    zero_results: "No result for [SEARCH_TERM]",
    many_results: "[COUNT] results for [SEARCH_TERM]",
    one_result: "[COUNT] result for [SEARCH_TERM]",
    alt_search: "No result for [SEARCH_TERM]. Shown are those for [DIFFERENT_TERM]",
    search_suggestion: "No result for [SEARCH_TERM]. Try:",
    searching: "Searching for [SEARCH_TERM]…",
  };
  const romanian = {
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
  };
  const search = new window.PagefindUI({
    element: "#cautare",
    showImages: false,
    autofocus: true,
    translations: document.documentElement.lang === "en" ? english : romanian,
  });
  const words = new URLSearchParams(window.location.search).get("q");
  if (words) search.triggerSearch(words);
})();
