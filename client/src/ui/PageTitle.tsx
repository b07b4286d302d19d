/** The title of the page's tab: the page, then the product; the product alone where the page names it already. */
export function PageTitle({ page }: { page: string }) {
  return <title>{page.includes("Cruddur") ? page : `${page} · Cruddur`}</title>;
}
