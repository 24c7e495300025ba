"""A person who has only a keyboard: goes from one control to the next, sees where they are, types."""

FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "nimic";
    const box = at.getBoundingClientRect(), look = getComputedStyle(at), halo = getComputedStyle(at.closest("label") || at);
    const drawn = [look, halo].some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
    // The calendar's button inside a field for a day: the browser draws the focus on it, and tells nothing of it.
    if (at.matches("[type^=date]:not(:focus)")) return seen ? "" : at.outerHTML;
    return drawn && seen && at.matches(":focus-visible") ? "" : at.outerHTML.slice(0, 200);
}"""
IS_FOCUSED = "all => all.includes(document.activeElement)"
FAR = 250


class Keyboard:
    """A page without a mouse; wherever Tab leads, the focus must be seen."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        """Type over whatever the field holds."""
        self.press("Control+a")
        self.page.keyboard.type(text)

    def to(self, role, name, *, exact=True, back=False):
        """Press Tab until the focus is on a control of this name."""
        wanted = self.page.get_by_role(role, name=name, exact=exact)
        wanted.first.wait_for()
        for _ in range(FAR):
            self.press("Shift+Tab" if back else "Tab")
            unseen = self.page.evaluate(FOCUS)
            assert unseen in ("", "nimic"), f"focus that is not seen: {unseen}"
            if wanted.evaluate_all(IS_FOCUSED):
                return
        raise AssertionError(f"Tab never leads to {role} {name}")

    def write(self, name, text, **options):
        """Go to a text field and type into it."""
        self.to("textbox", name, **options)
        self.type(text)

    def press_on(self, role, name, **options):
        """Go to a link or a button and press it; what it leads to is there when this returns."""
        self.to(role, name, **options)
        self.press_here()

    def press_here(self):
        """Press what has the focus; what it leads to is there when this returns."""
        self.page.evaluate("document.activeElement.dataset.pressed = ''")
        self.press("Enter")
        self.page.wait_for_function("() => !document.querySelector('[data-pressed]')")
        self.page.wait_for_load_state()
        self.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
