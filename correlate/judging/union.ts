// Which nodes hang together, by links told one after another (union-find).

export class Union {
  readonly #parents = new Map<string, string>();

  add(node: string): void {
    if (!this.#parents.has(node)) this.#parents.set(node, node);
  }

  has(node: string): boolean {
    return this.#parents.has(node);
  }

  nodes(): string[] {
    return [...this.#parents.keys()];
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    const [one, other] = [this.root(a), this.root(b)];
    if (one !== other) this.#parents.set(other, one);
  }

  root(node: string): string {
    let at = node;
    for (let next = this.#parents.get(at); next !== undefined && next !== at; next = this.#parents.get(at)) at = next;
    return at;
  }
}
