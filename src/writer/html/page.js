"use strict";
(() => {
  const articles = [...document.querySelectorAll("article")];
  let opener = null;

  // Several articles: a list of them, as far as a list helps.
  const nav = document.getElementById("articles");
  if (articles.length > 1) {
    for (const article of articles.slice(0, 200)) {
      const link = document.createElement("a");
      link.href = "#" + article.id;
      link.textContent = article.querySelector("h2").textContent;
      nav.append(link);
    }
    nav.hidden = false;
  }

  const numbers = (element) => (element.dataset.f || "").split(" ");
  const rolesOf = (element) => (element.dataset.r || "").split(" ").map((pair) => pair.split(":")[0]);

  const hueOf = (article, number) => {
    const detail = article.querySelector(`.detail[data-n="${number}"]`);
    return getComputedStyle(detail).getPropertyValue("--hue");
  };

  function show(article, number) {
    for (const mention of document.querySelectorAll(".mention")) mention.remove();
    for (const piece of document.querySelectorAll(".m.here")) piece.classList.remove("here");
    for (const other of articles) {
      const here = other === article;
      const panel = other.querySelector(".panel");
      for (const detail of other.querySelectorAll(".detail")) {
        detail.hidden = !(here && detail.dataset.n === number);
      }
      panel.classList.toggle("chosen", here && number !== null);
      for (const button of other.querySelectorAll("button.n")) {
        button.setAttribute("aria-expanded", String(here && button.dataset.n === number));
      }
      for (const row of other.querySelectorAll("tr[data-n]")) {
        row.classList.toggle("on", here && row.dataset.n === number);
      }
      for (const piece of other.querySelectorAll("[data-f], [data-r]")) {
        const on = here && number !== null && numbers(piece).includes(number);
        piece.classList.toggle("on", on);
        // Where facts overlap, the chosen one gives the colour.
        if (on) piece.style.setProperty("--hue", hueOf(here && other, number));
        else piece.style.removeProperty("--hue");
        piece.classList.toggle("role", here && number !== null && rolesOf(piece).includes(number));
      }
    }
    document.body.classList.toggle("open", number !== null);
    if (number !== null) {
      const panel = article.querySelector(".panel");
      panel.scrollTop = 0;
      // A link to the page as it stands shows the same fact.
      const detail = panel.querySelector(".detail:not([hidden])");
      if (detail) history.replaceState(null, "", "#" + detail.id);
    }
  }

  // What a mention is: its type and name, its attributes, who made it.
  function showMention(article, piece) {
    show(null, null);
    const add = (parent, tag, text, className) => {
      const element = parent.appendChild(document.createElement(tag));
      if (className) element.className = className;
      if (text) element.textContent = text;
      return element;
    };
    const panel = article.querySelector(".panel");
    const section = add(panel, "section", "", "detail mention");
    section.tabIndex = -1;
    section.setAttribute("aria-label", "The chosen mention");
    add(section, "h3", piece.getAttribute("aria-label") || piece.textContent);
    const close = add(add(section, "p", "", "tools"), "button", "Close", "close");
    close.type = "button";
    const lines = piece.title.split("\n");
    const by = lines.pop();
    add(section, "p", lines.shift(), "kind");
    if (lines.length > 0) {
      const tags = add(section, "ul", "", "tags");
      for (const line of lines) {
        const [name, ...value] = line.split(" ");
        const tag = add(tags, "li", name + " ");
        add(tag, "b", value.join(" "));
      }
    }
    add(section, "p", by, "by");
    panel.classList.add("chosen");
    panel.scrollTop = 0;
    for (const part of piecesOf(piece)) part.classList.add("here");
    document.body.classList.add("open");
  }

  const chosen = () => document.querySelector(".detail:not([hidden])");

  function close() {
    show(null, null);
    history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  // A mention may be cut into pieces; the first is the one that can have the focus.
  function piecesOf(piece) {
    const all = [...piece.closest("article").querySelectorAll(".m")];
    const isMore = (at) => all[at] && !all[at].hasAttribute("tabindex") && all[at].title === piece.title;
    let start = all.indexOf(piece);
    while (start > 0 && !all[start].hasAttribute("tabindex") && all[start - 1].title === piece.title) start -= 1;
    let end = start + 1;
    while (isMore(end)) end += 1;
    return all.slice(start, end);
  }

  for (const [kind, on] of [["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, (event) => {
      if (!event.target.matches(".m[tabindex]")) return;
      for (const piece of piecesOf(event.target)) piece.classList.toggle("at", on && event.target.matches(":focus-visible"));
    });
  }

  // A choice from the table is made far from the text: bring its words into view.
  function reveal(article, number) {
    const place = article.querySelector(`.text button.n[data-n="${number}"]`);
    if (place) place.scrollIntoView({ block: "center" });
  }

  function step(detail, by) {
    const all = [...detail.parentElement.querySelectorAll(".detail")];
    const next = all[(all.indexOf(detail) + by + all.length) % all.length];
    const article = detail.closest("article");
    show(article, next.dataset.n);
    opener = article.querySelector(`.text button.n[data-n="${next.dataset.n}"]`) || opener;
    reveal(article, next.dataset.n);
    next.querySelector(by > 0 ? ".next" : ".prev").focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const article = target.closest("article");
    if (!article) return;
    const detail = target.closest(".detail");
    if (detail) {
      if (target.closest(".close")) close();
      else if (target.closest(".next")) step(detail, 1);
      else if (target.closest(".prev")) step(detail, -1);
      return;
    }
    const button = target.closest("button.n");
    const row = target.closest("tr[data-n]");
    const piece = target.closest("[data-f]");
    if (button || row) {
      const number = (button || row).dataset.n;
      opener = button || row.querySelector("button.n");
      if (opener.getAttribute("aria-expanded") === "true") return close();
      show(article, number);
      if (row) reveal(article, number);
      // Chosen by keyboard: go on reading in the panel; Escape leads back.
      if (event.detail === 0) chosen().focus({ preventScroll: true });
    } else if (target.closest(".m") && !piece) {
      const mention = piecesOf(target.closest(".m"))[0];
      opener = mention;
      showMention(article, mention);
    } else if (piece) {
      // Where facts overlap, each click chooses the next.
      const all = numbers(piece);
      const now = chosen();
      const at = now && now.closest("article") === article ? all.indexOf(now.dataset.n) : -1;
      const number = all[(at + 1) % all.length];
      opener = article.querySelector(`.text button.n[data-n="${number}"]`);
      show(article, number);
    }
  });

  const linked = location.hash && document.getElementById(location.hash.slice(1));
  if (linked && linked.classList.contains("detail")) {
    const article = linked.closest("article");
    opener = article.querySelector(`.text button.n[data-n="${linked.dataset.n}"]`);
    show(article, linked.dataset.n);
    reveal(article, linked.dataset.n);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen()) close();
    const piece = event.target.closest(".m[tabindex]");
    if (piece && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      opener = piece;
      showMention(piece.closest("article"), piece);
      chosen().focus({ preventScroll: true });
    }
  });
})();
