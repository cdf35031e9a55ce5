using System.Globalization;
using Kiosk.Provision.Verify;

namespace Kiosk.Provision;

/// <summary>
/// Texts of the tool in the language of the caller: French when the environment says so, else English.
/// </summary>
public sealed record Words
{
    public required string About { get; init; }
    public required string Examples { get; init; }
    public required string Gateway { get; init; }
    public required string TokenFile { get; init; }
    public required string Json { get; init; }
    public required string Device { get; init; }
    public required string DeviceAdd { get; init; }
    public required string DeviceList { get; init; }
    public required string DeviceRotate { get; init; }
    public required string Rotated { get; init; }
    public required string DeviceRevoke { get; init; }
    public required string DeviceReadmit { get; init; }
    public required string ReadmitDays { get; init; }
    public required string Settings { get; init; }
    public required string SettingsPush { get; init; }
    public required string ManagerCode { get; init; }
    public required string ManagerCodeIs { get; init; }
    public required string Notice { get; init; }
    public required string NoticePush { get; init; }
    public required string Catalogue { get; init; }
    public required string CataloguePush { get; init; }
    public required string Number { get; init; }
    public required string NumberWanted { get; init; }
    public required string NoDeviceNumber { get; init; }
    public required string Kiosk { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }
    public required string District { get; init; }
    public required string Trade { get; init; }
    public required string Latitude { get; init; }
    public required string Longitude { get; init; }
    public required string Vacant { get; init; }
    public required string Invented { get; init; }
    public required string Out { get; init; }
    public required string Yes { get; init; }
    public required string File { get; init; }
    public required string CatalogueFile { get; init; }
    public required string NoticeText { get; init; }
    public required string NoticePage { get; init; }
    public required string NoticeEnglish { get; init; }
    public required string Until { get; init; }
    public required string Added { get; init; }
    public required string Revoked { get; init; }
    public required string Readmitted { get; init; }
    public required string ConfirmRevoke { get; init; }
    public required string SentNow { get; init; }
    public required string SentLater { get; init; }
    public required string NoDevices { get; init; }
    public required string NoToken { get; init; }
    public required string Unreachable { get; init; }
    public required string Refused { get; init; }
    public required string NoFile { get; init; }
    public required string Exists { get; init; }
    public required string NoAddress { get; init; }
    public required string SeenAt { get; init; }
    public required string CertificateUntil { get; init; }
    public required string CertificateOffered { get; init; }
    public required string ReadmittedUntil { get; init; }
    public required string RevokedAt { get; init; }
    public required string AlarmList { get; init; }
    public required string AlarmDays { get; init; }
    public required string AlarmDaysWrong { get; init; }
    public required string AlarmNone { get; init; }
    public required string AlarmTimes { get; init; }
    public required string Terminal { get; init; }
    public required string LegalRequest { get; init; }
    public required string Archive { get; init; }
    public required string ArchiveList { get; init; }
    public required string ArchiveMake { get; init; }
    public required string ArchiveMonth { get; init; }
    public required string ArchiveGet { get; init; }
    public required string ArchiveConfirm { get; init; }
    public required string ArchivePurge { get; init; }
    public required string ArchiveNumber { get; init; }
    public required string ArchiveNotes { get; init; }
    public required string NoteSealed { get; init; }
    public required string NoteWaits { get; init; }
    public required string EReport { get; init; }
    public required string FromDay { get; init; }
    public required string ToDay { get; init; }
    public required string Regime { get; init; }
    public required string RegimeOrDays { get; init; }
    public required string ReportPeriod { get; init; }
    public required string Platform { get; init; }
    public required string PlatformName { get; init; }
    public required string Accounting { get; init; }
    public required string Attest { get; init; }
    public required string Merchant { get; init; }
    public required string MerchantCode { get; init; }
    public required string CodeOut { get; init; }
    public required string MerchantClaim { get; init; }
    public required string ClaimCode { get; init; }
    public required string TokenOut { get; init; }
    public required string MerchantLog { get; init; }
    public required string MerchantZ { get; init; }
    public required StopsWords Stops { get; init; }
    public required ReviewWords Review { get; init; }
    public required string Dismiss { get; init; }
    public required string Dismissed { get; init; }
    public required string ReportsHanded { get; init; }
    public required string ReportChanged { get; init; }
    public required string ZNumber { get; init; }
    public required string ZExtract { get; init; }
    public required string FileOut { get; init; }
    public required string Verify { get; init; }
    public required string ArchiveFiles { get; init; }
    public required string Control { get; init; }
    public required string ControlFiles { get; init; }
    public required string VerifyKey { get; init; }
    public required string VerifyWitness { get; init; }
    public required string VerifyWitnessed { get; init; }
    /// <summary>A sentence of a finding in this language; the verifier speaks English.</summary>
    public required Func<string, string> Finding { get; init; }

