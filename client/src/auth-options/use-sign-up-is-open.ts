import { useEffect, useState } from "react";

/**
 * Whether guests are invited to sign up. True until the API says otherwise; members cause no request. The code is loaded
 * after the first render, to keep the first load small.
 */
export function useSignUpIsOpen(isGuest: boolean): boolean {
  const [isOpen, setIsOpen] = useState(true);
  useEffect(() => {
    if (!isGuest) return;
    const load = async (): Promise<void> => {
      const { loadAuthOptions } = await import("./load-auth-options.ts");
      setIsOpen((await loadAuthOptions()).signUpIsOpen);
    };
    // Without the code the links stay, and the page that they lead to says the same.
    load().catch(() => undefined);
  }, [isGuest]);
  return isOpen;
}
