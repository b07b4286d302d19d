import type { en } from "./en.ts";

export const fr: typeof en = {
  skip: "Aller au contenu",
  home: "Cruddur, accueil",
  navigation: {
    label: "Principale",
    home: "Accueil",
    notifications: "Notifications",
    unread: "non lues",
    profile: "Profil",
    settings: "Paramètres",
    moderation: "Modération",
    compose: "Écrire",
    signIn: "Connexion",
    join: "Rejoindre",
  },
  side: {
    label: "À découvrir",
    hide: "Masquer cette colonne",
    hidden: "La colonne est masquée. Le menu la fait revenir.",
    undo: "Annuler",
    show: "Afficher la colonne latérale",
  },
  back: "Retour",
  menu: {
    open: "Menu",
    signOut: "Se déconnecter",
    tryAgain: "Réessayer",
    stillSignedIn: "Impossible de se déconnecter : Cruddur est injoignable. Vous êtes toujours connecté.",
    language: "Langue",
    theme: "Apparence",
    themes: { system: "Système", light: "Clair", dark: "Sombre" },
  },
  offline:
    "Vous êtes hors ligne. Ce que vous voyez peut être ancien, et ce que vous écrivez reste ici jusqu’à votre retour.",
  notFound: {
    title: "Page introuvable",
    lead: "Cela a peut-être brûlé, ou n’a jamais existé.",
    back: "Aller au fil",
  },
  unreachable: {
    title: "Cruddur est injoignable",
    lead: "Vérifiez votre connexion. Si vous étiez connecté, vous l’êtes toujours.",
    tryAgain: "Réessayer",
  },
  pageLoadFailed: {
    title: "Impossible de charger cette page",
    lead: "Vérifiez votre connexion, puis réessayez.",
    tryAgain: "Réessayer",
  },
  pageError: {
    title: "Cette page a rencontré une erreur",
    lead: "C’est notre faute, pas la vôtre. La recharger suffit en général ; rien de ce que vous avez publié n’est perdu.",
    reload: "Recharger",
    back: "Aller au fil",
  },
  loading: "Chargement…",
};
