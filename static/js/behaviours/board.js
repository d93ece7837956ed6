// Cards that can be dragged to another column, beside the buttons that do the same by tap and by keyboard.
export default function board(element) {
  if (!matchMedia("(pointer: fine)").matches) return;
  let held = null;
  const columns = element.querySelectorAll("[data-state]");
  for (const card of element.querySelectorAll("[data-move]")) {
    card.draggable = true;
    card.querySelector("a").draggable = false;
    card.addEventListener("dragstart", (event) => {
      held = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    card.addEventListener("dragend", () => {
      held = null;
      for (const column of columns) column.classList.remove("is-over");
    });
  }
  for (const column of columns) {
    column.addEventListener("dragover", (event) => {
      if (!held || column.contains(held)) return;
      event.preventDefault();
      column.classList.add("is-over");
    });
    column.addEventListener("dragleave", (event) => {
      if (!column.contains(event.relatedTarget)) column.classList.remove("is-over");
    });
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      if (held) move(held.dataset.move, column.dataset.state);
    });
  }
}

// A form like that of the buttons: the server says whether it is a step, and shows the family if not.
function move(address, state) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries({ state, board: "yes" })) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}
