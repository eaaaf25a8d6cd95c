// The wall view: asked for by `?wall`, read from across a room, no chrome.
export function isWall(): boolean {
  return new URLSearchParams(location.search).has('wall');
}

/** Marks the document before the first paint, so that nothing grows under the eye. */
if (isWall()) document.documentElement.dataset['wall'] = '';
