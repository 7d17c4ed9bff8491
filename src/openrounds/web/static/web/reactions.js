// A reaction is one tap that leaves the page where it is. Without a line, or without this, the form does it.

export function reactions(root) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-reaction]");
    if (!button?.form || button.getAttribute("aria-busy") === "true") return;
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    const data = new FormData(button.form);
    data.set(button.name, button.value);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { id, reactions: counts, mine } = await answer.json();
      const post = button.closest("[data-post]");
      for (const one of post.querySelectorAll("button[data-reaction]")) {
        one.setAttribute("aria-pressed", String(mine.includes(one.dataset.reaction)));
      }
      button.closest("details")?.removeAttribute("open");
      root.dispatchEvent(new CustomEvent("room:tell", { detail: { kind: "reactions", id, reactions: counts } }));
    } catch {
      button.form.requestSubmit(button);
    }
    button.removeAttribute("aria-busy");
  });
}
