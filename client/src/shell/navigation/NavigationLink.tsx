import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { revisit } from "../../navigation/revisit.ts";
import styles from "./Navigation.module.css";

export interface NavigationLinkProps {
  href: string;
  label: string;
  icon: ReactNode;
  /** A count beside the icon. */
  badge?: ReactNode;
  /** It is the one thing to do here. */
  isPrimary?: boolean;
}

/** A link of the navigation. One to the page that is open leads to its top. */
export function NavigationLink({ href, label, icon, badge, isPrimary = false }: NavigationLinkProps) {
  const [path] = useLocation();
  const isCurrent = path === href || (href !== "/" && path.startsWith(`${href}/`));
  return (
    <Link
      className={`${styles["item"]} ${isPrimary ? styles["primary"] : ""}`}
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        if (path !== href) return;
        event.preventDefault();
        revisit();
      }}
    >
      <span className={styles["icon"]}>
        {icon}
        {badge}
      </span>
      <span className={styles["label"]}>{label}</span>
    </Link>
  );
}
