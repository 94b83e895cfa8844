import { useEffect, useState } from "preact/hooks";

/**
 * A module that most views of a page do without: fetched when it is wanted, undefined until it is there. Should the fetch
 * fail, it is tried again the next time it is wanted. `load` is a constant of the module that asks.
 */
export const useLater = <M>(load: () => Promise<M>, wanted = true): M | undefined => {
  const [loaded, setLoaded] = useState<M>();
  useEffect(() => {
    if (!wanted || loaded !== undefined) return;
    let gone = false;
    load().then(
      (module) => {
        if (!gone) setLoaded(module);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [load, wanted, loaded]);
  return loaded;
};
