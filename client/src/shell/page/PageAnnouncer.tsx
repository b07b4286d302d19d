import { useEffect, useState } from "react";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";

/** Announces the title after a client-side navigation, as browsers do after a page load. */
export function PageAnnouncer() {
  const [title, setTitle] = useState("");

  useEffect(() => {
    let path = location.pathname;
    // React renders the title into the head once the page's code is loaded.
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
