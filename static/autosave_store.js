// What autosave.js works with: the device's storage, the values of a form, the difference of two texts, the offer.
(() => {
  "use strict";
  const PREFIX = "nesalvat|";
  const WORDS = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
  const PAIRS_LIMIT = 1_000_000;
  const CONTROLS =
    "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button], [type=reset], [type=image])";

  const device = {
    PREFIX,
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, copy) {
      try {
        localStorage.setItem(key, JSON.stringify(copy));
        return true;
      } catch {
        return false;
      }
    },
    drop(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        return;
      }
    },
    keys(start) {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(start));
      } catch {
        return [];
      }
    },
  };

  // What one tab remembers from a page to the next.
  const memory = {
    put(name, value) {
      try {
        sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        return;
      }
    },
    take(name) {
      try {
        const value = JSON.parse(sessionStorage.getItem(PREFIX + name));
        sessionStorage.removeItem(PREFIX + name);
        return value;
      } catch {
        return null;
      }
    },
  };

  const isPick = (control) => control.type === "checkbox" || control.type === "radio";
  const isChoice = (control) => /(^|-)take-/.test(control.name);
  const controlsOf = (form) => [...form.elements].filter((one) => one.name && one.matches(CONTROLS) && !isChoice(one));

  const valuesIn = (control, isNow) => {
    if (isPick(control)) return (isNow ? control.checked : control.defaultChecked) ? [control.value] : [];
    if (!control.options) return [isNow ? control.value : control.defaultValue];
    const picked = [...control.options].filter((option) => (isNow ? option.selected : option.defaultSelected));
    if (!picked.length && !control.multiple && control.options.length) return [control.options[0].value];
    return picked.map((option) => option.value);
  };

  // The values by name: as they are now, or as the portal sent them.
  const valuesOf = (form, isNow) => {
    const values = {};
    for (const control of controlsOf(form)) (values[control.name] ||= []).push(...valuesIn(control, isNow));
    return values;
  };

  // As the portal stores it: one spelling of each letter, one kind of space.
  const plain = (text) =>
    text
      .normalize("NFC")
      .replace(/[ŞşŢţ]/g, (letter) => ({ Ş: "Ș", ş: "ș", Ţ: "Ț", ţ: "ț" })[letter])
      .replace(/\s+/g, " ")
      .trim();
  const same = (one, other) =>
    one.length === (other || []).length && one.every((value, place) => plain(value) === plain(other[place]));

  const put = (form, fields) => {
    let first = null;
    for (const control of controlsOf(form)) {
      const values = fields[control.name];
      if (!values) continue;
      const beside = controlsOf(form).filter((one) => one.name === control.name);
      if (isPick(control)) control.checked = values.includes(control.value);
      else if (control.options) for (const option of control.options) option.selected = values.includes(option.value);
      else control.value = values[beside.indexOf(control)] ?? control.value;
      first ||= control;
    }
    return first;
  };

  const firstWords = (label) => [...label.childNodes].find((node) => node.textContent.trim())?.textContent.trim() || "";
  const labelOf = (control) => {
    const legend = isPick(control) && control.closest("fieldset")?.querySelector("legend");
    return control.ariaLabel || firstWords(legend || control.labels?.[0] || control) || control.name;
  };

  const wordsOf = (controls, values) =>
    values
      .map((value) => {
        for (const control of controls) {
          if (isPick(control) && control.value === value)
            return control.type === "checkbox" && controls.length === 1 ? "da" : firstWords(control.labels[0]);
          const option = control.options && [...control.options].find((one) => one.value === value);
          if (option) return option.textContent.trim();
        }
        return value;
      })
      .join("; ");

  // The words that both texts have, by the longest common sequence; null where the texts are too long for that.
  const commonWords = (one, other) => {
    if (one.length * other.length > PAIRS_LIMIT) return null;
    const width = other.length + 1;
    const lengths = new Uint16Array((one.length + 1) * width);
    for (let i = one.length - 1; i >= 0; i -= 1) {
      for (let j = other.length - 1; j >= 0; j -= 1) {
        lengths[i * width + j] =
          one[i] === other[j]
            ? lengths[(i + 1) * width + j + 1] + 1
            : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
      }
    }
    const kept = [new Set(), new Set()];
    for (let i = 0, j = 0; i < one.length && j < other.length;) {
      if (one[i] === other[j]) {
        kept[0].add(i);
        kept[1].add(j);
        i += 1;
        j += 1;
      } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
      else j += 1;
    }
    // A space between words that differ is not worth a gap in their mark.
    [one, other].forEach((words, side) =>
      words.forEach((word, place) => {
        if (!word.trim() && !kept[side].has(place - 1) && !kept[side].has(place + 1)) kept[side].delete(place);
      }),
    );
    return kept;
  };

  const make = (tag, text = "", className = "") =>
    Object.assign(document.createElement(tag), { textContent: text, className });

  const markWords = (words, kept, tag, said) => {
    const text = make("p", "", "text");
    let mark = null;
    words.forEach((word, place) => {
      if (!kept || kept.has(place)) {
        mark = null;
        text.append(word);
        return;
      }
      if (!mark) {
        mark = make(tag);
        mark.append(make("span", ` ${said}: `, "visually-hidden"));
        text.append(mark);
      }
      mark.append(word);
    });
    if (!words.length) text.append(make("span", "(gol)", "hint"));
    return text;
  };

  const column = (title, text) => {
    const box = make("div");
    box.append(make("h4", title), text);
    return box;
  };

  const sideBySide = (now, kept) => {
    const [one, other] = [now, kept].map((text) => text.match(WORDS) || []);
    const both = commonWords(one, other) || [null, null];
    const texts = make("div", "", "texts");
    texts.append(column("Salvat acum", markWords(one, both[0], "del", "numai în cel salvat")));
    texts.append(column("Nesalvat", markWords(other, both[1], "ins", "numai în cel nesalvat")));
    return texts;
  };

  const when = (at) => {
    const time = new Date(at);
    const day = time.toLocaleDateString("ro-RO", { day: "numeric", month: "long" });
    return `${day}, ${time.toLocaleTimeString("ro-RO", { hour: "2-digit", minute: "2-digit" })}`;
  };

  const button = (text, className, act) => {
    const made = make("button", text, className);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const showAnswer = (box, text, ...buttons) => {
    box.replaceChildren(make("p", text), ...buttons);
    box.tabIndex = -1;
  };

  // Shows what was kept beside what is stored; the person takes it back or drops it, and may regret dropping it.
  const offer = (form, copy, isElsewhere, { taken, dropped, regretted, next }) => {
    const box = make("section", "", "kept");
    const title = make("h2", `Aveți text nesalvat din ${when(copy.at)}`);
    title.id = `nesalvat-${copy.at}`;
    box.setAttribute("aria-labelledby", title.id);
    box.append(
      title,
      make(
        "p",
        isElsewhere
          ? "De când ați început să scrieți, aici s-a salvat altceva. Comparați textele: dacă îl puneți la loc pe cel nesalvat și apoi salvați, el rămâne."
          : "A rămas pe acest dispozitiv. Îl puteți pune la loc în formular; se salvează numai dacă apăsați apoi butonul de salvare.",
      ),
    );
    const shown = valuesOf(form, false);
    for (const [name, values] of Object.entries(copy.fields)) {
      const controls = controlsOf(form).filter((control) => control.name === name);
      if (controls.length && same(values, shown[name])) continue;
      box.append(make("h3", controls.length ? labelOf(controls[0]) : "Câmp care nu mai este în formular"));
      box.append(sideBySide(wordsOf(controls, shown[name] || []), wordsOf(controls, values)));
    }
    const actions = make("p", "", "form-actions");
    actions.append(
      button("Pun la loc textul nesalvat", "primary", () => {
        const first = put(form, copy.fields);
        taken();
        showAnswer(box, "Textul este din nou în formular. Încă nu este salvat.");
        (first || box).focus();
        next();
      }),
      button("Renunț la el", "", () => {
        dropped();
        const back = button("Anulează: păstrează-l", "", () => {
          regretted();
          box.remove();
          offer(form, copy, isElsewhere, { taken, dropped, regretted, next });
        });
        showAnswer(box, "Textul nesalvat a fost șters de pe acest dispozitiv.", back);
        box.focus();
        next();
      }),
    );
    box.append(actions);
    form.before(box);
  };

  // Says something politely before a form; nothing takes back what was said.
  const tell = (form, text) => {
    const last = form.previousElementSibling;
    const place = last?.matches(".kept-notice") ? last : make("p", "", "kept-notice");
    if (!place.isConnected) {
      if (!text) return;
      place.setAttribute("role", "status");
      form.before(place);
    }
    if (place.textContent !== text) place.textContent = text;
  };

  window.autosave = { device, memory, valuesOf, controlsOf, same, offer, tell };
})();