    /// <summary>What an alarm says in this language; the gateway speaks English.</summary>
    public required Func<string, string> AlarmDetail { get; init; }

    public required string PinUnknown { get; init; }
    public required string VerifyUnpinned { get; init; }
    public required string VerifySound { get; init; }
    public required string VerifySoundUnpinned { get; init; }
    public required string VerifyBroken { get; init; }
    public required string KeysKept { get; init; }
    public required string WitnessKept { get; init; }
    public required string WitnessSaved { get; init; }
    public required string WitnessRewritten { get; init; }
    public required string WitnessNone { get; init; }
    public required string ProofFile { get; init; }
    public required string VerifyForeign { get; init; }
    public required string Hardware { get; init; }
    public required string HardwareCheck { get; init; }
    public required string HardwareDiagram { get; init; }
    public required string HardwarePins { get; init; }
    public required string HardwareFolder { get; init; }
    public required string HardwarePinFile { get; init; }
    public required string HardwareErrors { get; init; }
    public required string HardwareSound { get; init; }
    public required string HardwareBroken { get; init; }
    public required string HardwareUnreadable { get; init; }

    /// <summary>Names of the alarms by their kind, of the faults by their number.</summary>
    public required IReadOnlyDictionary<string, string> Alarms { get; init; }

    /// <inheritdoc cref="Alarms"/>
    public required IReadOnlyDictionary<int, string> Faults { get; init; }

    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>English.</summary>
    public static Words English { get; } = new()
    {
        About = "Enrols and steers the devices of the kiosks through the gateway's administration API.",
        Examples = """
            Examples:
              kiosk device add --kiosk K07 --name "Jus Gambetta" --arrondissement 1 --trade juice
              kiosk settings push 1007 settings.json
              kiosk catalogue push 1007 catalogue.csv
            """,
        Gateway = "address of the gateway",
        TokenFile = "file with the administration token",
        Json = "print one JSON document on standard output",
        Device = "devices: add, list, revoke",
        DeviceAdd = "register a device in a kiosk and write its bundle (keys included) to a file for you alone",
        DeviceList = "list the registered devices",
        DeviceRotate = "new seal key for its tills; they seal the change (event 927) between two sales",
        Rotated = "{0}: asked for seal key {1}; 'archive notes' shows when it is sealed",
        DeviceReadmit = "let a device in whose certificate is out of date: it gets the next one when it connects",
        ReadmitDays = "for how many days, 1 to 7",
        DeviceRevoke = "revoke a device: its key is worth nothing from then on",
        Settings = "settings of a device",
        SettingsPush = "send settings from a JSON file",
        ManagerCode = "make the one-time code with which a till's first manager sets a PIN",
        ManagerCodeIs = "Device {0}: the code is {1}. Type FONCTION 1 4, the code and ESPÈCES on the till.",
        Notice = "messages of the city",
        NoticePush = "send a message to a kiosk's display",
        Catalogue = "catalogue of a merchant",
        CataloguePush = "send a catalogue from a CSV or JSON file",
        Number = "number of the device, as it is or as its label prints it (0001-0079)",
        NoDeviceNumber = "'{0}' is no device number, or a digit of the label's number is wrong.",
        NumberWanted = "number wanted, 1 to 2147483647; left out = the next free one",
        Kiosk = "kiosk, 1 to 8 characters A-Z 0-9",
        Name = "name for people",
        Address = "postal address",
        District = "arrondissement, 1 to 16",
        Trade = "trade of the merchant",
        Latitude = "latitude in degrees north, for the map (with --lon)",
        Longitude = "longitude in degrees east",
        Vacant = "the kiosk is vacant: it measures and does not sell",
        Invented = "the kiosk does not exist: it serves a demonstration, and pages say so",
        Out = "file of the bundle; left out = device-<number>.json",
        Yes = "do not ask",
        File = "JSON file",
        CatalogueFile = "CSV file (code,label,cents,vat[,department,ean,key]) or JSON file",
        NoticeText = "the message, up to 160 characters; a bar | begins a new line",
        NoticePage = "city (default), hours, agenda, help, link (address of the public page) or out-of-order",
        NoticeEnglish = "the text in English, shown below",
        Until = "end of the message, e.g. 2026-03-02T18:00:00Z; left out = until replaced",
        Added = "device {0} registered in {1}; bundle in {2}",
        Revoked = "device {0} revoked",
        Readmitted = "device {0} is let in until {1}, also with a certificate out of date",
        ConfirmRevoke = "device {0} will never be acknowledged again. Repeat the command with --yes to do it.",
        SentNow = "version {1} sent to device {0}",
        SentLater = "version {1} stored; device {0} is not connected and gets it when it is",
        NoDevices = "no device yet; register the first with: kiosk device add --kiosk K07",
        NoToken = "cannot read the token {0}; give the gateway's file with --token-file <state>/admin.token",
        Unreachable = "gateway {0} is not reachable ({1}); is it running? Give its address with --gateway",
        Refused = "the gateway refused",
        NoFile = "cannot read {0}",
        Exists = "{0} is there already; give another file with --out",
        NoAddress = "--gateway: '{0}' is not an address like http://127.0.0.1:5080",
        SeenAt = "seen {0}",
        CertificateUntil = "certificate until {0}",
        CertificateOffered = "next one waits since {0}",
        ReadmittedUntil = "let in until {0}",
        RevokedAt = "revoked {0}",
        AlarmList = "list the open alarms and the faults that devices told of, latest first",
        AlarmDays = "only what came in the last so many days, 1 to 36500; left out = 30",
        AlarmDaysWrong = "--days: give a whole number from 1 to 36500",
        AlarmNone = "nothing open in this time; --days 36500 shows all on record",
        AlarmTimes = "times: {0}",
        Alarms = TroubleWords.EnglishAlarms,
        Faults = TroubleWords.EnglishFaults,
        Terminal = "terminal, e.g. K07",
        LegalRequest = "for the city: reference of the legal request; it is logged and the merchant sees it",
        Archive = "a merchant's fiscal archives",
        ArchiveList = "list the archives of a terminal",
        ArchiveMake = "make the archives that are due, or that of a month",
        ArchiveMonth = "month, e.g. 202603",
        ArchiveGet = "fetch an archive",
        ArchiveConfirm = "verify your copy and tell the gateway that it is sound",
        ArchivePurge = "purge the lines of a fiscal year whose archive was confirmed",
        ArchiveNotes = "what the terminal is to seal as events: archives, purges, new keys; number, code, arguments",
        NoteSealed = "sealed",
        NoteWaits = "waits",
        ArchiveNumber = "number R of the archive",
        EReport = "B2C e-report (flux 10.3) for the approved platform",
        FromDay = "first business day, e.g. 20260301",
        ToDay = "last business day, over and after the first",
        Regime = "VAT regime, for its last period: reel-mensuel, reel-trimestriel, simplifie, franchise",
        RegimeOrDays = "Give --regime, or both --from and --to.",
        ReportPeriod = "{0}: business days {1} to {2}, to be sent from {3} to {4}",
        Platform = "number of the approved platform that will send it, 4 digits; left out: it names itself",
        PlatformName = "its name, with --platform",
        Accounting = "accounting entries of a month as CSV",
        Attest = "self-attestation sheet of the merchant, in French",
        Merchant = "a merchant's access",
        MerchantCode = "give a merchant the code for a token (administration); the code before is void",
        CodeOut = "new file for the code, to be printed and handed over",
        MerchantClaim = "take the token that the city's code stands for (merchant); the token before is void",
        ClaimCode = "code that the city gave, 16 letters and digits; it serves once, within 30 days",
        TokenOut = "new file for the token",
        MerchantLog = "who looked at the merchant's fiscal data",
        ReportsHanded = "e-reports handed out; exit 1 when one must be replaced, because a terminal came late",
        ReportChanged = "other sums since: make it again, it will be a correction (RE)",
        MerchantZ = "compare a printed Z with the gateway",
        Stops = StopsWords.English,
        Review = ReviewWords.English,
        Dismiss = "take a code off that list: it is no article of the shop",
        Dismissed = "{0} taken off the list",
        ZNumber = "number J of the Z",
        ZExtract = "the four characters of its seal",
        FileOut = "file to write; without it, the standard output",
        Verify = "check archives offline with public keys only; names every broken file, record and field",
        ArchiveFiles = "archives (zip)",
        Control = "read what a till exported for an inspector; names what is missing or out of order",
        ControlFiles = "the export of a till's drive, or the texts of its QR pages, one file each",
        VerifyKey = "trusted key: its id (RFC 7638 thumbprint) or a file with the public key; may be repeated",
        VerifyWitness = "witness list kept earlier (/api/v1/witness): every head in it must stand in the archives",
        VerifyWitnessed = "Witness list: {0} entries, {1} heads compared, {2} beyond these archives.",
        Finding = static sentence => sentence,
        AlarmDetail = static sentence => sentence,
        PinUnknown = "--key {0}: neither a file with a public key nor an id of 43 characters",
        VerifyUnpinned =
            "No key was pinned: the archives were judged by the key they carry ({0}). Compare it with the one that the "
            + "gateway publishes, or give it with --key.",
        VerifySound = "Nothing was changed, removed, inserted or moved since the gateway counter-sealed it.",
        VerifySoundUnpinned =
            "Each archive agrees with itself and with that key. Whether it is the gateway's, and so whether anything "
            + "was changed, is open until the key is compared.",
        KeysKept = "keep the public keys that the gateway publishes, for 'kiosk verify --key FILE'; no token",
        WitnessKept = "keep the witness list, or add to the one kept, for 'kiosk verify --witness FILE'; no token",
        WitnessSaved = "{0}: {1} entries, {2} of them new.",
        WitnessRewritten = "The gateway's entry of {0} is not the one kept in {1}: what was published was made anew.",
        WitnessNone = "{0}: not a witness list that was kept",
        ProofFile = "file to keep",
        VerifyBroken = "The archives are not what was sealed; see above.",
        VerifyForeign = "The archives agree with themselves, but not with the pinned key: is it the right one?",
        Hardware = "parts, pins, wires and power of a kiosk: check the data, draw, make Pins.cs",
        HardwareCheck = "run every rule; exit 1 and rule, pin and remedy for each breach",
        HardwareDiagram = "draw the wiring of each build from the data",
        HardwarePins = "write the firmware's Pins.cs from pins.json",
        HardwareFolder = "hardware folder; without it, the first one found from here upwards",
        HardwarePinFile = "file in place of the folder's pins.json",
        HardwareErrors = "{0} broken",
        HardwareSound = "The hardware data hold together.",
        HardwareBroken = "The hardware data break rules; see above.",
        HardwareUnreadable = "! file-form: {0} Correct the file there, then run the check again.",
    };

