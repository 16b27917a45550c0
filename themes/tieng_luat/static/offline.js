// Shows what sw.js keeps on this device, keeps what a resident chooses, removes it.
(function () {
  var VISITED = "da-xem", CHOSEN = "da-giu", OWN = "/khong-mang/";
  var desk = document.querySelector("[data-kept]");
  var words = desk.dataset;
  var status = document.querySelector("[data-status]");
  var connection = navigator.connection || {};

  function find(name) {
    return document.querySelector("[data-" + name + "]");
  }
  function say(words) {
    status.textContent = words;
  }
  function write(bytes) {
    var size = bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + " kB" : (bytes / 1e6).toFixed(1) + " MB";
    return document.documentElement.lang === "vi" ? size.replace(".", ",") : size;
  }
  function make(name, text) {
    var element = document.createElement(name);
    element.textContent = text;
    return element;
  }
  function button(text, about, action) {
    var element = make("button", text);
    element.type = "button";
    element.setAttribute("aria-label", text + ": " + about);
    element.addEventListener("click", action);
    return element;
  }
  function read(html) {
    return new DOMParser().parseFromString(html, "text/html");
  }
  function name(page) {
    var heading = page.querySelector("h1");
    return heading ? heading.textContent.trim() : page.title;
  }
  // the file that this browser will ask for
  function findRecording(page) {
    var probe = document.createElement("audio");
    var sources = [].slice.call(page.querySelectorAll("audio source"));
    var source = sources.filter(function (each) {
      return probe.canPlayType(each.type);
    })[0];
    return source && source.getAttribute("src");
  }
  async function put(address, response) {
    if (!response.ok) throw response.status;
    var body = await response.blob();
    var headers = new Headers(response.headers);
    headers.set("x-size", body.size);
    await (await caches.open(CHOSEN)).put(address, new Response(body, { headers: headers }));
  }
  async function list(cacheName) {
    var cache = await caches.open(cacheName), found = [];
    for (var request of await cache.keys()) {
      var copy = await cache.match(request);
      var path = new URL(request.url).pathname;
      var isPage = (copy.headers.get("content-type") || "").startsWith("text/html");
      var entry = { path: path, size: +copy.headers.get("x-size"), isPage: isPage };
      if (isPage) {
        var page = read(await copy.text());
        entry.title = name(page);
        entry.recording = findRecording(page);
      }
      found.push(entry);
    }
    return found;
  }

  async function keep(address, withRecording) {
    say(words.wait);
    try {
      await register();
      var response = await fetch(address);
      var page = read(await response.clone().text());
      await put(address, response);
      await (await caches.open(VISITED)).delete(address);
      for (var script of page.querySelectorAll("script[src]")) {
        var source = script.getAttribute("src");
        await put(source, await fetch(source));
      }
      var recording = withRecording && findRecording(page);
      if (recording) await put(recording, await fetch(recording));
      say(words.done.replace("{title}", name(page)));
    } catch (error) {
      say(words.failed);
    }
    await show();
  }
  async function remove(entry, cacheName) {
    var cache = await caches.open(cacheName);
    await cache.delete(entry.path);
    if (entry.recording) await cache.delete(entry.recording);
    say(words.removed.replace("{title}", entry.title));
    await show();
    find("heading").focus();
  }

  function build(entry, sizes, cacheName) {
    var item = make("li", "");
    var link = make("a", entry.title);
    link.className = "more";
    link.href = entry.path;
    var sum = entry.size + (sizes[entry.recording] || 0);
    var isHeard = cacheName === CHOSEN && sizes[entry.recording];
    item.append(link, make("span", " " + write(sum) + (isHeard ? ", " + words.heard : "")));
    var row = make("div", "");
    row.className = "keep";
    if (cacheName === VISITED) row.append(button(words.keep, entry.title, keep.bind(null, entry.path, false)));
    if (entry.recording && !isHeard) row.append(button(words.listen, entry.title, keep.bind(null, entry.path, true)));
    row.append(button(words.remove, entry.title, remove.bind(null, entry, cacheName)));
    item.append(row);
    return item;
  }
  async function fill(cacheName, place) {
    var found = await list(cacheName), sizes = {}, total = 0;
    found.forEach(function (entry) {
      sizes[entry.path] = entry.size;
      total += entry.size;
    });
    var pages = found.filter(function (entry) {
      return entry.isPage && entry.path !== OWN;
    });
    place.querySelector("[data-sum]").textContent = pages.length ? write(total) : words.none;
    place.querySelector("ul").hidden = !pages.length;
    place.querySelector("ul").replaceChildren(...pages.reverse().map(function (entry) {
      return build(entry, sizes, cacheName);
    }));
    return pages;
  }
  async function show() {
    var chosen = await fill(CHOSEN, find("chosen"));
    await fill(VISITED, find("visited"));
    await offer(chosen);
  }
  async function offer(chosen) { // the page she came from
    var from = document.referrer && new URL(document.referrer);
    var place = find("offer");
    var isNew = from && from.origin === location.origin && from.pathname !== OWN && location.pathname === OWN;
    isNew = isNew && !chosen.some(function (entry) {
      return entry.path === from.pathname;
    });
    if (!isNew) return (place.hidden = true);
    var page = read(await (await fetch(from.pathname)).text());
    var row = place.querySelector(".keep");
    place.querySelector("p").textContent = name(page);
    row.replaceChildren(button(words.keep, name(page), keep.bind(null, from.pathname, false)));
    if (findRecording(page)) row.append(button(words.listen, name(page), keep.bind(null, from.pathname, true)));
    place.hidden = false;
  }
  function register() {
    return navigator.serviceWorker.register(words.kept);
  }

  if (!navigator.serviceWorker || !window.caches) return;
  desk.hidden = false;
  find("unable").hidden = true;
  find("missing").hidden = location.pathname === OWN;
  find("sparing").hidden = !connection.saveData;
  if (!connection.saveData) register().catch(function () {});
  find("clear").addEventListener("click", async function () {
    await caches.delete(VISITED);
    await show();
    say(words.cleared);
  });
  show();
})();
