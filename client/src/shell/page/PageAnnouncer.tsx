import { useEffect, useState } from "react";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";

/** Says the title of the page that somebody has come to, as a browser does by itself where a page is loaded. */
export function PageAnnouncer() {
  const [title, setTitle] = useState("");

  useEffect(() => {
    let path = location.pathname;
    // React puts each page's title into the head, whenever its code has come.
    const observer = new MutationObserver(() => {
      if (location.pathname === path || document.title === "") return;
      path = location.pathname;
      setTitle(document.title);
    });
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, []);

  return (
    <VisuallyHidden>
      <span aria-live="polite" aria-atomic="true">
        {title}
      </span>
    </VisuallyHidden>
  );
}
