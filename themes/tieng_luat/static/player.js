// Own buttons beside the native player, lines of the transcript that seek, and the place where one stopped.
// Without this script everything still plays, is read and is downloaded.
document.querySelectorAll(".player").forEach(function (player) {
  var media = player.querySelector("audio,video");
  if (!media) return; // left out of an edition for disks
  var toggle = player.querySelector("[data-do=toggle]");
  var speed = player.querySelector("[data-do=speed] span");
  var lines = [].slice.call(player.querySelectorAll("[data-start]"));
  var rates = [1, 1.25, 1.5, 0.75];
  var words = [toggle.textContent, toggle.dataset.other];
  var key = "nghe:" + media.querySelector("source").getAttribute("src");
  var kept = 0;
  var current;

  function seek(time) {
    media.currentTime = Math.max(0, Math.min(time, media.duration || time));
  }
  function play(time) {
    if (media.readyState) seek(time);
    else kept = time;
    media.play();
  }
  function mark() {
    var found = lines.filter(function (line) {
      return line.dataset.start <= media.currentTime + 0.05;
    }).pop();
    if (found === current) return;
    if (current) current.removeAttribute("aria-current");
    if (found) found.setAttribute("aria-current", "true");
    current = found;
  }
  function show() {
    toggle.textContent = words[media.paused ? 0 : 1];
    toggle.classList.toggle("is-playing", !media.paused);
  }
  function keep() {
    try {
      if (media.ended) localStorage.removeItem(key);
      else localStorage.setItem(key, media.currentTime);
    } catch (error) {} // storage may be switched off
  }

  try {
    kept = +localStorage.getItem(key) || 0;
  } catch (error) {}
  media.addEventListener("loadedmetadata", function () {
    if (kept && kept < media.duration - 5) seek(kept);
  });
  media.addEventListener("timeupdate", mark);
  media.addEventListener("seeked", mark);
  media.addEventListener("play", show);
  ["pause", "ended"].forEach(function (name) {
    media.addEventListener(name, function () {
      show();
      keep();
    });
  });
  addEventListener("pagehide", function () {
    if (media.readyState) keep();
  });

  player.querySelector(".player__buttons").addEventListener("click", function (event) {
    var button = event.target.closest("button");
    var what = button && button.dataset.do;
    if (what === "toggle") media[media.paused ? "play" : "pause"]();
    if (what === "back") seek(media.currentTime - 10);
    if (what === "forward") seek(media.currentTime + 10);
    if (what === "speed") {
      var rate = rates[(rates.indexOf(media.playbackRate) + 1) % rates.length];
      media.defaultPlaybackRate = media.playbackRate = rate;
      speed.textContent = String(rate).replace(".", ",") + "×";
    }
  });
  lines.forEach(function (line) {
    var button = document.createElement("button");
    button.type = "button";
    while (line.firstChild) button.append(line.firstChild);
    line.append(button);
    button.addEventListener("click", function () {
      play(+line.dataset.start);
    });
  });
  player.classList.add("is-ready");
});

// pages that were read are kept for when there is no network
addEventListener("load", function () {
  var script = document.querySelector("[data-worker]");
  var connection = navigator.connection || {};
  if (script && navigator.serviceWorker && !connection.saveData) {
    navigator.serviceWorker.register(script.dataset.worker).catch(function () {});
  }
});
