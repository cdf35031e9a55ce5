// Follows the city live: on each event the page is fetched again and its marked parts are replaced.
// Without this script the page stays as it was served.
const swap = (fresh) => {
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next || next.innerHTML === part.innerHTML) continue;
    const focused = part.contains(document.activeElement) && document.activeElement !== part
      ? document.activeElement.getAttribute("href") : null;
    part.innerHTML = next.innerHTML;
    if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
};

let busy = false;
const refresh = async () => {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The link is down: the ages on the page stand still and EventSource tries again by itself.
  } finally {
    busy = false;
  }
};

// The browser itself tries a broken stream again, but gives up for good when it is answered by an error.
const again = 5000;
const follow = () => {
  const stream = new EventSource("/live");
  const broken = document.getElementById("broken");
  stream.onopen = () => { broken.hidden = true; };
  stream.onerror = () => {
    broken.hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, again);
  };
  stream.addEventListener("change", refresh);
};
follow();
document.addEventListener("visibilitychange", refresh);