    /// <summary>French.</summary>
    public static Words French { get; } = new()
    {
        About = "Inscrit et pilote les appareils des kiosques par l'API d'administration de la passerelle.",
        Examples = """
            Exemples :
              kiosk device add --kiosk K07 --name "Jus Gambetta" --arrondissement 1 --trade jus
              kiosk settings push 1007 reglages.json
              kiosk catalogue push 1007 catalogue.csv
            """,
        Gateway = "adresse de la passerelle",
        TokenFile = "fichier du jeton d'administration",
        Json = "écrire un document JSON sur la sortie standard",
        Device = "appareils : inscrire, lister, révoquer",
        DeviceAdd =
            "inscrire un appareil dans un kiosque et écrire son trousseau (identité et clés) dans un fichier à vous "
            + "seul",
        DeviceList = "lister les appareils inscrits",
        DeviceRotate = "nouvelle clé de scellement de ses caisses, qui scellent le changement (927) entre deux ventes",
        Rotated = "{0} : clé de scellement {1} demandée ; 'archive notes' montre quand elle est scellée",
        DeviceReadmit = "réadmettre un appareil au certificat périmé : il reçoit le suivant en se connectant",
        ReadmitDays = "pour combien de jours, de 1 à 7",
        DeviceRevoke = "révoquer un appareil : sa clé ne vaut plus rien",
        Settings = "réglages d'un appareil",
        SettingsPush = "envoyer des réglages depuis un fichier JSON",
        ManagerCode = "créer le code unique avec lequel le premier gérant choisit son code",
        ManagerCodeIs = "Appareil {0} : le code est {1}. Taper FONCTION 1 4, le code et ESPÈCES sur la caisse.",
        Notice = "messages de la ville",
        NoticePush = "envoyer un message à l'afficheur d'un kiosque",
        Catalogue = "catalogue d'un commerçant",
        CataloguePush = "envoyer un catalogue depuis un fichier CSV ou JSON",
        Number = "numéro de l'appareil, tel quel ou comme sur son étiquette (0001-0079)",
        NoDeviceNumber = "« {0} » n'est pas un numéro d'appareil, ou un chiffre du numéro de l'étiquette est faux.",
        NumberWanted = "numéro voulu, 1 à 2147483647 ; sans lui, le prochain libre",
        Kiosk = "kiosque, 1 à 8 caractères A-Z 0-9",
        Name = "nom pour le public",
        Address = "adresse postale",
        District = "arrondissement, 1 à 16",
        Trade = "activité du commerçant",
        Latitude = "latitude en degrés nord, pour la carte (avec --lon)",
        Longitude = "longitude en degrés est",
        Vacant = "le kiosque est vacant : il mesure et ne vend pas",
        Invented = "le kiosque n'existe pas : il sert à une démonstration, et les pages le disent",
        Out = "fichier du trousseau ; sans lui, device-<numéro>.json",
        Yes = "ne pas demander",
        File = "fichier JSON",
        CatalogueFile = "fichier CSV (code,label,cents,vat[,department,ean,key]) ou JSON",
        NoticeText = "le message, 160 caractères au plus ; une barre | commence une ligne",
        NoticePage = "city (par défaut), hours, agenda, help, link (adresse de la page publique) ou out-of-order",
        NoticeEnglish = "le texte en anglais, affiché dessous",
        Until = "fin du message, p. ex. 2026-03-02T18:00:00Z ; sans elle, jusqu'au prochain",
        Added = "appareil {0} inscrit dans {1} ; trousseau dans {2}",
        Revoked = "appareil {0} révoqué",
        Readmitted = "l'appareil {0} est réadmis jusqu'au {1}, même avec un certificat périmé",
        ConfirmRevoke = "l'appareil {0} ne sera plus jamais acquitté. Répétez la commande avec --yes pour le faire.",
        SentNow = "version {1} envoyée à l'appareil {0}",
        SentLater = "version {1} enregistrée ; l'appareil {0} n'est pas relié et la recevra à son retour",
        NoDevices = "aucun appareil ; inscrivez le premier : kiosk device add --kiosk K07",
        NoToken = "jeton {0} illisible ; donnez le fichier de la passerelle : --token-file <state>/admin.token",
        Unreachable = "passerelle {0} injoignable ({1}) ; est-elle lancée ? Donnez son adresse avec --gateway",
        Refused = "la passerelle refuse",
        NoFile = "fichier {0} illisible",
        Exists = "{0} existe déjà ; donnez un autre fichier avec --out",
        NoAddress = "--gateway : '{0}' n'est pas une adresse comme http://127.0.0.1:5080",
        SeenAt = "vu {0}",
        CertificateUntil = "certificat jusqu'au {0}",
        CertificateOffered = "le suivant attend depuis le {0}",
        ReadmittedUntil = "réadmis jusqu'au {0}",
        RevokedAt = "révoqué {0}",
        AlarmList = "lister les alarmes ouvertes et les défauts signalés par les appareils, les derniers d'abord",
        AlarmDays = "seulement les derniers jours, 1 à 36500 ; sans elle, 30",
        AlarmDaysWrong = "--days : donnez un nombre entier de 1 à 36500",
        AlarmNone = "rien d'ouvert dans ce délai ; --days 36500 montre tout ce qui est noté",
        AlarmTimes = "nombre : {0}",
        Alarms = TroubleWords.FrenchAlarms,
        Faults = TroubleWords.FrenchFaults,
        Terminal = "terminal, p. ex. K07",
        LegalRequest = "pour la ville : référence de la demande légale ; elle est journalisée et le commerçant la voit",
        Archive = "archives fiscales d'un commerçant",
        ArchiveList = "lister les archives d'un terminal",
        ArchiveMake = "faire les archives dues, ou celle d'un mois",
        ArchiveMonth = "mois, p. ex. 202603",
        ArchiveGet = "retirer une archive",
        ArchiveConfirm = "vérifier votre copie et dire à la passerelle qu'elle est saine",
        ArchivePurge = "purger les lignes d'un exercice dont l'archive est confirmée",
        ArchiveNotes = "ce que le terminal doit sceller au journal : archives, purges, clés ; numéro, code, arguments",
        NoteSealed = "scellé",
        NoteWaits = "en attente",
        ArchiveNumber = "numéro R de l'archive",
        EReport = "e-reporting B2C (flux 10.3) pour la plateforme agréée",
        FromDay = "première journée, p. ex. 20260301",
        ToDay = "dernière journée, achevée et après la première",
        Regime = "régime de TVA, pour sa dernière période : reel-mensuel, reel-trimestriel, simplifie, franchise",
        RegimeOrDays = "Indiquer --regime, ou --from et --to ensemble.",
        ReportPeriod = "{0} : journées du {1} au {2}, à transmettre du {3} au {4}",
        Platform = "matricule de la plateforme agréée qui l'enverra, 4 chiffres ; sinon elle se nomme elle-même",
        PlatformName = "son nom, avec --platform",
        Accounting = "écritures comptables d'un mois, en CSV",
        Attest = "attestation individuelle du commerçant",
        Merchant = "accès d'un commerçant",
        MerchantCode = "donner à un commerçant le code d'un jeton (administration) ; le code précédent ne vaut plus",
        CodeOut = "nouveau fichier pour le code, à imprimer et à remettre",
        MerchantClaim = "retirer le jeton du code de la ville (commerçant) ; le jeton précédent ne vaut plus",
        ClaimCode = "code remis par la ville, 16 lettres et chiffres ; il sert une fois, dans les 30 jours",
        TokenOut = "nouveau fichier pour le jeton",
        MerchantLog = "qui a consulté les données fiscales du commerçant",
        ReportsHanded = "e-reports remis ; code 1 quand l'un est à remplacer, un terminal étant arrivé en retard",
        ReportChanged = "sommes changées depuis : à refaire, ce sera une rectification (RE)",
        MerchantZ = "comparer un Z imprimé avec la passerelle",
        Stops = StopsWords.French,
        Review = ReviewWords.French,
        Dismiss = "retirer un code de cette liste : ce n'est pas un article du commerce",
        Dismissed = "{0} retiré de la liste",
        ZNumber = "numéro J du Z",
        ZExtract = "les quatre caractères de son sceau",
        FileOut = "fichier à écrire ; sans lui, la sortie standard",
        Verify = "vérifier des archives hors ligne, clés publiques seulement ; nomme fichier, enregistrement et champ",
        ArchiveFiles = "archives à vérifier (zip)",
        Control = "lire la copie de contrôle d'une caisse ; nomme ce qui manque ou n'est pas en ordre",
        ControlFiles = "la copie du support de la caisse, ou les textes de ses pages QR, un fichier chacun",
        VerifyKey = "clé de confiance : son empreinte (RFC 7638) ou un fichier de clé publique ; peut être répétée",
        VerifyWitness = "liste témoin conservée (/api/v1/witness) : chaque tête doit figurer dans les archives",
        VerifyWitnessed = "Liste témoin : {0} entrées, {1} têtes comparées, {2} au-delà de ces archives.",
        Finding = static sentence => FindingFrench.Of(sentence) ?? sentence,
        AlarmDetail = static sentence => AlarmFrench.Of(sentence) ?? sentence,
        PinUnknown = "--key {0} : ni un fichier de clé publique, ni une empreinte de 43 caractères",
        VerifyUnpinned =
            "Aucune clé n'est imposée : les archives sont jugées par la clé qu'elles portent ({0}). Comparez-la à "
            + "celle que publie la passerelle, ou donnez-la avec --key.",
        VerifySound = "Rien n'a été modifié, retiré, inséré ou déplacé depuis le contre-sceau de la passerelle.",
        VerifySoundUnpinned =
            "Chaque archive s'accorde avec elle-même et avec cette clé. Est-ce celle de la passerelle, donc rien "
            + "n'a-t-il été modifié ? Cela reste ouvert tant que la clé n'est pas comparée.",
        KeysKept = "conserver les clés publiques de la passerelle, pour « kiosk verify --key FICHIER » ; sans jeton",
        WitnessKept = "conserver ou compléter la liste témoin, pour « kiosk verify --witness FICHIER » ; sans jeton",
        WitnessSaved = "{0} : {1} entrées, dont {2} nouvelles.",
        WitnessRewritten =
            "L'entrée du {0} de la passerelle n'est pas celle conservée dans {1} : ce qui fut publié a été refait.",
        WitnessNone = "{0} : pas une liste témoin conservée",
        ProofFile = "fichier à conserver",
        VerifyBroken = "Les archives ne sont pas ce qui a été scellé ; voir ci-dessus.",
        VerifyForeign = "Les archives s'accordent avec elles-mêmes, mais pas avec la clé imposée : est-ce la bonne ?",
        Hardware = "pièces, broches, fils et courants d'un kiosque : contrôler les données, dessiner, écrire Pins.cs",
        HardwareCheck = "appliquer chaque règle ; code 1 et règle, broche et remède pour chaque manquement",
        HardwareDiagram = "dessiner le câblage de chaque montage depuis les données",
        HardwarePins = "écrire le Pins.cs du micrologiciel depuis pins.json",
        HardwareFolder = "dossier du matériel ; sans lui, le premier trouvé en remontant d'ici",
        HardwarePinFile = "fichier à la place du pins.json du dossier",
        HardwareErrors = "{0} manquement(s)",
        HardwareSound = "Les données du matériel se tiennent.",
        HardwareBroken = "Les données du matériel enfreignent des règles ; voir ci-dessus.",
        HardwareUnreadable = "! file-form: {0} Corriger le fichier à cet endroit, puis relancer la vérification.",
    };

    /// <summary>The language of the environment (LC_ALL, LC_MESSAGES, LANG).</summary>
    public static Words Current() =>
        Variables
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value))?.StartsWith(
                "fr", StringComparison.OrdinalIgnoreCase) == true
            ? French
            : English;

    /// <summary>Puts values into a sentence.</summary>
    public static string Fill(string sentence, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, sentence, values);
}
