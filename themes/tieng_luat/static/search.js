// Search without a server: site_builder/search/ tells what is in the files that a question fetches.
const find = (name) => document.querySelector(`[data-${name}]`);
const form = find("search"), list = find("results"), status = find("status"), more = find("more");
const { q: field, dataset: words } = form;
const values = {};
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((sign, i) => (values[sign] = i));
const tones = { "\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "." };
const kept = new Map();
let asked = 0, shown = 10, timer;

// as in folding.py
const split = (text) =>
  (text.normalize("NFD").toLowerCase().match(/[a-z0-9đ][a-z0-9đ\u0300-\u036f]*/g) || []).map((found) => {
    let tone = "";
    const written = found.slice(0, 24);
    const bare = written.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (mark) => ((tone = tones[mark]), ""));
    const folded = written.replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
    const letters = bare.normalize("NFC");
    return { folded, tone, letters, marked: tone || letters !== folded };
  });

const hash = (folded) => ([...folded].reduce((sum, letter) => (sum * 33 + letter.charCodeAt()) & 65535, 0) % 31) + 1;

// postings → number, places, bits of neighbours' hashes, and so on
const decode = (text) => {
  const found = [];
  let number = -1, i = 0;
  while (i < text.length) {
    let gap = 0, shift = 1, bits = 0, value;
    do {
      value = values[text[i++]];
      gap += (value & 31) * shift;
      shift *= 32;
    } while (value > 31);
    const places = values[text[i++]];
    do bits |= 1 << ((value = values[text[i++]]) & 31);
    while (value > 31);
    found.push((number += gap + 1), places, bits);
  }
  return found;
};

const get = (name) => {
  if (!kept.has(name)) {
    kept.set(name, fetch(words.search + name).then((file) => (file.ok ? file.json() : Promise.reject(name))));
  }
  return kept.get(name);
};
const load = () => get("muc-luc.json");

// the files of a syllable; of one only begun when they are few
const choose = (names, token) => {
  const begun = token.open ? names.filter((name) => name.startsWith(token.folded)) : [];
  token.wide = begun.length > 3;
  if (begun.length && !token.wide) return begun;
  return names.filter((name) => name === token.folded + "-" || token.folded.startsWith(name));
};

// by bits of places: title, heading, summary, explainer; how short the title is
const weights = [1];
for (const weight of [12, 5, 3, 2, 2, 4]) weights.push(...weights.map((sum) => sum + weight));

// what a syllable of the question finds
const collect = (token, shelves) => {
  const pages = new Map();
  for (const shelf of shelves)
    for (const [folded, spellings] of Object.entries(shelf)) {
      const whole = folded === token.folded;
      if (!whole && (token.wide || !token.open || !folded.startsWith(token.folded))) continue;
      pages.partial ||= "*" in spellings;
      for (const spelling in spellings) {
        const found = Array.isArray(spellings[spelling]) ? spellings[spelling] : decode(spellings[spelling]);
        spellings[spelling] = found;
        const { letters, tone, marked, open } = token;
        const exact = +(!marked || spelling === letters + tone || (!!open && !tone && spelling.startsWith(letters)));
        for (let i = 0; i < found.length; i += 3) {
          const page = pages.get(found[i]) || { exact: 0, score: 0, next: 0, bits: 0 };
          const score = weights[found[i + 1]] * (whole ? 1 : 0.5);
          pages.set(found[i], page);
          if (exact > page.exact || (exact === page.exact && score > page.score)) Object.assign(page, { exact, score });
          page.next |= found[i + 2];
          page.bits |= 1 << hash(folded);
        }
      }
    }
  return pages;
};

// pages with all syllables, or with most of a long question; typed accents first, then places and neighbours
const rank = (tokens, found) => {
  const pages = new Map();
  const needed = found.filter((hits) => !hits.partial).length;
  const count = needed || tokens.length;
  let most = 0;
  found.forEach((hits, i) => {
    for (const [number, hit] of hits) {
      const page = pages.get(number) || { number, count: 0, exact: 0, score: 0 };
      pages.set(number, page);
      if (!needed || !hits.partial) most = Math.max(most, ++page.count);
      page.exact += hit.exact;
      page.score += hit.score + (page.last === i - 1 && page.next & hit.bits ? 6 : 0);
      page.last = i;
      page.next = hit.next;
    }
  });
  if (most < count && tokens.length > 1 && tokens[tokens.length - 1].wide)
    return rank(tokens.slice(0, -1), found.slice(0, -1));
  const isEnough = most === count || (count > 2 && most * 3 >= count * 2);
  const best = [...pages.values()].filter((page) => isEnough && page.count === most);
  best.sort((a, b) => b.exact - a.exact || b.score - a.score);
  return { best, partial: most < count };
};

const make = (name, className, ...children) => {
  const element = Object.assign(document.createElement(name), className && { className });
  element.append(...children);
  return element;
};
const mark = (text, tokens) =>
  text.normalize("NFC").split(/([\p{L}\p{M}\p{N}]+)/u).map((part) => {
    const [one] = split(part);
    const is = (token) => one.folded === token.folded || (token.open && one.folded.startsWith(token.folded));
    return one && tokens.some(is) ? make("mark", "", part) : part;
  });
const build = ([title, address, kind, summary, note], tokens, kinds) => {
  const link = make("a", "", ...mark(title, tokens));
  link.href = address;
  const meta = make("p", "entry__meta", make("span", "", kinds[kind]));
  if (note) meta.append(make("span", "", ...mark(note, tokens)));
  const item = make("li", "entry", make("h2", "entry__title", link), meta);
  if (summary) item.append(make("p", "entry__summary", ...mark(summary, tokens)));
  return item;
};

const show = (sentence, query, count = 0, items = []) => {
  list.replaceChildren(...items);
  more.hidden = count <= items.length;
  status.textContent = sentence.replace("{count}", count).replace("{query}", () => query);
};
const all = (list, load) => Promise.all(list.map(load));
const answer = async (query, tokens, number) => {
  const { bits, box, kinds, shelves } = await load();
  const open = (name) => get(`${bits}/am-${name}.json`);
  const found = await all(tokens, async (token) => {
    const key = !token.open && token.letters + token.tone;
    const hits = kept.get(key) || collect(token, await all(choose(shelves.split(" "), token), open));
    if (key) kept.set(key, hits);
    return hits;
  });
  const { best, partial } = rank(tokens, found);
  const look = async (page) => (await get(`${bits}/bai-${page.number >> box}.json`))[page.number];
  const rows = await all(best.slice(0, shown), look);
  if (number !== asked) return;
  const items = rows.map((row) => build(row, tokens, kinds));
  show(best.length ? (partial ? words.partial : words.found) : words.none, query, best.length, items);
};
const search = async (isAgain) => {
  const number = ++asked, query = field.value.trim();
  const tokens = [...new Map(split(query).map((token) => [token.folded, token])).values()].slice(0, 8);
  history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
  if (!tokens.length) return show(query && words.none, query);
  tokens[tokens.length - 1].open = !/\s$/.test(field.value);
  try {
    await answer(query, tokens, number);
  } catch (error) {
    // the site may just have got other files
    kept.clear();
    if (number !== asked) return;
    if (!isAgain) return search(true);
    show(words.failed, query);
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
field.addEventListener("focus", () => load().catch(() => kept.clear()));
field.addEventListener("input", () => {
  clearTimeout(timer);
  shown = 10;
  timer = setTimeout(search, 30);
});
more.addEventListener("click", async () => {
  shown += 10;
  await search();
  list.children[shown - 10]?.querySelector("a").focus();
});
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) search();
