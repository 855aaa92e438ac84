// Asks the page again while one types, and takes over what it says: prices are computed in one place. Without it the button does the same.
const form = document.querySelector("[data-seat-calculator]");
let asked = 0;

async function ask() {
  const mine = ++asked;
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  try {
    const answer = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    if (mine !== asked || !answer.querySelector("[data-prices]")) return;
    document.querySelector("[data-prices]").replaceWith(document.adoptNode(answer.querySelector("[data-prices]")));
    const error = answer.querySelector("[data-error]").textContent;
    form.querySelector("[data-error]").textContent = error;
    form.elements.people.toggleAttribute("aria-invalid", false);
    if (error) form.elements.people.setAttribute("aria-invalid", "true");
    history.replaceState(null, "", address);
  } catch { /* offline: the button asks again */ }
}

let pause;
form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 250); });
