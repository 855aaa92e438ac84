// Sends a form as a script: with the page's antiforgery token, and an answer in words whatever happens.
export async function post(path, form, fallback) {
  try {
    const response = await fetch(path, {
      method: "POST", body: form,
      headers: { Accept: "application/json", RequestVerificationToken: document.querySelector("[name=__RequestVerificationToken]").value },
    });
    if (response.headers.get("content-type")?.includes("json")) return { ok: response.ok, ...(await response.json()) };
    // A page instead of an answer: signed out, or turned away before the page was asked.
    const title = response.status === 401 || response.redirected ? fallback.signedOut : response.status === 503 ? fallback.busy : fallback.failed;
    return { ok: false, state: "failure", title: title ?? fallback.failed };
  } catch {
    return { ok: false, state: "failure", title: fallback.offline };
  }
}
