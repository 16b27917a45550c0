// Where a choice asks for a short name, those of the guide's questions and answers are offered. Without this file they
// are typed.
(() => {
  const isName = (name) => /^body-\d+-value-name$/.test(name);
  const asksForName = (name) => /^body-\d+-value-choices-\d+-value-next$/.test(name);
  const list = Object.assign(document.createElement("datalist"), { id: "pathway-step-names" });
  document.addEventListener("focusin", ({ target }) => {
    if (!asksForName(target.name || "")) return;
    const names = [...document.querySelectorAll('input[name^="body-"]')]
      .filter((field) => isName(field.name) && field.value.trim())
      .map((field) => field.value.trim());
    list.replaceChildren(...[...new Set(names)].map((value) => Object.assign(document.createElement("option"), { value })));
    document.body.append(list);
    target.setAttribute("list", list.id);
  });
})();
