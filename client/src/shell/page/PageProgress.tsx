import { useIsPageLoading } from "../../navigation/ShownLocation.tsx";
import styles from "./PageProgress.module.css";

/** A thin bar at the top while the code of the next page is loaded, if that takes longer than 300 ms. */
export function PageProgress() {
  const isLoading = useIsPageLoading();
  return isLoading && <div className={styles["bar"]} aria-hidden="true" />;
}
