import { plural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const fr: typeof en = {
  title: "Paramètres",
  sections: {
    profile: "Profil",
    email: "E-mail",
    password: "Mot de passe",
    authenticator: "Connexion en deux étapes",
    sessions: "Sessions",
    blocked: "Personnes bloquées",
    muted: "Personnes masquées",
    data: "Vos données",
    delete: "Supprimer le compte",
  },
  saved: "Enregistré.",
  cancel: "Annuler",
  tryAgain: "Réessayer",
  loadFailed: "Impossible de charger vos paramètres",
  loading: "Chargement…",
  profile: {
    lead: "Ce que les autres voient de vous.",
  },
  email: {
    lead: (email) => `Vous vous connectez avec ${email}.`,
    none: "Votre compte n’a pas d’adresse e-mail. Ajoutez-en une pour être prévenu des changements importants.",
    newAddress: "Nouvel e-mail",
    same: "C’est déjà votre adresse.",
    send: "Envoyer un code",
    sent: (destination) =>
      `Nous avons envoyé un code à ${destination}. Votre ancienne adresse reste jusqu’à ce que vous le saisissiez ici.`,
    confirm: "Confirmer",
    other: "Utiliser une autre adresse",
    changed: "Votre adresse est changée.",
    notVerified: "Cette adresse n’est pas vérifiée : elle ne permet pas de réinitialiser votre mot de passe.",
    verify: "Vérifier cette adresse",
    verified: "Votre adresse est vérifiée.",
    sentToOwn: (destination) => `Nous avons envoyé un code à ${destination}.`,
  },
  password: {
    lead: "Le changer vous déconnecte partout ailleurs.",
    current: "Mot de passe actuel",
    currentMissing: "Saisissez votre mot de passe actuel.",
    save: "Changer le mot de passe",
    changed: "Votre mot de passe est changé. Vous êtes déconnecté partout ailleurs.",
  },
  authenticator: {
    lead: "Avec une application d’authentification sur votre téléphone, votre mot de passe seul ne suffit plus.",
    off: "Désactivée. Vous vous connectez avec votre mot de passe seul.",
    on: "Activée. Vous vous connectez avec votre mot de passe et un code de votre application d’authentification.",
    startedBefore:
      "Le rechargement de la page a effacé la clé secrète. Si votre application l’a déjà, supprimez-la là-bas, puis recommencez.",
    setUp: "Configurer",
    confirm: "Activer",
    switchOff: "Désactiver",
    isOn: "La connexion en deux étapes est activée.",
    isOff: "La connexion en deux étapes est désactivée.",
  },
  recovery: {
    title: "Codes de secours",
    lead: "Si vous perdez votre téléphone, l’un de ces codes désactive l’application d’authentification : votre mot de passe suffit alors pour vous connecter.",
    left: (count) =>
      count === 0
        ? "Vous n’en avez aucun."
        : `Il vous reste ${count} ${plural("fr", count, "code inutilisé", "codes inutilisés")}.`,
    create: "Créer des codes de secours",
    createNew: "Créer de nouveaux codes",
    voids: "Les nouveaux codes remplacent les anciens, qui ne fonctionnent plus.",
    shownOnce:
      "Ces codes ne s’affichent qu’une fois. Chacun sert une fois. Conservez-les là où vous les trouverez sans votre téléphone.",
    copy: "Copier",
    copied: "Copié.",
    download: "Télécharger",
    print: "Imprimer",
    done: "Je les ai conservés",
    fileTitle: (handle, date) => `Codes de secours Cruddur de @${handle}, ${date}`,
  },
  sessions: {
    lead: "Là où vous êtes connecté. Déconnectez les sessions que vous ne reconnaissez pas.",
    current: "Cet appareil",
    unknownDevice: "Appareil inconnu",
    device: (browser, system) => `${browser} sur ${system}`,
    created: "Connecté",
    lastSeen: "Vu",
    signOut: "Déconnecter",
    signOutOf: (device, when) => `Déconnecter ${device}, connecté ${when}`,
    signOutOthers: "Déconnecter toutes les autres",
    passwordFor: "Nécessaire pour déconnecter toutes les autres.",
    signOutAll: "Déconnecter partout",
    ended: "La session est terminée.",
    othersEnded: "Toutes les autres sessions sont terminées.",
    alone: "Vous n’êtes connecté nulle part ailleurs.",
  },
  hidden: {
    blocked: {
      lead: "Vous ne vous voyez ni ne pouvez vous joindre. Ces personnes n’en sont pas informées.",
      empty: "Vous n’avez bloqué personne.",
    },
    muted: {
      lead: "Ce qu’elles écrivent est retiré de votre fil et de vos notifications. Elles n’en sont pas informées.",
      empty: "Vous n’avez masqué personne.",
    },
  },
  data: {
    lead: "Tout ce qui est enregistré à votre sujet, dans un fichier JSON : profil, sessions, messages, réponses, J’aime, personnes bloquées et masquées, signalements et notifications.",
    download: "Télécharger vos données",
    progress: (size) => `Téléchargement… ${size}`,
    saved: "Vos données ont été téléchargées.",
    failed: "Impossible de télécharger vos données. Vérifiez votre connexion, puis réessayez.",
    limited: "Vous avez téléchargé vos données plusieurs fois. Réessayez plus tard.",
  },
  delete: {
    lead: "Cela supprime définitivement votre compte, vos messages, vos réponses et vos mentions J’aime.",
    handle: (handle) => `Saisissez votre pseudo, ${handle}, pour confirmer`,
    handleWrong: "Ce n’est pas votre pseudo.",
    action: "Supprimer mon compte",
  },
  stepUp: {
    title: "Est-ce bien vous ?",
    lead: "Votre dernière connexion remonte à un moment. Saisissez à nouveau votre mot de passe pour continuer.",
    continue: "Continuer",
    stay: "C’est fait, et toutes les autres sessions sont terminées. Pour rester connecté ici, saisissez un nouveau code.",
    otherWay: "Confirmer autrement",
    authenticatorOff:
      "Votre application d’authentification est désactivée. Saisissez votre mot de passe pour continuer.",
    elsewhere: "Il faut vous reconnecter pour cela. Déconnectez-vous, puis reconnectez-vous.",
  },
};
