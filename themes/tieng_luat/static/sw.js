// Keeps pages for when there is no network. What was read is kept of its own accord, the oldest goes first; what a
// resident chose to keep, with its recordings, stays until she removes it (static/offline.js). Nobody is asked but this
// site, and with Save-Data on nothing is kept that was not chosen.
const VISITED = "da-xem", CHOSEN = "da-giu";
const OFFLINE = "/khong-mang/";
const MOST_BYTES = 20e6; // of what was read
const LARGEST_BYTES = 2e6; // of one file of it
const WAIT_MS = 4000; // for the network, where a kept page is at hand

const isSparing = () => navigator.connection?.saveData;

// the size goes with the copy, so that counting reads no bodies
const keep = async (name, address, response) => {
  const body = await response.blob();
  const headers = new Headers(response.headers);
  headers.set("x-size", body.size);
  const cache = await caches.open(name);
  await cache.delete(address); // the newest stand last
  await cache.put(address, new Response(body, { headers }));
};

const trim = async () => {
  const cache = await caches.open(VISITED);
  const kept = [];
  for (const request of await cache.keys()) {
    const copy = await cache.match(request);
    kept.push([request, +copy.headers.get("x-size")]);
  }
  let sum = kept.reduce((total, [, size]) => total + size, 0);
  for (const [request, size] of kept) {
    if (sum <= MOST_BYTES) break;
    await cache.delete(request);
    sum -= size;
  }
};

const keepVisited = async (address, response) => {
  if (isSparing() || !response.ok || response.redirected) return;
  if (+response.headers.get("content-length") > LARGEST_BYTES) return;
  await keep((await (await caches.open(CHOSEN)).match(address)) ? CHOSEN : VISITED, address, response);
  await trim();
};

const find = (address) => caches.match(address, { cacheName: CHOSEN }).then((copy) => copy || caches.match(address));

// pages: the network first, but a kept copy does not wait for ever
const readPage = async (event) => {
  const address = new URL(event.request.url).pathname;
  const asked = fetch(event.request).then((response) => {
    event.waitUntil(keepVisited(address, response.clone()));
    return response;
  });
  const copy = await find(address);
  const late = new Promise((done, fail) => copy && setTimeout(fail, WAIT_MS));
  try {
    return await Promise.race([asked, late]);
  } catch {
    event.waitUntil(asked.catch(() => {}));
    return copy || (await find(OFFLINE)) || Response.error();
  }
};

// files whose names hold the hash of their content: what is kept is right
const readFile = async (event) => {
  const copy = await find(event.request.url);
  if (copy) return copy;
  const response = await fetch(event.request);
  event.waitUntil(keepVisited(event.request.url, response.clone()));
  return response;
};

// recordings are asked for piece by piece
const readPiece = async (request) => {
  const copy = await find(request.url);
  if (!copy) return fetch(request);
  const whole = await copy.blob();
  const [, first, last] = /bytes=(\d+)-(\d*)/.exec(request.headers.get("range")) || [0, 0, ""];
  const end = last ? Math.min(+last + 1, whole.size) : whole.size;
  const headers = {
    "Content-Type": copy.headers.get("content-type"),
    "Content-Range": `bytes ${first}-${end - 1}/${whole.size}`,
    "Content-Length": end - first,
  };
  return new Response(whole.slice(+first, end), { status: 206, headers });
};

const keepWithScripts = async (name, address) => {
  const page = await fetch(address);
  if (!page.ok) return;
  const scripts = [...(await page.clone().text()).matchAll(/<script [^>]*?src="([^"]+)"/g)];
  await keep(name, address, page);
  for (const [, script] of scripts) await keep(name, new URL(script, location), await fetch(script));
};

// the page that brought the worker was read before there was one
const takeOver = async () => {
  await clients.claim();
  if (isSparing()) return;
  for (const client of await clients.matchAll()) {
    const address = new URL(client.url).pathname;
    if (address !== OFFLINE) await keepWithScripts(VISITED, address);
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepWithScripts(CHOSEN, OFFLINE));
});
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(readPage(event));
  else if (request.headers.has("range")) event.respondWith(readPiece(request));
  else if (/^\/(static|media|share)\//.test(url.pathname)) event.respondWith(readFile(event));
});
