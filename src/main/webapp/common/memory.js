/** What a tab keeps over reloads, until it is closed. Where the browser forbids that, each load is the first. */

/** @param {string} key */
export function remembered(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // as above
  }
}
