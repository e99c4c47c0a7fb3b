// A file dropped onto its field is as good as one chosen with the button.

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** Lets files be dropped on `place`; they end up in `input`, which then says that it has changed. */
export function letFilesBeDropped(place, input) {
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    place.classList.toggle("cml-drop--over", depth > 0);
  };
  place.addEventListener("dragenter", (event) => { if (hasFiles(event)) mark(1); });
  place.addEventListener("dragleave", (event) => { if (hasFiles(event)) mark(-1); });
  place.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = input.disabled ? "none" : "copy";
  });
  place.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    if (input.disabled) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
