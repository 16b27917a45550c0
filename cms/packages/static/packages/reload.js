// The files stand at the top of the page, so it is loaded anew once they are made; never while a piece is heard.
const BUSY = ".asset-status[data-busy]";
const place = document.querySelector(BUSY)?.parentElement;

if (place) {
  new MutationObserver(() => {
    const isHeard = [...document.querySelectorAll("audio")].some((audio) => !audio.paused);
    if (!place.querySelector(BUSY) && !isHeard) location.reload();
  }).observe(place, { childList: true });
}
