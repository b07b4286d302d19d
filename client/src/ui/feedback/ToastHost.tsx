import { ToastMessage } from "./ToastMessage.tsx";
import { useToast } from "./toast.ts";

/** Where toasts are shown, one at a time. */
export function ToastHost() {
  const toast = useToast();
  return toast && <ToastMessage toast={toast} />;
}
