/** @typedef {{ id: number, fullname: string, role: 'customer' | 'staff' }} User */

/** Those who write and read, by id. */
export class Users {
  /** @type {Map<number, User>} */
  #users = new Map();

  /** @param {User[]} users */
  load(users) {
    this.#users = new Map(users.map((user) => [user.id, user]));
  }

  get all() {
    return [...this.#users.values()];
  }

  /** @param {number} id */
  find(id) {
    return this.#users.get(id);
  }

  nameOf = (/** @type {number} */ id) => this.#users.get(id)?.fullname ?? `User ${id}`;

  /**
   * The channel of questions between two, of whom one is a customer and one is staff.
   *
   * @param {number} one
   * @param {number} other
   * @returns {string | null} null: these two have none
   */
  direct(one, other) {
    const pair = [this.#users.get(one), this.#users.get(other)];
    const customer = pair.find((user) => user?.role === 'customer');
    const staff = pair.find((user) => user?.role === 'staff');
    return customer && staff ? `direct/${customer.id}/${staff.id}` : null;
  }

  /**
   * A channel as people call it.
   *
   * @param {string} channel
   * @param {number} me
   */
  title(channel, me) {
    const pair = /^direct\/(\d+)\/(\d+)$/.exec(channel);
    if (!pair) return channel;
    const names = [Number(pair[1]), Number(pair[2])].filter((id) => id !== me).map(this.nameOf);
    return names.join(' and ');
  }
}
