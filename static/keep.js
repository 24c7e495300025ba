// Keeps on the device what was typed in forms marked with data-keep, until it is saved.
(() => {
  "use strict";
})();
