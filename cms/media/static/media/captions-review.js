// Reviewing captions: each cue gets buttons that play from it, set its times to where the player stands, and move them
// by a tenth of a second; after a refusal the first wrong field is at hand. Without this script the page is a form with
// times and texts.
"use strict";
{
  const list = document.getElementById("cues");
  const player = document.getElementById("captions-player");
  // cues count from the start of the original file, whose silence the player's file lacks
  const startS = player ? Number(player.dataset.startMs) / 1000 : 0;
  const NUDGE_S = 0.1;

  /** "1:02:03.5", "0:12,5" or "12.5" as seconds; null for anything else. */
  const parseTime = (text) => {
    const parts = text.trim().replace(",", ".").split(":").map((part) => (/^\d+(\.\d+)?$/.test(part) ? Number(part) : NaN));
    if (parts.length > 3 || parts.some(Number.isNaN)) return null;
    return parts.reduce((sum, part) => sum * 60 + part, 0);
  };

  const formatTime = (seconds) => {
    const ms = Math.round(Math.max(seconds, 0) * 1000);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes, rest] = [Math.floor(ms / 3600000), Math.floor(ms / 60000) % 60, ms % 60000];
    const tail = `${two(Math.floor(rest / 1000))}.${String(rest % 1000).padStart(3, "0")}`;
    return hours ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
  };

  const setTime = (input, seconds) => {
    input.value = formatTime(seconds);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const addButton = (tools, text, name, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    tools.append(button);
  };

  const equip = (cue) => {
    const [start, end] = cue.querySelectorAll("input.cue-time");
    const tools = document.createElement("div");
    tools.className = "cue-tools";
    const words = list.dataset;
    const legend = cue.querySelector("legend").firstChild.textContent.trim();
    const add = (text, act) => addButton(tools, text, `${text} – ${legend}`, act);
    const nudge = (input, by) => () => {
      const seconds = parseTime(input.value);
      if (seconds !== null) setTime(input, seconds + by);
    };
    if (player) {
      add(words.play, () => {
        const seconds = parseTime(start.value);
        if (seconds === null) return;
        player.currentTime = Math.max(0, seconds - startS);
        player.play();
      });
      add(words.setStart, () => setTime(start, player.currentTime + startS));
      add(words.setEnd, () => setTime(end, player.currentTime + startS));
    }
    for (const [name, input] of [[words.start, start], [words.end, end]]) {
      add(`${name} −0,1`, nudge(input, -NUDGE_S));
      add(`${name} +0,1`, nudge(input, NUDGE_S));
    }
    cue.querySelector("fieldset").append(tools);
  };

  /** The cue that is heard now is marked. */
  const markCurrent = () => {
    const heardS = player.currentTime + startS;
    for (const cue of list.children) {
      const [start, end] = [...cue.querySelectorAll("input.cue-time")].map((input) => parseTime(input.value || "x"));
      const isHeard = start !== null && end !== null && start <= heardS && heardS < end;
      if (isHeard) cue.setAttribute("aria-current", "true");
      else cue.removeAttribute("aria-current");
    }
  };

  [...list.children].forEach(equip);
  list.querySelector("[aria-invalid=true]")?.focus();
  if (player) player.addEventListener("timeupdate", markCurrent);
}
