// Search without a server: site_builder/search/ tells what is in the files it fetches.
const find = (name) => document.querySelector(`[data-${name}]`);
const form = find("search"), list = find("results"), status = find("status"), more = find("more");
const { q: field, dataset: words } = form;
const values = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((sign, i) => (values[sign.charCodeAt()] = i));
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

// postings → number, places, hash bits of neighbours, …
const decode = (text) => {
  const found = [];
  let number = -1, i = 0;
  const next = () => values[text.charCodeAt(i++)];
  while (i < text.length) {
    let gap = 0, shift = 1, bits = 0, value;
    do {
      value = next();
      gap += (value & 31) * shift;
      shift *= 32;
    } while (value > 31);
    const places = next();
    do bits |= 1 << ((value = next()) & 31);
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
        const exact = !marked || spelling === letters + tone || (open && !tone && spelling.startsWith(letters));
        const bit = 1 << hash(folded);
        for (let i = 0; i < found.length; i += 3) {
          let page = pages.get(found[i]);
          if (!page) pages.set(found[i], (page = { score: 0, next: 0, bits: 0 }));
          page.score = Math.max(page.score, weights[found[i + 1]] * (whole ? 1 : 0.5) + (exact ? 1024 : 0));
          page.next |= found[i + 2];
          page.bits |= bit;
        }
      }
    }
  return pages;
};

// pages with all syllables, or most of many; typed accents first, then places and neighbours
const rank = (tokens, found) => {
  const full = found.filter((hits) => !hits.partial);
  const lists = (full[0] ? full : [...found]).sort((a, b) => a.size - b.size);
  let pages = [...lists[0].keys()].filter((page) => lists.every((hits) => hits.has(page)));
  const partial = !pages[0];
  if (partial) {
    if (tokens[1] && tokens[tokens.length - 1].wide) return rank(tokens.slice(0, -1), found.slice(0, -1));
    const sums = new Map();
    for (const hits of lists) for (const page of hits.keys()) sums.set(page, -~sums.get(page));
    for (let most = lists.length - 1; !pages[0] && most * 3 >= lists.length * 2; most--)
      pages = [...sums.keys()].filter((page) => sums.get(page) === most);
  }
  const best = pages.map((page) => {
    let score = 0, last;
    for (const hits of found) {
      const hit = hits.get(page);
      if (hit) score += hit.score + (last?.next & hit.bits ? 6 : 0);
      last = hit;
    }
    return { number: page, score };
  });
  return { best: best.sort((a, b) => b.score - a.score), partial };
};

const make = (name, className, ...children) => {
  const element = Object.assign(document.createElement(name), className && { className });
  element.append(...children);
  return element;
};
const folds = new Map();
const fold = (word) => folds.get(word) ?? folds.set(word, split(word)[0]?.folded).get(word);
// every second part is a word
const mark = (text, tokens) =>
  text.normalize("NFC").split(/([\p{L}\p{M}\p{N}]+)/u).reduce((parts, part, i) => {
    const word = i % 2 && fold(part);
    if (word && tokens.some(({ folded, open }) => word === folded || (open && word.startsWith(folded))))
      return [...parts, make("mark", "", part), ""];
    parts.push(parts.pop() + part);
    return parts;
  }, [""]);
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
  list.hidden = !items[0];
  more.hidden = count <= items.length;
  status.textContent = sentence.replace("{count}", count).replace("{query}", () => query);
  history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
};
const all = (list, load) => Promise.all(list.map(load));
const answer = async (query, tokens, number) => {
  const { bits, box, kinds, shelves } = await load();
  const open = (name) => get(`${bits}/am-${name}.json`);
  const found = await all(tokens, async (token) => {
    const key = token.letters + token.tone + (token.open ? "*" : " ");
    const names = choose(shelves.split(" "), token);
    return kept.get(key) || kept.set(key, collect(token, await all(names, open))).get(key);
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
  // letters that came while the page was busy are one question
  clearTimeout(timer);
  shown = 10;
  timer = setTimeout(search);
});
more.addEventListener("click", async () => {
  shown += 10;
  await search();
  list.children[shown - 10]?.querySelector("a").focus();
});
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) search();
