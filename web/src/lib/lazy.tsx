// A view that is loaded when it is first shown, so that what few need (the map) keeps nobody waiting.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, arrived] = useState(0);
    useEffect(() => {
      if (!loaded) void load().then((component) => {
        loaded = component;
        arrived(1);
      });
    }, []);
    const Component = loaded;
    return Component ? <Component {...props} /> : <p class="loading" role="status">Loading…</p>;
  };
}
