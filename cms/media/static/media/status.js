// Follows the making of files: the progress of each asset that is busy, and its files as soon as they are there.
const PAUSE_MS = 2000;

async function follow(box) {
  while (box.isConnected && "busy" in box.dataset) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (document.hidden) continue;
    const fresh = await load(box.dataset.statusUrl);
    if (!fresh) continue;
    if ("busy" in fresh.dataset) {
      // only these parts: a file of the last version may be playing below
      for (const part of [".asset-state", ".asset-progress"]) {
        box.querySelector(part).replaceWith(fresh.querySelector(part));
      }
    } else {
      box.replaceWith(fresh);
      return;
    }
  }
}

async function load(url) {
  try {
    const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector(".asset-status");
  } catch {
    return null; // no connection for a moment
  }
}

document.querySelectorAll(".asset-status[data-busy]").forEach(follow);
