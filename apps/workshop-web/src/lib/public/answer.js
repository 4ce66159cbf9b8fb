// The estimate's page works without this. It says that a person sees the page, lets the sum follow the choice and
// offers a pad for drawing. Sent as it stands: no imports, only what browsers understand.

/** @type {HTMLFormElement | null} */
const form = document.querySelector("[data-answer]");
if (form) start(form);

/** @param {HTMLFormElement} form */
function start(form) {
  const seen = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", seen);
    // Not worth a word to the customer: the answer itself says it too.
    fetch(`${location.pathname}/opened`, { method: "POST", keepalive: true }).catch(() => undefined);
  };
  document.addEventListener("visibilitychange", seen);
  seen();
  followChoice(form);
  const pad = form.querySelector("canvas");
  if (pad) offerDrawing(form, pad);
}

/** @param {HTMLFormElement} form */
function followChoice(form) {
  const { locale, currency, decimals, approve = "", send = "" } = form.dataset;
  const digits = Number(decimals);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const money = new Intl.NumberFormat(locale, { ...options, style: "currency", currency });
  const amount = new Intl.NumberFormat(locale, options);
  const sum = form.querySelector("[data-sum]");
  /** @type {HTMLElement | null} */
  const vat = form.querySelector("[data-vat-text]");
  const button = form.querySelector("[data-submit]");
  const show = () => {
    const chosen = [...form.querySelectorAll("input[type=radio][value=approved]:checked")];
    /** @param {"gross" | "vat"} name */
    const total = (name) => {
      const cents = chosen.reduce((sum, one) => sum + Number(/** @type {HTMLElement} */ (one).dataset[name]), 0);
      return cents / 10 ** digits;
    };
    if (sum) sum.textContent = money.format(total("gross"));
    if (vat) vat.textContent = (vat.dataset.vatText ?? "").replace("%s", amount.format(total("vat")));
    if (button) button.textContent = chosen.length > 0 ? approve.replace("%s", money.format(total("gross"))) : send;
  };
  form.addEventListener("change", show);
  form.querySelector("[data-all]")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const radio of form.querySelectorAll("input[type=radio][value=approved]")) {
      /** @type {HTMLInputElement} */ (radio).checked = true;
    }
    show();
    /** @type {HTMLElement | null} */ (form.querySelector("#name"))?.focus();
  });
  form.querySelector("[data-total]")?.setAttribute("hidden", "");
  form.querySelector("[data-chosen]")?.removeAttribute("hidden");
  show();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLCanvasElement} pad
 */
function offerDrawing(form, pad) {
  /** @type {{ x: number; y: number }[][]} */
  let strokes = [];
  const box = pad.closest("[data-pad]");
  const opener = form.querySelector("[data-draw]");
  const picture = /** @type {HTMLInputElement} */ (form.elements.namedItem("signature"));
  const pen = pad.getContext("2d");
  if (!box || !opener || !pen) return;

  const draw = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    pen.strokeStyle = "#101820";
    pen.lineWidth = Math.max(2, pad.width / 250);
    pen.lineCap = pen.lineJoin = "round";
    for (const stroke of strokes) {
      pen.beginPath();
      for (const { x, y } of stroke) pen.lineTo(x * pad.width, y * pad.height);
      pen.stroke();
    }
  };
  // In parts of the pad's size, so that a drawing survives turning the phone.
  const fit = () => {
    pad.width = Math.min(1200, Math.max(300, Math.round(pad.clientWidth * 2)));
    pad.height = Math.round((pad.width * pad.clientHeight) / Math.max(1, pad.clientWidth));
    draw();
  };
  /** @param {PointerEvent} event */
  const point = (event) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const lift = () => {
    picture.value = strokes.some((stroke) => stroke.length > 1) ? pad.toDataURL("image/png") : "";
  };

  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    strokes.push([point(event)]);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    strokes.at(-1)?.push(point(event));
    draw();
  });
  pad.addEventListener("pointerup", lift);
  pad.addEventListener("pointercancel", lift);
  form.querySelector("[data-clear]")?.addEventListener("click", () => {
    strokes = [];
    lift();
    draw();
  });
  opener.removeAttribute("hidden");
  opener.addEventListener("click", () => {
    opener.setAttribute("hidden", "");
    box.removeAttribute("hidden");
    new ResizeObserver(fit).observe(pad);
  });
}
