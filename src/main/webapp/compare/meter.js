import { Refusal, request } from '../common/api.js';

const utf8 = new TextEncoder();

/** Counts what one way to follow prices asks for and gets, while it asks. */
export class Meter {
  requests = 0;
  /** Answers without a price: somebody asked in vain. */
  empty = 0;
  /** Of the answers' first lines and headers, as HTTP/1.1 writes them. */
  #headBytes = 0;
  /** Of the answers' bodies, as they were read. */
  bodyBytes = 0;

  get bytes() {
    return this.#headBytes + this.bodyBytes;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @param {string} [lastEventId]
   * @returns {Promise<Response>} its body is counted when it is read by this meter
   */
  async ask(path, signal, lastEventId) {
    this.requests++;
    const response = await request(path, { signal, headers: lastEventId ? { 'Last-Event-ID': lastEventId } : {} });
    this.#headBytes += headBytes(response);
    if (response.status === 204) this.empty++;
    return response;
  }

  /** @param {Response} response @returns {AsyncGenerator<string>} its body, piece by piece as it comes */
  async *read(response) {
    const reader = response.body?.getReader();
    if (!reader) return;
    const decoder = new TextDecoder();
    const lost = () => {
      throw new Refusal(0, 'The connection was lost.');
    };
    try {
      for (let part = await reader.read().catch(lost); !part.done; part = await reader.read().catch(lost)) {
        this.bodyBytes += part.value.byteLength;
        yield decoder.decode(part.value, { stream: true });
      }
    } finally {
      reader.cancel().catch(() => {}); // it may be broken already
    }
  }

  /** @param {Response} response */
  async json(response) {
    let text = '';
    for await (const piece of this.read(response)) text += piece;
    return JSON.parse(text);
  }
}

/** @param {Response} response */
function headBytes({ status, statusText, headers }) {
  const lines = [`HTTP/1.1 ${status} ${statusText}`, ...[...headers].map(([name, value]) => `${name}: ${value}`), ''];
  return utf8.encode(lines.map((line) => `${line}\r\n`).join('')).length;
}
