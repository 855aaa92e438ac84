// Who is in, kept up to date: the server says that something happened, the page fetches its board again.
for (const board of document.querySelectorAll("[data-board]")) attach(board);

function attach(board) {
  const pill = document.querySelector("[data-live-state]");
  let isFetching = false;
  let isStale = false;
  const source = new EventSource(board.dataset.board);
  // After a break anything may have happened.
  source.addEventListener("open", () => { say("live"); refresh(); });
  source.addEventListener("news", refresh);
  // What another server recorded is not heard here; at each heartbeat it is looked for.
  source.addEventListener("alive", refresh);
  source.addEventListener("error", () => say(source.readyState === EventSource.CLOSED ? "over" : "waiting"));
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  function say(state) {
    if (pill.dataset.liveState === state) return;
    pill.dataset.liveState = state;
    pill.textContent = pill.dataset[state];
    pill.className = `badge ${state === "live" ? "badge--in" : "badge--late"}`;
  }

  async function refresh() {
    if (isFetching) { isStale = true; return; }
    isFetching = true;
    try {
      do {
        isStale = false;
        const response = await fetch(location.href, { headers: { Accept: "text/html" } });
        if (!response.ok || response.redirected) { source.close(); say("over"); return; }
        replace(board, new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-board]"));
        if (source.readyState === EventSource.OPEN) say("live");
      } while (isStale);
    } catch {
      say("waiting");
    } finally {
      isFetching = false;
    }
  }
}

function replace(board, next) {
  const known = new Set([...board.querySelectorAll("[data-row]")].map((row) => row.dataset.row));
  const focused = document.activeElement?.closest("[data-row]")?.dataset.row;
  board.replaceChildren(...next.childNodes);
  for (const row of board.querySelectorAll("[data-row]")) row.classList.toggle("is-new", !known.has(row.dataset.row));
  if (focused) board.querySelector(`[data-row="${CSS.escape(focused)}"] a`)?.focus();
}
