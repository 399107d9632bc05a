// Files may be dropped on their form; what was chosen is named with its size before it is sent.
(() => {
  const megabytes = (size) => `${(size / 1048576).toFixed(1)} MB`;

  function prepare(form) {
    const box = form.querySelector("input[type=file]");
    const chosen = form.querySelector("[data-chosen]");
    const largest = Number(form.dataset.largest) || Infinity;
    const show = () => {
      chosen.textContent = [...box.files]
        .map((file) => `${file.name}（${megabytes(file.size)}${file.size > largest ? "，太大" : ""}）`)
        .join("、");
    };
    box.addEventListener("change", show);
    for (const type of ["dragenter", "dragover"]) {
      form.addEventListener(type, (event) => {
        event.preventDefault();
        form.classList.add("dropping");
      });
    }
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("dropping");
      if (!event.dataTransfer.files.length) return;
      box.files = event.dataTransfer.files;
      show();
    });
  }

  for (const form of document.querySelectorAll("form[data-drop]")) prepare(form);
})();
