/** What makes forms quicker: the refusal is spoken, a second press does nothing, passwords can be shown, an address is checked. */
export function forms(): void {
  document.querySelector<HTMLElement>("[role=alert][tabindex='-1']")?.focus();
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[data-modal][open]")) {
    dialog.close();
    dialog.showModal();
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-reveal]")) reveals(button);
  for (const field of document.querySelectorAll<HTMLInputElement>("[data-address]")) void checksAddress(field);
  const sent = new WeakSet<HTMLFormElement>();
  addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== "post") return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
    event.target.ariaBusy = "true";
  });
  // Coming back with the browser's own button brings the page as it was left.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  addEventListener("keydown", ({ key, target }) => {
    const act =
      key === "Escape" && target instanceof Element ? target.closest<HTMLDetailsElement>("details.act[open]") : null;
    if (act === null) return;
    act.open = false;
    act.querySelector("summary")?.focus();
  });
  addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.dataset.all === undefined) return;
    for (const box of document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(target.dataset.all)}"]`)) {
      box.checked = target.checked;
    }
  });
}

function reveals(button: HTMLButtonElement): void {
  const field = button.parentElement?.querySelector("input");
  if (!field) return;
  const words = [button.textContent ?? "", button.dataset.reveal ?? ""];
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = field.type === "password";
    field.type = isShown ? "text" : "password";
    button.ariaPressed = String(isShown);
    button.textContent = words[isShown ? 1 : 0] ?? "";
  });
}

/** Proposes an address from the workshop's name until somebody types one, and says whether it is free. */
async function checksAddress(field: HTMLInputElement): Promise<void> {
  const { proposedTenantId } = await import("@mechanicbuddy/contract/management/tenant-id");
  const said = document.querySelector<HTMLElement>("[data-address-said]");
  const name = field.form?.querySelector<HTMLInputElement>("[data-names-address]");
  let isTyped = field.value !== "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(field.value, said), 250);
  };
  name?.addEventListener("input", () => {
    if (isTyped) return;
    field.value = proposedTenantId(name.value);
    check();
  });
  field.addEventListener("input", () => {
    isTyped = field.value !== "";
    check();
  });
}

async function ask(id: string, said: HTMLElement | null): Promise<void> {
  if (said === null) return;
  if (id === "") {
    said.textContent = "";
    return;
  }
  const reply = await fetch(`/signup/address?id=${encodeURIComponent(id)}`).catch(() => undefined);
  said.textContent = reply?.ok ? await reply.text() : "";
}
