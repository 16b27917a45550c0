// The chosen file goes up at once and piece by piece (tus): a broken connection, or a closed page, loses nothing.
// When it has come whole, the form sends its number instead of the file.
const PIECE_BYTES = 8 * 1024 * 1024;
const RETRY_DELAYS_MS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000];
const REFUSED = [400, 403, 413];

class ResumableUpload {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.input = this.form.elements.file;
    this.number = this.form.elements.upload_id;
    this.input.addEventListener("change", () => this.begin());
    this.form.addEventListener("submit", (event) => this.holdBack(event), true);
    this.part("[data-cancel]").addEventListener("click", () => this.cancel());
    this.part("[data-continue]").addEventListener("click", () => this.start());
    window.addEventListener("online", () => this.isStopped && this.start());
  }

  part(selector) {
    return this.box.querySelector(selector);
  }

  async begin() {
    await this.upload?.abort();
    const file = this.input.files[0];
    this.number.value = "";
    this.box.hidden = !file;
    if (!file) return;
    this.toldPercent = -1;
    this.part(".tl-upload-name").textContent = file.name;
    this.upload = new tus.Upload(file, {
      endpoint: this.box.dataset.endpoint,
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
      onProgress: (sent, size) => this.showProgress(sent, size),
      onShouldRetry: (error) => this.shouldRetry(error),
      onError: (error) => this.fail(error),
      onSuccess: () => this.finish(),
    });
    const [previous] = await this.upload.findPreviousUploads();
    if (previous) this.upload.resumeFromPreviousUpload(previous);
    this.start();
  }

  start() {
    this.isStopped = false;
    this.isRunning = true;
    this.part("[data-continue]").hidden = true;
    this.say("sending");
    this.upload.start();
  }

  showProgress(sent, size) {
    const percent = size ? Math.floor((100 * sent) / size) : 100;
    this.part("progress").value = percent;
    this.part(".tl-upload-percent").textContent = `${percent} %`;
    const [sentMb, sizeMb] = [sent, size].map((bytes) => (bytes / 1e6).toLocaleString("vi", { maximumFractionDigits: 1 }));
    this.part(".tl-upload-size").textContent = this.box.dataset.size.replace("[sent]", sentMb).replace("[size]", sizeMb);
    const step = Math.floor(percent / 10); // whoever listens hears each tenth
    if (step !== this.toldPercent) {
      this.toldPercent = step;
      this.say(this.isSaving ? "saving" : "sending", `${percent} %`);
    }
  }

  shouldRetry(error) {
    if (REFUSED.includes(error.originalResponse?.getStatus())) return false;
    this.say("waiting");
    return true;
  }

  fail(error) {
    this.isRunning = false;
    const answer = error.originalResponse;
    if (answer && REFUSED.includes(answer.getStatus())) {
      this.status.textContent = answer.getBody();
      this.isSaving = false;
      return;
    }
    this.isStopped = true;
    this.isSaving = false;
    this.part("[data-continue]").hidden = false;
    this.say("failed");
  }

  finish() {
    this.isRunning = false;
    this.number.value = this.upload.url.split("/").filter(Boolean).at(-1);
    this.input.value = ""; // the form need not send it again
    this.part("[data-cancel]").hidden = true;
    this.say("done");
    if (this.isSaving) this.form.requestSubmit();
  }

  async cancel() {
    this.isRunning = this.isStopped = this.isSaving = false;
    await this.upload?.abort(true).catch(() => {});
    this.input.value = "";
    this.box.hidden = true;
    this.input.focus();
  }

  holdBack(event) {
    if (!this.isRunning) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.isSaving = true;
    this.say("saving");
  }

  get status() {
    return this.part(".tl-upload-status");
  }

  say(name, figure = "") {
    this.status.textContent = figure ? `${figure}. ${this.box.dataset[name]}` : this.box.dataset[name];
  }
}

if (window.tus?.isSupported) {
  document.querySelectorAll(".tl-upload").forEach((box) => new ResumableUpload(box));
}
